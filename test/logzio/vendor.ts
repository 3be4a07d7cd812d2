import { archiveBucketProfile } from '../../src/logzio/bucket-profile';
import * as logzio from '../../src/logzio/permissions';
import type { Vendor } from '../vendors';

export const VENDOR: Vendor = {
  title: 'Logz.io',
  sets: logzio.PERMISSION_SETS,
  documented: [
    { file: 'archive-restore.json', sets: [logzio.ARCHIVE, logzio.RESTORE, logzio.OBJECT_ACL] },
    { file: 'archive-restore.older.json', sets: [logzio.ARCHIVE, logzio.RESTORE, logzio.OBJECT_ACL] },
    { file: 'power-search.json', sets: [logzio.POWER_SEARCH] },
  ],
  bucketRules: archiveBucketProfile({ restores: true, powerSearch: true }),
  pages: /^https:\/\/docs\.logz\.io\//,
};
