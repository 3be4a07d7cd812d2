import { bucketKey, bucketKeyAdded } from '../../core/private/model/bucket-permissions';
import type { PermissionSet } from '../../core/private/model/permission-set';
import { onThisBucket, type RepositoryResource, retrievalGroup } from '../permissions';
import { AWS_S3_ACTIONS, BACKUP, VBR_GLACIER_BUCKET, VBR_PERMISSIONS } from '../sources';

// Data only: what Veeam Backup & Replication does in S3, why, and where it is written. The lists of the page are sums of these sets.

const documented = { evidence: 'documented', source: VBR_PERMISSIONS } as const;
const set = { product: BACKUP.name, source: VBR_PERMISSIONS } as const;

const BUCKET = {
  sid: 'VeeamBackupBucket',
  on: 'bucket',
  why: 'finds the region of the bucket, and whether it has versioning and Object Lock, which determines how Veeam uses it',
  ...documented,
  actions: ['s3:GetBucketLocation', 's3:GetBucketObjectLockConfiguration', 's3:GetBucketVersioning'],
} as const;
const LIST = { sid: 'VeeamBackupList', on: 'listing', why: 'finds backups', ...documented, actions: ['s3:ListBucket'] } as const;

/** What every repository needs. */
export const BACKUP_REPOSITORY: PermissionSet<RepositoryResource> = {
  ...set,
  id: 'veeam/backup-repository',
  summary: 'Veeam lists, writes, reads and deletes the backups in the bucket; it cannot change the bucket.',
  groups: [
    BUCKET,
    LIST,
    {
      sid: 'VeeamBackupObjects',
      on: 'object',
      why: 'writes backups; reads them to restore; deletes them when their retention ends',
      ...documented,
      actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
    },
    bucketKey('write', 'VeeamBackupKey', 'decrypts what it reads and encrypts what it writes, in a bucket with a customer managed key'),
  ],
  deviations: [
    onThisBucket(...BUCKET.actions, ...LIST.actions, 's3:DeleteObject', 's3:GetObject', 's3:PutObject'),
    bucketKeyAdded('write'),
  ],
};

/** Option `readOnly`. */
export const READ_ONLY: PermissionSet<RepositoryResource> = {
  ...set,
  id: 'veeam/backup-read-only',
  summary: 'A second backup server lists and reads the backups, to restore them. It can write and delete nothing.',
  groups: [
    BUCKET,
    LIST,
    { sid: 'VeeamBackupRead', on: 'object', why: 'reads backups to restore them', ...documented, actions: ['s3:GetObject'] },
    bucketKey('read', 'VeeamBackupReadKey', 'decrypts what it reads, in a bucket with a customer managed key'),
  ],
  deviations: [
    onThisBucket(...BUCKET.actions, ...LIST.actions, 's3:GetObject'),
    bucketKeyAdded('read'),
    {
      kind: 'withheld',
      actions: ['s3:CreateBucket', 's3:DeleteBucket'],
      reason:
        'in the list for reading from a mutable repository, and in no other list but that of S3-compatible storage with several buckets; that of an immutable repository has neither. A server that only reads creates and deletes no buckets: surely a mistake on the page',
      source: VBR_PERMISSIONS,
    },
  ],
};

/** Option `bucketBrowsing`. */
export const BROWSING: PermissionSet<RepositoryResource> = {
  ...set,
  id: 'veeam/backup-bucket-browsing',
  summary: "With bucketBrowsing, Veeam's console shows the buckets of the account, to choose from.",
  groups: [
    {
      sid: 'VeeamBackupBucketNames',
      on: 'account',
      why: 'lists the buckets to choose from',
      ...documented,
      actions: ['s3:ListAllMyBuckets'],
    },
    {
      sid: 'VeeamBackupBucketRegions',
      on: 'buckets',
      why: 'tells in which region each of the listed buckets is. Reads nothing else',
      ...documented,
      actions: ['s3:GetBucketLocation'],
    },
  ],
  deviations: [
    {
      kind: 'narrowed',
      actions: ['s3:GetBucketLocation'],
      reason: 'on the buckets of this account, where the page has those of all accounts',
      source: AWS_S3_ACTIONS,
    },
  ],
};

/** Without `bucketBrowsing`. */
export const TYPED_NAME: PermissionSet<RepositoryResource> = {
  ...set,
  id: 'veeam/backup-typed-name',
  summary: "By default, the bucket's name is entered in Veeam's console, which then needs no list of buckets.",
  groups: [],
  deviations: [
    {
      kind: 'withheld',
      actions: ['s3:ListAllMyBuckets'],
      reason: 'not required if the name of the bucket is entered, as the page says. It shows the names of all buckets of the account',
      source: VBR_PERMISSIONS,
    },
  ],
};

