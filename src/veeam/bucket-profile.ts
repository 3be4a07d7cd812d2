import type { BucketProfile, BucketRule } from '../core/private/model/bucket-profile';
import { autoDeletes, awsManagedKey, customerKey, receivesLogs, replicates, versioned } from '../core/private/synth/bucket-predicates';
import { lockedAlike, needsObjectLock, needsVersions, noDots, withoutDefaultRetention } from '../core/private/synth/bucket-rules';
import { abortsUploads, lifecycleRules } from '../core/private/synth/lifecycle-predicates';
import { AWS_OBJECT_LOCK, CONSIDERATIONS, IMMUTABILITY_PAGE, S3_PERMISSIONS, VBR_LIMITATIONS } from './sources';

// Data only: what Veeam Backup for Microsoft 365 requires of its bucket.

const ALWAYS: BucketProfile = [
  {
    severity: 'error',
    id: 'cdk-vendor-access:veeam.lifecycleRules',
    found: lifecycleRules,
    allowed: 'no lifecycle rules',
    todo: 'Remove the rule: Veeam deletes what its retention no longer keeps, and chooses the storage class itself.',
    why: 'Veeam does not support lifecycle rules: it loses the objects that they move or expire.',
    source: CONSIDERATIONS,
  },
  {
    severity: 'warning',
    id: 'cdk-vendor-access:veeam.abortsUploads',
    found: abortsUploads,
    allowed: 'no lifecycle rules, not even one that aborts incomplete uploads',
    todo: 'Remove the rule, or acknowledge the warning if its days are longer than any upload.',
    why: 'Veeam does not support lifecycle rules; this one affects no backup.',
    source: CONSIDERATIONS,
  },
  {
    severity: 'error',
    id: 'cdk-vendor-access:veeam.replication',
    found: replicates,
    allowed: 'no replication',
    todo: "Remove it. Create a second repository for Veeam's backup copies instead.",
    why: 'Replication needs versioning, which Veeam supports only with immutability. Veeam does not support data that others copy or change.',
    source: CONSIDERATIONS,
  },
  {
    severity: 'warning',
    id: 'cdk-vendor-access:veeam.key',
    found: (bucket) => customerKey(bucket) ?? awsManagedKey(bucket),
    allowed: 'encryption with S3 managed keys (SSE-S3)',
    todo: "Acknowledge the warning if you have tried it, or use S3 managed keys together with Veeam's own encryption.",
    why: "Veeam's pages do not cover KMS keys on the bucket.",
    source: S3_PERMISSIONS,
  },
  noDots({
    id: 'cdk-vendor-access:veeam.dotsInName',
    todo: 'Choose another name, or acknowledge the warning.',
    why: 'With dots in the name, the certificate of S3 does not match the host name of the bucket.',
    source: VBR_LIMITATIONS,
  }),
];

const MUTABLE: BucketRule = {
  severity: 'error',
  id: 'cdk-vendor-access:veeam.versioned',
  found: versioned,
  allowed: 'no versioning and no Object Lock without immutability',
  todo: 'Remove them, or set immutability: true, here and in Veeam.',
  why: 'Veeam supports versioning only on a bucket with Object Lock, and with immutability on the repository.',
  source: CONSIDERATIONS,
};

const IMMUTABLE: BucketProfile = [
  needsObjectLock({
    id: 'cdk-vendor-access:veeam.noObjectLock',
    allowed: 'Object Lock with immutability',
    todo: 'Set objectLockEnabled: true on the bucket.',
    why: 'Veeam requires Object Lock and versioning to be enabled when the bucket is created.',
    source: IMMUTABILITY_PAGE,
  }),
  needsVersions({
    id: 'cdk-vendor-access:veeam.notVersioned',
    allowed: 'versioning with immutability',
    todo: 'Omit versioned, or set it to true.',
    why: 'Veeam requires Object Lock and versioning to be enabled when the bucket is created.',
    source: IMMUTABILITY_PAGE,
  }),
  withoutDefaultRetention({
    id: 'cdk-vendor-access:veeam.defaultRetention',
    todo: 'Remove it: Veeam locks each object itself.',
    why: 'It may result in unpredictable behavior and data loss (documented for Veeam Backup & Replication; inferred for Microsoft 365).',
    source: VBR_LIMITATIONS,
  }),
  {
    severity: 'error',
    id: 'cdk-vendor-access:veeam.autoDeletes',
    found: autoDeletes,
    allowed: 'no autoDeleteObjects with immutability',
    todo: 'Omit it: locked objects cannot be deleted, so deleting the stack would fail.',
    why: 'Destroying the stack would delete every backup that is not locked.',
    source: AWS_OBJECT_LOCK,
  },
  {
    severity: 'error',
    id: 'cdk-vendor-access:veeam.receivesLogs',
    found: receivesLogs,
    allowed: 'no access logs delivered to a bucket with Object Lock',
    todo: 'Deliver them to another bucket.',
    why: 'S3 cannot deliver access logs to it.',
    source: AWS_OBJECT_LOCK,
  },
  lockedAlike({
    id: 'cdk-vendor-access:veeam.differentLocks',
    todo: 'Set the same maximumRetention and lockMode for its repositories, or use a separate bucket for each.',
    why: 'The policy of a bucket applies to everyone: the stricter limit, and both modes at once, would apply to each repository.',
    source: AWS_OBJECT_LOCK,
  }),
];

export const repositoryProfile = (use: { readonly immutability: boolean }): BucketProfile => [
  ...(use.immutability ? IMMUTABLE : [MUTABLE]),
  ...ALWAYS,
];

/** For the generated page. */
export const ALL_BUCKET_RULES: BucketProfile = [MUTABLE, ...IMMUTABLE, ...ALWAYS];
