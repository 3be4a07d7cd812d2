import type { BucketProfile } from '../src/core/private/bucket-profile';
import type { PermissionSet } from '../src/core/private/permission-set';
import { archiveBucketProfile } from '../src/logzio/bucket-profile';
import * as logzio from '../src/logzio/permissions';

/** A vendor's own policy, and the sets that are to grant what it lists. */
export interface Documented {
  readonly file: string;
  readonly sets: readonly PermissionSet[];
}

export interface Vendor {
  readonly title: string;
  readonly sets: readonly PermissionSet[];
  readonly documented: readonly Documented[];
  /** All rules for its buckets, whatever the options. */
  readonly bucketRules: BucketProfile;
  /** Where its pages are. */
  readonly pages: RegExp;
  /** The kinds of resource in its sets beside those of a bucket, and the resource types of AWS that each stands for. */
  readonly kinds?: Record<string, RegExp>;
}

/** Every vendor, by the name of its folder: the tests over all permission sets, and the generated pages, read this list. */
export const VENDORS: Record<string, Vendor> = {
  logzio: {
    title: 'Logz.io',
    sets: logzio.PERMISSION_SETS,
    documented: [
      { file: 'archive-restore.json', sets: [logzio.ARCHIVE, logzio.RESTORE, logzio.OBJECT_ACL] },
      { file: 'archive-restore.older.json', sets: [logzio.ARCHIVE, logzio.RESTORE, logzio.OBJECT_ACL] },
      { file: 'power-search.json', sets: [logzio.POWER_SEARCH] },
    ],
    bucketRules: archiveBucketProfile({ restores: true, powerSearch: true }),
    pages: /^https:\/\/docs\.logz\.io\//,
  },
};
