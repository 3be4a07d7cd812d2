import type { BucketProfile, BucketRule } from '../core/private/model/bucket-profile';
import {
  autoDeletes,
  awsManagedKey,
  customerKey,
  dotsInName,
  lockedLogs,
  replicates,
  versioned,
} from '../core/private/synth/bucket-predicates';
import { EMPTIED, lockedAlike, needsObjectLock, needsVersions, withoutDefaultRetention } from '../core/private/synth/bucket-rules';
import { abortsUploads, archiveTiers, expiresMarkers } from '../core/private/synth/lifecycle-predicates';
import { NO_LIFECYCLE } from './lifecycle-rules';
import { AWS_OBJECT_LOCK, CONSIDERATIONS, IMMUTABILITY_PAGE, S3_PERMISSIONS, STORAGE_CLASSES, VBR_LIMITATIONS } from './sources';

// Data only: what Veeam Backup for Microsoft 365 requires of its bucket.

export const ALWAYS: BucketProfile = [
  ...NO_LIFECYCLE,
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
    severity: 'warning',
    id: 'cdk-vendor-access:veeam.expiresMarkers',
    found: expiresMarkers,
    allowed: 'no lifecycle rules, not even one that removes expired delete markers',
    todo: 'Remove the rule, or acknowledge the warning.',
    why: 'Veeam does not support lifecycle rules; this one removes only delete markers under which no version is left.',
    source: CONSIDERATIONS,
  },
  {
    severity: 'warning',
    id: 'cdk-vendor-access:veeam.archiveTiers',
    found: archiveTiers,
    ofTagged: true,
    allowed: 'no archive tiers of Intelligent-Tiering',
    todo: 'Remove the configuration: Veeam chooses the storage class itself, and archives with a backup copy job.',
    why: 'Veeam does not support Intelligent-Tiering: it would have to retrieve the objects that S3 archives.',
    source: STORAGE_CLASSES,
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
  {
    severity: 'warning',
    id: 'cdk-vendor-access:veeam.dotsInName',
    found: dotsInName,
    allowed: 'a name without dots',
    todo: 'Choose another name, or acknowledge the warning.',
    why: 'With dots in the name, the certificate of S3 does not match the host name of the bucket.',
    source: VBR_LIMITATIONS,
  },
];

const REPLICATION: BucketRule = {
  severity: 'warning',
  id: 'cdk-vendor-access:veeam.replication',
  found: replicates,
  allowed: 'no replication',
  todo: "Create a second repository for Veeam's backup copies instead, or acknowledge if the replica is only used to move the data.",
  why: 'Veeam does not support data that others copy or change; it supports moving data with services of AWS, but does not use the replica.',
  source: CONSIDERATIONS,
};

export const MUTABLE: BucketProfile = [
  EMPTIED,
  {
    severity: 'error',
    id: 'cdk-vendor-access:veeam.versioned',
    found: versioned,
    allowed: 'no versioning and no Object Lock without immutability',
    todo: 'Remove them, or set immutability: true, here and in Veeam.',
    why: 'Veeam supports versioning only on a bucket with Object Lock, and with immutability on the repository.',
    source: CONSIDERATIONS,
  },
  {
    ...REPLICATION,
    severity: 'error',
    allowed: 'no replication without immutability',
    todo: "Remove it. Create a second repository for Veeam's backup copies instead.",
    why: 'Replication needs versioning, which Veeam supports only with immutability.',
  },
];

export const IMMUTABLE: BucketProfile = [
  REPLICATION,
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
    found: lockedLogs,
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