/** With `immutability`: to read. */
export const VERSIONS: PermissionSet<RepositoryResource> = {
  ...set,
  id: 'veeam/backup-versions',
  summary: 'In an immutable repository, Veeam finds and reads versions, and how long they are locked.',
  groups: [
    {
      sid: 'VeeamBackupListVersions',
      on: 'listing',
      why: 'finds the versions of backups',
      ...documented,
      actions: ['s3:ListBucketVersions'],
    },
    {
      sid: 'VeeamBackupVersions',
      on: 'object',
      why: 'reads versions of backups, and how long they are locked',
      ...documented,
      actions: ['s3:GetObjectRetention', 's3:GetObjectVersion'],
    },
  ],
  deviations: [onThisBucket('s3:GetObjectRetention', 's3:GetObjectVersion', 's3:ListBucketVersions')],
};

/** With `immutability`, in an S3 tier: the lists of the archive tier have no such action. */
export const LEGAL_HOLDS: PermissionSet<RepositoryResource> = {
  ...set,
  id: 'veeam/backup-legal-holds',
  summary: 'In an immutable repository of an S3 tier, Veeam reads whether an object has a legal hold.',
  groups: [
    {
      sid: 'VeeamBackupLegalHolds',
      on: 'object',
      why: 'reads whether a backup has a legal hold',
      ...documented,
      actions: ['s3:GetObjectLegalHold'],
    },
  ],
  deviations: [onThisBucket('s3:GetObjectLegalHold')],
};

/** With `immutability`: to write. */
export const LOCKS: PermissionSet<RepositoryResource> = {
  ...set,
  id: 'veeam/backup-immutability',
  summary:
    'In an immutable repository, Veeam locks what it writes, and deletes old versions when their lock has ended. It cannot remove a retention.',
  groups: [
    {
      sid: 'VeeamBackupLocks',
      on: 'object',
      why: 'locks backups, and deletes their versions when they are no longer locked. What Veeam uses legal holds for is not documented',
      ...documented,
      actions: ['s3:DeleteObjectVersion', 's3:PutObjectLegalHold', 's3:PutObjectRetention'],
    },
  ],
  deviations: [onThisBucket('s3:DeleteObjectVersion', 's3:PutObjectLegalHold', 's3:PutObjectRetention')],
};

/** In the archive tier. */
export const ARCHIVE: PermissionSet<RepositoryResource> = {
  ...set,
  id: 'veeam/backup-archive',
  summary: 'In the archive tier, Veeam aborts incomplete uploads.',
  groups: [
    {
      sid: 'VeeamBackupUploads',
      on: 'object',
      why: 'aborts incomplete multipart uploads',
      ...documented,
      actions: ['s3:AbortMultipartUpload'],
    },
  ],
  deviations: [onThisBucket('s3:AbortMultipartUpload')],
};

/** In the archive tier, for the classes that need it. */
export const ARCHIVE_RETRIEVAL: PermissionSet<RepositoryResource> = {
  ...set,
  id: 'veeam/backup-retrieval',
  summary: 'Veeam retrieves backups from S3 Glacier Flexible Retrieval and Deep Archive.',
  groups: [retrievalGroup('VeeamBackupRetrieval', documented)],
  deviations: [
    onThisBucket('s3:RestoreObject'),
    {
      kind: 'split',
      actions: ['s3:RestoreObject'],
      reason: 'apart from the rest, and not for Instant Retrieval: its objects can be read immediately',
      source: VBR_GLACIER_BUCKET,
    },
  ],
};

/** Not offered. */
export const BATCH_RETRIEVAL: PermissionSet<RepositoryResource> = {
  ...set,
  id: 'veeam/backup-batch-retrieval',
  summary: 'Standard accelerated retrieval, through S3 Batch Operations, is not offered; expedited, standard and bulk retrieval are.',
  groups: [],
  deviations: [
    {
      kind: 'withheld',
      actions: [
        'iam:CreateRole',
        'iam:DeleteRole',
        'iam:DeleteRolePolicy',
        'iam:GetRole',
        'iam:PassRole',
        'iam:PutRolePolicy',
        's3:CreateJob',
        's3:DescribeJob',
      ],
      reason:
        'anyone with the key would be administrator: they could create a role with any policy and pass it. An existing role cannot replace it, because no page says which name Veeam gives its role, nor that Veeam accepts an existing one',
      source: VBR_PERMISSIONS,
    },
  ],
};

/** All sets, for the generated pages and the tests. */
export const BACKUP_SETS: readonly PermissionSet[] = [
  BACKUP_REPOSITORY,
  READ_ONLY,
  BROWSING,
  TYPED_NAME,
  VERSIONS,
  LEGAL_HOLDS,
  LOCKS,
  ARCHIVE,
  ARCHIVE_RETRIEVAL,
  BATCH_RETRIEVAL,
];
