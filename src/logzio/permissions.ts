import { bucketKey, bucketKeyAdded, ofExpectedAccount } from '../core/private/model/bucket-permissions';
import type { Deviation, PermissionGroup, PermissionSet } from '../core/private/model/permission-set';
import type { BucketResource } from '../core/private/provision/bucket-resources';
import { AWS_S3_ACTIONS, AWS_SSE_KMS, PRODUCT, S3_FETCHER, S3_FETCHER_PAGE, S3_PERMISSIONS } from './sources';

// Data only: the permissions of Logz.io on its bucket, their reasons and their sources.

const LOCATION: PermissionGroup<BucketResource> = {
  sid: 'LogzioBucketLocation',
  on: 'bucket',
  why: 'finds the region of the bucket before it calls it',
  evidence: 'documented',
  source: S3_PERMISSIONS,
  actions: ['s3:GetBucketLocation'],
};

const NEWER_PAGE: Deviation = {
  kind: 'added',
  actions: ['s3:GetBucketLocation'],
  reason:
    'in the sample policy of the current page (and its text of 2021), but neither in its current text nor on older pages; it reads no data',
  source: S3_PERMISSIONS,
};

const eachOnItsKind = (actions: readonly string[], kinds: string): Deviation => ({
  kind: 'narrowed',
  actions,
  reason: `${kinds}: the page lists each on both, which has no effect`,
  source: AWS_S3_ACTIONS,
});

const READING_ON_ITS_KIND = eachOnItsKind(
  ['s3:GetObject', 's3:ListBucket'],
  'GetObject only on objects, and ListBucket only on the bucket',
);

/** Archive: Logz.io writes log files to the bucket. It cannot read, list or delete them. */
export const ARCHIVE: PermissionSet<BucketResource> = {
  id: 'logzio/archive',
  product: PRODUCT.name,
  summary: 'Logz.io writes log files to the bucket; it cannot read, list or delete them.',
  source: S3_PERMISSIONS,
  groups: [
    LOCATION,
    {
      sid: 'LogzioArchiveObjects',
      on: 'object',
      why: "writes the archived log files, and the object 'logzio-verified' when archiving is enabled",
      evidence: 'documented',
      source: S3_PERMISSIONS,
      actions: ['s3:PutObject'],
    },
    bucketKey(
      'write',
      'LogzioArchiveKey',
      'encrypts what it writes with the key of the bucket; a multipart upload also decrypts, to assemble the parts',
    ),
  ],
  deviations: [
    ofExpectedAccount(['s3:GetBucketLocation', 's3:PutObject']),
    NEWER_PAGE,
    eachOnItsKind(['s3:GetBucketLocation', 's3:PutObject'], 'PutObject only on objects, and GetBucketLocation only on the bucket'),
    bucketKeyAdded('write'),
  ],
};

/** Restore: Logz.io lists and reads what it archived. It cannot write or delete. */
export const RESTORE: PermissionSet<BucketResource> = {
  id: 'logzio/restore',
  product: PRODUCT.name,
  summary: 'Logz.io lists and reads what it archived; it cannot write or delete.',
  source: S3_PERMISSIONS,
  groups: [
    LOCATION,
    {
      sid: 'LogzioRestoreList',
      on: 'bucket',
      why: 'finds the archived files of the time range to restore',
      evidence: 'documented',
      source: S3_PERMISSIONS,
      actions: ['s3:ListBucket'],
    },
    {
      sid: 'LogzioRestoreObjects',
      on: 'object',
      why: 'reads the archived files',
      evidence: 'documented',
      source: S3_PERMISSIONS,
      actions: ['s3:GetObject'],
    },
    bucketKey('read', 'LogzioRestoreKey', 'decrypts what it reads'),
  ],
  deviations: [
    ofExpectedAccount(['s3:GetBucketLocation', 's3:GetObject', 's3:ListBucket']),
    NEWER_PAGE,
    READING_ON_ITS_KIND,
    eachOnItsKind(['s3:GetBucketLocation'], 'GetBucketLocation only on the bucket'),
    bucketKeyAdded('read'),
  ],
};

/** The user of Logz.io's own account that searches the archive before a restore, for the bucket policy. */
export const POWER_SEARCH_USER = { account: '406095609952', name: 'search-archive-restore-user', source: S3_PERMISSIONS } as const;

