import { bucketKey, bucketKeyAdded, ofExpectedAccount } from '../core/private/model/bucket-permissions';
import type { Deviation, PermissionGroup, PermissionSet } from '../core/private/model/permission-set';
import type { BucketResource } from '../core/private/provision/bucket-resources';
import { AWS_S3_ACTIONS, AWS_S3_ENDPOINT, BUCKET_SETTINGS, FOLDERS, M365, RETRIEVING, S3_PERMISSIONS, VBR_PERMISSIONS } from './sources';

// Data only: the permissions of Veeam Backup for Microsoft 365 in S3, their reasons and their sources. The page lists all for every repository.

/** `buckets` are all buckets of the account. */
export type RepositoryResource = BucketResource | 'buckets';

/** The buckets in which AWS publishes the packages of Amazon Linux. */
export type PackageTarget = 'packages';

const documented = { evidence: 'documented', source: S3_PERMISSIONS } as const;

export const onThisBucket = (...actions: string[]): Deviation =>
  ofExpectedAccount(actions, 'only on this bucket or its objects, where the page has all buckets of all accounts; and ');

/** Of all products. */
export const retrievalGroup = (sid: string, page: Pick<PermissionGroup, 'evidence' | 'source'>): PermissionGroup<'object'> => ({
  sid,
  on: 'object',
  why: 'makes archived backups readable for a while',
  ...page,
  actions: ['s3:RestoreObject'],
});

/** What every repository needs. */
export const REPOSITORY: PermissionSet<RepositoryResource> = {
  id: 'veeam/m365-repository',
  product: M365.name,
  summary: 'Veeam lists, writes, reads and deletes the backups in the bucket; it cannot change the bucket.',
  source: S3_PERMISSIONS,
  groups: [
    {
      sid: 'VeeamBucket',
      on: 'bucket',
      why: 'reads whether the bucket has versioning and Object Lock, which determines how Veeam can use it; finds incomplete uploads',
      ...documented,
      actions: ['s3:GetBucketObjectLockConfiguration', 's3:GetBucketVersioning', 's3:ListBucketMultipartUploads'],
    },
    { sid: 'VeeamList', on: 'listing', why: 'finds backups', ...documented, actions: ['s3:ListBucket'] },
    {
      sid: 'VeeamObjects',
      on: 'object',
      why: 'writes backups, large ones in parts; reads them to restore; deletes them when their retention ends',
      ...documented,
      actions: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
    },
    bucketKey('write', 'VeeamKey', 'decrypts what it reads and encrypts what it writes, in a bucket with a customer managed key'),
  ],
  deviations: [
    onThisBucket(
      's3:AbortMultipartUpload',
      's3:DeleteObject',
      's3:GetBucketObjectLockConfiguration',
      's3:GetBucketVersioning',
      's3:GetObject',
      's3:ListBucket',
      's3:ListBucketMultipartUploads',
      's3:ListMultipartUploadParts',
      's3:PutObject',
    ),
    bucketKeyAdded('write'),
  ],
};

/** Unless `bucketBrowsing` is false. */
export const BUCKET_BROWSING: PermissionSet<RepositoryResource> = {
  id: 'veeam/m365-bucket-browsing',
  product: M365.name,
  summary: "Veeam's console shows the buckets of the account with their regions to choose from; there is no other way to enter a bucket.",
  source: S3_PERMISSIONS,
  groups: [
    { sid: 'VeeamBucketNames', on: 'account', why: 'lists the buckets to choose from', ...documented, actions: ['s3:ListAllMyBuckets'] },
    {
      sid: 'VeeamBucketRegions',
      on: 'buckets',
      why: 'finds the region of each listed bucket: the console asks for a region first, then shows its buckets. Reads nothing else',
      ...documented,
      actions: ['s3:GetBucketLocation'],
    },
  ],
  deviations: [
    {
      kind: 'corrected',
      actions: ['s3:ListAllMyBuckets'],
      reason: 'on `*`: the page has it on all buckets, but it takes no resource',
      source: AWS_S3_ACTIONS,
    },
    {
      kind: 'narrowed',
      actions: ['s3:GetBucketLocation'],
      reason:
        'on the buckets of this account, where the page has those of all accounts. The only permission that exceeds the bucket although AWS could limit it: with that limit, the console could not show the list; bucketBrowsing: false sets it',
      source: BUCKET_SETTINGS,
    },
  ],
};

/** With `bucketBrowsing: false`. */
export const ONE_BUCKET: PermissionSet<RepositoryResource> = {
  id: 'veeam/m365-one-bucket',
  product: M365.name,
  summary: 'With bucketBrowsing: false, Veeam sees only this bucket.',
  source: S3_PERMISSIONS,
  groups: [
    { sid: 'VeeamBucketRegion', on: 'bucket', why: 'finds the region of the bucket', ...documented, actions: ['s3:GetBucketLocation'] },
  ],
  deviations: [
    onThisBucket('s3:GetBucketLocation'),
    {
      kind: 'withheld',
      actions: ['s3:ListAllMyBuckets'],
      reason: 'because of bucketBrowsing: false: it shows the names of all buckets of the account',
      source: AWS_S3_ACTIONS,
    },
  ],
};

