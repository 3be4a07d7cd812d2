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
import { lockedAlike, needsObjectLock, needsVersions, withoutDefaultRetention } from '../core/private/synth/bucket-rules';
import { abortsUploads, archiveTiers, expiresMarkers, lifecycleRulesOnData } from '../core/private/synth/lifecycle-predicates';
import { AWS_OBJECT_LOCK, CONSIDERATIONS, IMMUTABILITY_PAGE, S3_PERMISSIONS, STORAGE_CLASSES, VBR_LIMITATIONS } from './sources';

// Data only: what Veeam Backup for Microsoft 365 asks of its bucket.

export const ALWAYS: BucketProfile = [
  {
    severity: 'error',
    id: 'cdk-vendor-access:veeam.lifecycleRules',
    found: lifecycleRulesOnData,
    allowed: 'no lifecycle rules',
    todo: 'Take the rule away: Veeam deletes what its retention no longer keeps, and chooses the storage class itself.',
    why: 'Veeam does not support lifecycle rules: what they move or expire is lost to it.',
    source: CONSIDERATIONS,
  },
  {
    severity: 'warning',
    id: 'cdk-vendor-access:veeam.abortsUploads',
    found: abortsUploads,
    allowed: 'no lifecycle rules, not even one that aborts uploads which were cut off',
    todo: 'Take the rule away, or acknowledge the warning if its days are longer than any upload.',
    why: 'Veeam does not support lifecycle rules; this one touches no backup.',
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
    allowed: 'no archive tiers of Intelligent-Tiering',
    todo: 'Remove the configuration: Veeam chooses the storage class itself, and archives with a backup copy job.',
    why: 'Veeam does not support Intelligent-Tiering: it would have to wait for objects that S3 has archived.',
    source: STORAGE_CLASSES,
  },
  {
    severity: 'warning',
    id: 'cdk-vendor-access:veeam.key',
    found: (bucket) => customerKey(bucket) ?? awsManagedKey(bucket),
    allowed: 'encryption with S3 managed keys (SSE-S3)',
    todo: "Acknowledge the warning if you have tried it, or use S3 managed keys together with Veeam's own encryption.",
    why: "Veeam's pages say nothing of KMS keys on the bucket.",
    source: S3_PERMISSIONS,
  },
  {
    severity: 'warning',
    id: 'cdk-vendor-access:veeam.dotsInName',
    found: dotsInName,
    allowed: 'a name without dots',
    todo: 'Choose another name, or acknowledge the warning.',
    why: 'With dots, the certificate of S3 does not fit the name of the bucket as a host.',
    source: VBR_LIMITATIONS,
  },
];

const REPLICATION: BucketRule = {
  severity: 'warning',
  id: 'cdk-vendor-access:veeam.replication',
  found: replicates,
  allowed: 'no replication',
  todo: "Make a second repository for Veeam's backup copies instead, or acknowledge if the replica only serves to move the data.",
  why: 'Veeam does not support data that others copy or change; it supports moving data by means of AWS itself, but does not know of the replica.',
  source: CONSIDERATIONS,
};

export const MUTABLE: BucketProfile = [
  {
    severity: 'error',
    id: 'cdk-vendor-access:veeam.versioned',
    found: versioned,
    allowed: 'no versioning and no Object Lock without immutability',
    todo: 'Take them away, or set immutability: true, here and in Veeam.',
    why: 'Veeam supports versioning only on a bucket with Object Lock, and with immutability on the repository.',
    source: CONSIDERATIONS,
  },
  {
    ...REPLICATION,
    severity: 'error',
    allowed: 'no replication without immutability',
    todo: "Take it away; make a second repository for Veeam's backup copies instead.",
    why: 'Replication needs versions, which Veeam takes only together with immutability.',
  },
];

export const IMMUTABLE: BucketProfile = [
  REPLICATION,
  needsObjectLock({
    id: 'cdk-vendor-access:veeam.noObjectLock',
    allowed: 'Object Lock with immutability',
    todo: 'Set objectLockEnabled: true on the bucket.',
    why: 'Veeam wants Object Lock and versioning enabled when the bucket is created.',
    source: IMMUTABILITY_PAGE,
  }),
  needsVersions({
    id: 'cdk-vendor-access:veeam.notVersioned',
    allowed: 'versioning with immutability',
    todo: 'Leave versioned out, or set it to true.',
    why: 'Veeam wants Object Lock and versioning enabled when the bucket is created.',
    source: IMMUTABILITY_PAGE,
  }),
  withoutDefaultRetention({
    id: 'cdk-vendor-access:veeam.defaultRetention',
    todo: 'Take it away: Veeam locks each object itself.',
    why: 'It may result in unpredictable behaviour and data loss (said of Veeam Backup & Replication; inferred for Microsoft 365).',
    source: VBR_LIMITATIONS,
  }),
  {
    severity: 'error',
    id: 'cdk-vendor-access:veeam.autoDeletes',
    found: autoDeletes,
    allowed: 'no autoDeleteObjects with immutability',
    todo: 'Leave it out: locked objects cannot be deleted, so that the stack could not be either.',
    why: 'Who destroys the stack would delete all backups that are not locked.',
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
    todo: 'Give its repositories the same maximumRetention and lockMode, or each a bucket of its own.',
    why: 'The policy of a bucket binds everybody: the stricter limit, and both modes at once, would hold for each repository.',
    source: AWS_OBJECT_LOCK,
  }),
];
