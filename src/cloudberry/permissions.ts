import { bucketKey, bucketKeyAdded, ofExpectedAccount } from '../core/private/model/bucket-permissions';
import type { PermissionGroup, PermissionSet } from '../core/private/model/permission-set';
import type { BucketResource } from '../core/private/provision/bucket-resources';
import {
  AWS_FEDERATION,
  AWS_OBJECT_OWNERSHIP,
  AWS_S3_ACTIONS,
  AWS_S3_API,
  AWS_SSE_KMS,
  BACKUP,
  CURRENT_PERMISSIONS,
  DEFAULT_LOCK,
  KB1034,
  KB1062,
  LIFECYCLE_RULES,
  MANAGED_BACKUP,
  OBJECT_LOCK,
  PERMISSIONS_WITH_FEDERATION,
} from './sources';

// Data only: the permissions of CloudBerry Backup and Managed Backup on a bucket, their reasons and their sources. The restore to EC2 has a
// separate file.

/** A separate group, because each session of a customer needs it, and nothing else on the bucket itself. */
export const LOCATION: PermissionGroup<BucketResource> = {
  sid: 'CloudBerryBucketLocation',
  on: 'bucket',
  why: 'finds the region of the bucket before it calls it',
  evidence: 'documented',
  source: KB1034,
  actions: ['s3:GetBucketLocation'],
};

/** The list of 2016, without deleting old versions, which `DELETE_VERSIONS` adds unless deletions must be recoverable. */
export const BACKUP_KB1034: PermissionSet<BucketResource> = {
  id: 'cloudberry/backup-kb1034',
  product: BACKUP.name,
  summary: 'The agent lists buckets, and writes, reads and deletes backups (list of 2016).',
  source: KB1034,
  groups: [
    {
      sid: 'CloudBerryBucketNames',
      on: 'account',
      why: 'shows the buckets to choose from',
      evidence: 'documented',
      source: KB1034,
      actions: ['s3:ListAllMyBuckets'],
    },
    LOCATION,
    {
      sid: 'CloudBerryBucket',
      on: 'bucket',
      why: 'reads the settings of the bucket: its owner, policy and ACL, who pays for requests, whether it is versioned',
      evidence: 'documented',
      source: KB1034,
      actions: ['s3:GetBucketAcl', 's3:GetBucketPolicy', 's3:GetBucketRequestPayment', 's3:GetBucketVersioning'],
    },
    {
      sid: 'CloudBerryList',
      on: 'listing',
      why: 'finds the contents of the backup storage',
      evidence: 'documented',
      source: KB1034,
      actions: ['s3:ListBucket'],
    },
    {
      sid: 'CloudBerryObjects',
      on: 'object',
      why: 'writes and restores backups, and deletes those that its retention no longer keeps',
      evidence: 'documented',
      source: KB1034,
      actions: ['s3:DeleteObject', 's3:GetObject', 's3:GetObjectAcl', 's3:GetObjectVersion', 's3:GetObjectVersionAcl', 's3:PutObject'],
    },
    {
      sid: 'CloudBerryObjectAcl',
      on: 'object',
      why: 'sets the ACL of the objects that it writes; only the two canned ACLs that give nothing to anyone else',
      evidence: 'documented',
      source: KB1034,
      actions: ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'],
      conditions: { StringEquals: { 's3:x-amz-acl': ['bucket-owner-full-control', 'private'] } },
    },
  ],
  deviations: [
    ofExpectedAccount([
      's3:DeleteObject',
      's3:GetBucketAcl',
      's3:GetBucketLocation',
      's3:GetBucketPolicy',
      's3:GetBucketRequestPayment',
      's3:GetBucketVersioning',
      's3:GetObject',
      's3:GetObjectAcl',
      's3:GetObjectVersion',
      's3:GetObjectVersionAcl',
      's3:ListBucket',
      's3:PutObject',
      's3:PutObjectAcl',
      's3:PutObjectVersionAcl',
    ]),
    {
      kind: 'narrowed',
      actions: ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'],
      reason:
        'only the canned ACLs private and bucket-owner-full-control: any other could publish a backup. On a bucket without ACLs (the default of S3 and of this library), S3 refuses these calls regardless of permissions',
      source: AWS_OBJECT_OWNERSHIP,
    },
  ],
};