/** Always, or with `leastActions` only for an immutable repository. */
export const IMMUTABILITY: PermissionSet<RepositoryResource> = {
  id: 'veeam/m365-immutability',
  product: M365.name,
  summary:
    'Veeam locks what it writes, and deletes old versions when their lock has ended. It cannot remove a lock. With leastActions, only for an immutable repository (inferred from the list of Veeam Backup & Replication).',
  source: S3_PERMISSIONS,
  groups: [
    { sid: 'VeeamListVersions', on: 'listing', why: 'finds the versions of backups', ...documented, actions: ['s3:ListBucketVersions'] },
    {
      sid: 'VeeamVersions',
      on: 'object',
      why: 'locks backups, reads how long they are locked, reads their versions, and deletes them when they are no longer locked',
      ...documented,
      actions: ['s3:DeleteObjectVersion', 's3:GetObjectRetention', 's3:GetObjectVersion', 's3:PutObjectRetention'],
    },
  ],
  deviations: [
    onThisBucket(
      's3:DeleteObjectVersion',
      's3:GetObjectRetention',
      's3:GetObjectVersion',
      's3:ListBucketVersions',
      's3:PutObjectRetention',
    ),
    {
      kind: 'split',
      actions: ['s3:DeleteObjectVersion', 's3:GetObjectRetention', 's3:GetObjectVersion', 's3:ListBucketVersions', 's3:PutObjectRetention'],
      reason: 'separate, so that leastActions can omit them: on the other page, these five are only for immutability',
      source: VBR_PERMISSIONS,
    },
  ],
};

/** Always, or with `leastActions` only for the classes that need it. */
export const RETRIEVAL: PermissionSet<RepositoryResource> = {
  id: 'veeam/m365-retrieval',
  product: M365.name,
  summary:
    'Veeam retrieves backups from S3 Glacier Flexible Retrieval and Deep Archive. With leastActions, only for these classes (inferred: the page about retrieval distinguishes them, the page about permissions does not).',
  source: S3_PERMISSIONS,
  groups: [retrievalGroup('VeeamRetrieval', documented)],
  deviations: [
    onThisBucket('s3:RestoreObject'),
    {
      kind: 'split',
      actions: ['s3:RestoreObject'],
      reason: 'separate, so that leastActions can omit it: objects of the other classes can be read immediately',
      source: RETRIEVING,
    },
  ],
};

/** Option `browse`. Inferred, so only on request. */
export const FOLDER_BROWSING: PermissionSet<RepositoryResource> = {
  id: 'veeam/m365-folder-browsing',
  product: M365.name,
  summary: 'With folder and browse, Veeam sees the names at the root of the bucket and in the two levels above the folder.',
  source: FOLDERS,
  groups: [
    {
      sid: 'VeeamFolders',
      on: 'bucket',
      why: "the console's button Browse goes from the root of the bucket to the folder, level by level (the delimiter prevents it from listing all keys)",
      evidence: 'inferred',
      source: BUCKET_SETTINGS,
      actions: ['s3:ListBucket'],
      // a list without a prefix is of the root too: Veeam does not document which of the two the console requests
      conditions: {
        StringEquals: { 's3:delimiter': '/' },
        StringEqualsIfExists: { 's3:prefix': ['', 'Veeam/', 'Veeam/Backup365/'] },
      },
    },
  ],
  deviations: [
    {
      kind: 'added',
      actions: ['s3:ListBucket'],
      reason: 'only with browse, and only level by level; on the page, it has no limits',
      source: AWS_S3_ACTIONS,
    },
  ],
};

/** For the policy of the endpoint in `VeeamArchiverNetwork`, not for the user. */
export const PACKAGES: PermissionSet<PackageTarget> = {
  id: 'veeam/archiver-packages',
  product: `${M365.name}: archiver appliance`,
  summary: 'The S3 endpoint of VeeamArchiverNetwork allows the appliance to read the packages of Amazon Linux.',
  source: AWS_S3_ENDPOINT,
  groups: [
    {
      sid: 'VeeamPackages',
      on: 'packages',
      why: 'installs packages of its operating system, which AWS stores in S3, so they come through the endpoint. Inferred: the system is Amazon Linux, and the buckets are those that its package manager calls',
      evidence: 'inferred',
      source: AWS_S3_ENDPOINT,
      actions: ['s3:GetObject'],
    },
  ],
  deviations: [
    {
      kind: 'added',
      actions: ['s3:GetObject'],
      reason: 'only reading, only of packages that AWS publishes for everyone; an endpoint policy alone grants nothing',
      source: AWS_S3_ENDPOINT,
    },
  ],
};

/** What the endpoint of a network lets through. */
export const M365_IN_S3: readonly PermissionSet[] = [REPOSITORY, ONE_BUCKET, IMMUTABILITY, RETRIEVAL];

/** All sets, for the generated pages and the tests. */
export const PERMISSION_SETS: readonly PermissionSet[] = [
  REPOSITORY,
  BUCKET_BROWSING,
  ONE_BUCKET,
  IMMUTABILITY,
  RETRIEVAL,
  FOLDER_BROWSING,
  PACKAGES,
];
