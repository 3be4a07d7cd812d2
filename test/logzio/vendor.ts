import { archiveBucketProfile } from '../../src/logzio/bucket-profile';
import * as logzio from '../../src/logzio/permissions';
import { S3_FETCHER_PAGE, S3_PERMISSIONS } from '../../src/logzio/sources';
import type { Vendor } from '../vendors';

export const VENDOR: Vendor = {
  title: 'Logz.io',
  sets: logzio.PERMISSION_SETS,
  documented: [
    { files: ['archive-restore.json'], sets: [logzio.ARCHIVE, logzio.RESTORE, logzio.OBJECT_ACL] },
    { files: ['archive-restore.older.json'], sets: [logzio.ARCHIVE, logzio.RESTORE, logzio.OBJECT_ACL] },
    { files: ['power-search.json'], sets: [logzio.POWER_SEARCH] },
    { files: ['s3-fetcher.role.json', 's3-fetcher.key.json'], sets: [logzio.FETCH] },
  ],
  inBucketPolicy: [logzio.POWER_SEARCH],
  transcribed: {
    'archive-restore.json': { source: S3_PERMISSIONS, like: ['archive-restore.older.json'] },
    'archive-restore.older.json': { source: S3_PERMISSIONS, part: 'an older version, without a date' },
    'power-search.json': { source: S3_PERMISSIONS, part: 'power search' },
    's3-fetcher.role.json': { source: S3_FETCHER_PAGE, part: 'by a role', like: ['s3-fetcher.key.json'] },
    's3-fetcher.key.json': { source: S3_FETCHER_PAGE, part: 'by access keys' },
  },
  watched: [
    {
      url: 'https://raw.githubusercontent.com/logzio/documentation/master/docs/user-guide/data-hub/archive-restore/set-s3-permissions.md',
      files: ['archive-restore.json', 'power-search.json'],
    },
    {
      url: 'https://raw.githubusercontent.com/logzio/documentation/master/docs/shipping/AWS/aws-s3-bucket.md',
      files: ['s3-fetcher.role.json', 's3-fetcher.key.json'],
    },
  ],
  bucketRules: archiveBucketProfile({ restores: true, powerSearch: true }),
  pages: /^https:\/\/docs\.logz\.io\//,
  accesses: { LogzioArchiveBucket: 'users and roles', LogzioS3Fetcher: 'users and roles' },
  applies: {
    default: '',
    'archive-only': '`usage: ARCHIVE`',
    'restore-only': '`usage: RESTORE`',
    'power-search': '`powerSearch` (in the bucket policy)',
    'object-acl': '`objectAcl`',
    fetcher: '',
  },
  tests: ['archive-bucket', 'fetcher-keys'],
};
