import type { PermissionSet } from '../src/core/private/permission-set';
import * as logzio from '../src/logzio/permissions';

/** A vendor's own policy, and the sets that are to grant what it lists. */
export interface Documented {
  readonly file: string;
  readonly sets: readonly PermissionSet[];
}

/** Every vendor, by the name of its folder: the tests over all permission sets, and the generated pages, read this list. */
export const VENDORS: Record<string, { readonly sets: readonly PermissionSet[]; readonly documented: readonly Documented[] }> = {
  logzio: {
    sets: logzio.PERMISSION_SETS,
    documented: [
      { file: 'archive-restore.json', sets: [logzio.ARCHIVE, logzio.RESTORE, logzio.OBJECT_ACL] },
      { file: 'archive-restore.older.json', sets: [logzio.ARCHIVE, logzio.RESTORE, logzio.OBJECT_ACL] },
      { file: 'power-search.json', sets: [logzio.POWER_SEARCH] },
    ],
  },
};