/** The additions of the current page. */
export const BACKUP_CURRENT: PermissionSet<BucketResource> = {
  id: 'cloudberry/backup-current',
  product: BACKUP.name,
  summary:
    'The additions of the current page: cleaning up multipart uploads, listing old versions, reading the Object Lock settings, Glacier.',
  source: CURRENT_PERMISSIONS,
  groups: [
    {
      sid: 'CloudBerryCurrentBucket',
      on: 'bucket',
      why: 'finds incomplete uploads, and reads whether the bucket has Object Lock',
      evidence: 'documented',
      source: CURRENT_PERMISSIONS,
      actions: ['s3:GetBucketObjectLockConfiguration', 's3:ListBucketMultipartUploads'],
    },
    {
      sid: 'CloudBerryListVersions',
      on: 'listing',
      why: 'finds old versions to read or to purge',
      evidence: 'documented',
      source: CURRENT_PERMISSIONS,
      actions: ['s3:ListBucketVersions'],
    },
    {
      sid: 'CloudBerryMultipart',
      on: 'object',
      why: 'resumes large uploads, or cleans up after them',
      evidence: 'documented',
      source: CURRENT_PERMISSIONS,
      actions: ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
    },
    {
      sid: 'CloudBerryThaw',
      on: 'object',
      why: 'retrieves objects from S3 Glacier before it restores them',
      evidence: 'documented',
      source: CURRENT_PERMISSIONS,
      actions: ['s3:RestoreObject'],
    },
  ],
  deviations: [
    ofExpectedAccount([
      's3:AbortMultipartUpload',
      's3:GetBucketObjectLockConfiguration',
      's3:ListBucketMultipartUploads',
      's3:ListBucketVersions',
      's3:ListMultipartUploadParts',
      's3:RestoreObject',
    ]),
    {
      kind: 'added',
      actions: ['s3:GetBucketAcl', 's3:GetBucketPolicy', 's3:GetBucketRequestPayment', 's3:GetBucketVersioning'],
      reason: 'on the page of 2016, which older agents were built for, but no longer on the current page; they read settings, not data',
      source: KB1034,
    },
    {
      kind: 'added',
      actions: [
        's3:AbortMultipartUpload',
        's3:GetBucketObjectLockConfiguration',
        's3:ListBucketMultipartUploads',
        's3:ListBucketVersions',
        's3:ListMultipartUploadParts',
        's3:RestoreObject',
      ],
      reason: 'on the current page, but not on that of 2016',
      source: CURRENT_PERMISSIONS,
    },
  ],
};

/** Object Lock for agents that were built for the list of 2016. */
export const READ_LOCK: PermissionSet<BucketResource> = {
  id: 'cloudberry/read-lock',
  product: BACKUP.name,
  summary: 'With KB1034 and objectLock(), the agent reads the Object Lock settings of the bucket, as with the current list.',
  source: OBJECT_LOCK,
  groups: [
    {
      sid: 'CloudBerryReadLock',
      on: 'bucket',
      why: 'checks that the bucket has Object Lock before it relies on it',
      evidence: 'documented',
      source: OBJECT_LOCK,
      actions: ['s3:GetBucketObjectLockConfiguration'],
    },
  ],
  deviations: [
    ofExpectedAccount(['s3:GetBucketObjectLockConfiguration']),
    {
      kind: 'added',
      actions: ['s3:GetBucketObjectLockConfiguration'],
      reason: 'the list of 2016 is older than Object Lock; the vendor says today that locked backups need it',
      source: OBJECT_LOCK,
    },
  ],
};

/** Purging old versions. Not granted if deletions must be recoverable. */
export const DELETE_VERSIONS: PermissionSet<BucketResource> = {
  id: 'cloudberry/delete-versions',
  product: BACKUP.name,
  summary: 'The agent purges old versions: such a deletion is permanent.',
  source: KB1034,
  groups: [
    {
      sid: 'CloudBerryDeleteVersions',
      on: 'object',
      why: 'purges the old versions that its retention no longer keeps',
      evidence: 'documented',
      source: KB1034,
      actions: ['s3:DeleteObjectVersion'],
    },
  ],
  deviations: [ofExpectedAccount(['s3:DeleteObjectVersion'])],
};