/** Power search: the bucket policy allows a user of Logz.io's own account to list and read the archive. */
export const POWER_SEARCH: PermissionSet<BucketResource> = {
  id: 'logzio/power-search',
  product: `${PRODUCT.name}: Power search`,
  summary: `The user ${POWER_SEARCH_USER.name} of Logz.io's account ${POWER_SEARCH_USER.account} lists and reads the archive.`,
  source: S3_PERMISSIONS,
  groups: [
    {
      sid: 'LogzioPowerSearchList',
      on: 'bucket',
      why: 'finds the files to search',
      evidence: 'documented',
      source: S3_PERMISSIONS,
      actions: ['s3:ListBucket'],
    },
    {
      sid: 'LogzioPowerSearchObjects',
      on: 'object',
      why: 'reads the files it searches',
      evidence: 'documented',
      source: S3_PERMISSIONS,
      actions: ['s3:GetObject'],
    },
  ],
  deviations: [READING_ON_ITS_KIND],
};

/** The ACL header on uploads. Inferred, so only on request. */
export const OBJECT_ACL: PermissionSet<BucketResource> = {
  id: 'logzio/object-acl',
  product: PRODUCT.name,
  summary: 'Logz.io can send an ACL with the objects that it writes, only private or bucket-owner-full-control.',
  source: S3_PERMISSIONS,
  groups: [
    {
      sid: 'LogzioObjectAcl',
      on: 'object',
      why: 'AWS requires it if an upload has an ACL; Logz.io requires ACLs to be enabled, but does not say whether it sends one',
      evidence: 'inferred',
      source: AWS_S3_ACTIONS,
      actions: ['s3:PutObjectAcl'],
      conditions: { StringEquals: { 's3:x-amz-acl': ['bucket-owner-full-control', 'private'] } },
    },
  ],
  deviations: [
    {
      kind: 'added',
      actions: ['s3:PutObjectAcl'],
      reason: 'only with objectAcl, only for the two canned ACLs that give nothing to anyone else; not on the page',
      source: AWS_S3_ACTIONS,
    },
  ],
};

/** S3 fetcher: Logz.io lists and reads the logs that your own services write to a bucket. It cannot write or delete. */
export const FETCH: PermissionSet<BucketResource> = {
  id: 'logzio/s3-fetcher',
  readsOthers: true,
  product: S3_FETCHER.name,
  summary: 'Logz.io lists and reads the logs in the bucket; it cannot write or delete.',
  source: S3_FETCHER_PAGE,
  groups: [
    {
      sid: 'LogzioFetchLocation',
      on: 'bucket',
      why: 'finds the region of the bucket before it calls it',
      evidence: 'documented',
      source: S3_FETCHER_PAGE,
      actions: ['s3:GetBucketLocation'],
    },
    {
      sid: 'LogzioFetchList',
      on: 'bucket',
      why: 'finds the files after the last one that it fetched; the page limits the list to no path',
      evidence: 'documented',
      source: S3_FETCHER_PAGE,
      actions: ['s3:ListBucket'],
    },
    {
      sid: 'LogzioFetchObjects',
      on: 'object',
      why: 'reads the files',
      evidence: 'documented',
      source: S3_FETCHER_PAGE,
      actions: ['s3:GetObject'],
    },
    {
      sid: 'LogzioFetchKey',
      on: 'key',
      why: 'decrypts what it reads',
      evidence: 'documented',
      source: S3_FETCHER_PAGE,
      actions: ['kms:Decrypt'],
    },
  ],
  deviations: [
    ofExpectedAccount(['s3:GetBucketLocation', 's3:GetObject', 's3:ListBucket'], 'each on the kind of resource that it applies to, and '),
    {
      kind: 'narrowed',
      actions: ['kms:Decrypt'],
      reason: 'only on the key of the bucket, and through S3 only: the page allows calling KMS directly, which nothing needs',
      source: AWS_SSE_KMS,
    },
  ],
};

/** All sets, for the generated pages and the tests. */
export const PERMISSION_SETS: readonly PermissionSet<BucketResource>[] = [ARCHIVE, RESTORE, POWER_SEARCH, OBJECT_ACL, FETCH];