/** The protection `recoverableDeletes`: grants nothing, and lists what it withholds. */
export const RECOVERABLE_DELETES: PermissionSet<BucketResource> = {
  id: 'cloudberry/recoverable-deletes',
  product: BACKUP.name,
  summary:
    'With recoverableDeletes(), old versions cannot be deleted: the owner can recover everything that a stolen key deletes or overwrites.',
  source: KB1034,
  groups: [],
  deviations: [
    {
      kind: 'withheld',
      actions: ['s3:DeleteObjectVersion'],
      reason:
        "only with recoverableDeletes(), on a versioned bucket: it makes a deletion permanent. The agent's purge of old versions is refused (403)",
      source: AWS_S3_API,
    },
  ],
};

/** An agent with its own key issues no temporary credentials. */
export const NO_FEDERATION: PermissionSet<BucketResource> = {
  id: 'cloudberry/no-federation',
  product: BACKUP.name,
  summary: 'The key of a standalone agent cannot issue temporary credentials.',
  source: PERMISSIONS_WITH_FEDERATION,
  groups: [],
  deviations: [
    {
      kind: 'withheld',
      actions: ['sts:GetFederationToken'],
      reason:
        'only one revision of the page lists it, without saying what for. A standalone agent uses its own key; only Managed Backup issues temporary credentials. A thief of the key could otherwise create credentials that last 36 hours, even after the key is deleted',
      source: AWS_FEDERATION,
    },
  ],
};

/** Option `browse`. Inferred, so only on request. `browsingTo` adds the names of the levels. */
export const FOLDER_BROWSING: PermissionSet<BucketResource> = {
  id: 'cloudberry/folder-browsing',
  product: BACKUP.name,
  summary: 'With prefix and browse, the agent sees the names at the root of the bucket and on each level above the prefix.',
  source: CURRENT_PERMISSIONS,
  groups: [
    {
      sid: 'CloudBerryFolders',
      on: 'bucket',
      why: 'shows the way from the root of the bucket to the prefix, level by level (the delimiter prevents it from listing all keys)',
      evidence: 'inferred',
      source: AWS_S3_ACTIONS,
      actions: ['s3:ListBucket'],
      conditions: { StringEquals: { 's3:delimiter': '/' } },
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

/** The construct sets Object Lock on the bucket; only the owner changes it. */
export const LOCK_BY_OWNER: PermissionSet<BucketResource> = {
  id: 'cloudberry/lock-by-owner',
  product: BACKUP.name,
  summary: 'The owner controls the Object Lock settings of the bucket: the agent reads them and cannot change them.',
  source: CURRENT_PERMISSIONS,
  groups: [],
  deviations: [
    {
      kind: 'withheld',
      actions: ['s3:PutBucketObjectLockConfiguration'],
      reason:
        'the construct sets the lock when it creates the bucket. Anyone with this permission can remove the default retention, or lock everything for 100 years, and you pay for the storage. lockManagedByAgent grants it',
      source: AWS_S3_ACTIONS,
    },
  ],
};

/** Option `lockManagedByAgent`. */
export const LOCK_BY_AGENT: PermissionSet<BucketResource> = {
  id: 'cloudberry/lock-by-agent',
  product: BACKUP.name,
  summary: 'With lockManagedByAgent, the agent changes the default retention of the bucket itself.',
  source: CURRENT_PERMISSIONS,
  groups: [
    {
      sid: 'CloudBerryLockSettings',
      on: 'bucket',
      why: 'sets the default retention of the bucket',
      evidence: 'documented',
      source: CURRENT_PERMISSIONS,
      actions: ['s3:PutBucketObjectLockConfiguration'],
    },
  ],
  deviations: [ofExpectedAccount(['s3:PutBucketObjectLockConfiguration'])],
};

/** Object Lock for GFS: the agent locks each object by itself. */
export const GFS_LOCK: PermissionSet<BucketResource> = {
  id: 'cloudberry/gfs-lock',
  product: BACKUP.name,
  summary: 'With objectLock({ gfs: true }), the agent locks each object for as long as its GFS retention keeps it.',
  source: OBJECT_LOCK,
  groups: [
    {
      sid: 'CloudBerryGfsLock',
      on: 'object',
      why: 'locks objects as it writes them, and reads the end of their locks',
      evidence: 'inferred',
      source: AWS_S3_API,
      actions: ['s3:GetObjectRetention', 's3:PutObjectRetention'],
    },
  ],
  deviations: [
    {
      kind: 'added',
      actions: ['s3:GetObjectRetention', 's3:PutObjectRetention'],
      reason: 'the page says that it covers immutability but names neither; S3 refuses an upload with a retention without them',
      source: AWS_S3_API,
    },
  ],
};

/** Option `manageLifecycle`. */
export const LIFECYCLE: PermissionSet<BucketResource> = {
  id: 'cloudberry/lifecycle',
  product: BACKUP.name,
  summary: 'With manageLifecycle, the product writes the lifecycle rules of the bucket, and replaces all of them each time.',
  source: LIFECYCLE_RULES,
  groups: [
    {
      sid: 'CloudBerryLifecycle',
      on: 'bucket',
      why: 'writes its rules, which only the product should create',
      evidence: 'inferred',
      source: AWS_S3_API,
      actions: ['s3:GetLifecycleConfiguration', 's3:PutLifecycleConfiguration'],
    },
  ],
  deviations: [
    {
      kind: 'added',
      actions: ['s3:GetLifecycleConfiguration', 's3:PutLifecycleConfiguration'],
      reason: 'the vendor requires that its product writes the rules, but names no permissions; these are the permissions of the calls',
      source: AWS_S3_API,
    },
  ],
};

/** For a bucket with a customer managed key. */
export const BUCKET_KEY: PermissionSet<BucketResource> = {
  id: 'cloudberry/bucket-key',
  product: BACKUP.name,
  summary: 'On a bucket with a customer managed key: the agent uses that key, through S3 only.',
  source: AWS_SSE_KMS,
  groups: [
    bucketKey(
      'write',
      'CloudBerryKey',
      'encrypts what it writes and decrypts what it reads; a multipart upload also decrypts, to assemble the parts',
    ),
  ],
  deviations: [bucketKeyAdded('write')],
};

/** Managed Backup with federation: the provider's user issues temporary credentials to the agents of its customers. */
export const FEDERATION: PermissionSet<BucketResource | 'federatedUser'> = {
  id: 'cloudberry/federation',
  product: MANAGED_BACKUP.name,
  summary:
    "The provider's user issues temporary credentials for the agents. They can do only what both the user and the session policy allow.",
  source: KB1062,
  groups: [
    {
      sid: 'CloudBerryFederation',
      on: 'federatedUser',
      why: "issues temporary credentials for a customer's agent, which has no key of its own",
      evidence: 'documented',
      source: KB1062,
      actions: ['sts:GetFederationToken'],
    },
  ],
  deviations: [
    {
      kind: 'narrowed',
      actions: ['sts:GetFederationToken'],
      reason: 'on the federated users of this account, which has the same effect as the * on the page, but is more precise',
      source: AWS_FEDERATION,
    },
  ],
};

/** What the session of a customer can do on the bucket itself. */
export const SESSION: PermissionSet<BucketResource> = {
  id: 'cloudberry/session',
  product: MANAGED_BACKUP.name,
  summary:
    'The session policy of a customer allows what the other sets allow on objects and listings, below the path of the customer, and reads these settings of the bucket.',
  source: DEFAULT_LOCK,
  groups: [
    LOCATION,
    {
      sid: 'CloudBerrySessionSettings',
      on: 'bucket',
      why: 'reads whether the bucket has Object Lock and versioning. An agent that cannot read this asks for the settings to be entered by hand. They show nothing of other customers',
      evidence: 'documented',
      source: DEFAULT_LOCK,
      actions: ['s3:GetBucketObjectLockConfiguration', 's3:GetBucketVersioning'],
    },
  ],
  deviations: [
    {
      kind: 'withheld',
      actions: [
        's3:GetBucketAcl',
        's3:GetBucketPolicy',
        's3:GetBucketRequestPayment',
        's3:ListAllMyBuckets',
        's3:ListBucketMultipartUploads',
      ],
      reason:
        'the list of unfinished uploads would show the keys of other customers, because AWS cannot limit it to a path. The names of other buckets, and the policy, ACL and payer of this one, are a matter of the provider',
      source: AWS_S3_ACTIONS,
    },
  ],
};

/** All sets, for the generated pages and the tests. */
export const PERMISSION_SETS: readonly PermissionSet[] = [
  BACKUP_KB1034,
  BACKUP_CURRENT,
  READ_LOCK,
  DELETE_VERSIONS,
  RECOVERABLE_DELETES,
  NO_FEDERATION,
  FOLDER_BROWSING,
  LOCK_BY_OWNER,
  LOCK_BY_AGENT,
  GFS_LOCK,
  LIFECYCLE,
  BUCKET_KEY,
  FEDERATION,
  SESSION,
];
