import type { BucketProfile, BucketRule, LifecycleChoices } from '../core/private/model/bucket-profile';
import { noDefaultRetention } from '../core/private/synth/bucket-predicates';
import { EMPTIED, lockedAlike, needsObjectLock, needsVersions, readableAtOnce } from '../core/private/synth/bucket-rules';
import { archiveTiers, lifecycleRules } from '../core/private/synth/lifecycle-predicates';
import type { CloudBerryProtection } from './backup/protection';
import { AWS_ARCHIVED_OBJECTS, AWS_OBJECT_LOCK, AWS_S3_API, LIFECYCLE_RULES, OBJECT_LOCK } from './sources';

// Data only: what CloudBerry requires of its bucket, and what each protection needs.

const FOREIGN_RULES: BucketRule = {
  severity: 'warning',
  id: 'cdk-vendor-access:cloudberry.foreignLifecycleRules',
  found: (bucket) => lifecycleRules(bucket) ?? archiveTiers(bucket),
  allowed: 'no lifecycle rules except those that the product writes itself (manageLifecycle), and no archive tiers',
  todo: 'Remove it, or acknowledge the warning.',
  why: 'Objects that other rules move or expire may not be restorable. If the product writes its rules, it replaces all others.',
  source: LIFECYCLE_RULES,
};

const NOT_VERSIONED = needsVersions({
  id: 'cdk-vendor-access:cloudberry.notVersioned',
  allowed: 'versioning, because of recoverableDeletes()',
  todo: 'Set versioned: true on the bucket, or choose another protection.',
  why: 'Without versioning, every deletion is permanent.',
  source: AWS_S3_API,
});

const NO_LOCK = needsObjectLock({
  id: 'cdk-vendor-access:cloudberry.noObjectLock',
  allowed: 'Object Lock, because of objectLock()',
  todo: 'Set objectLockEnabled: true on the bucket, or choose another protection.',
  why: 'Without Object Lock, nothing in the bucket is locked.',
  source: OBJECT_LOCK,
});

const NO_RETENTION: BucketRule = {
  severity: 'error',
  id: 'cdk-vendor-access:cloudberry.nothingLocks',
  found: noDefaultRetention,
  allowed: 'a default retention or gfs: true, because of objectLock()',
  todo: 'Set objectLockDefaultRetention on the bucket, or have the agent lock its objects with gfs: true.',
  why: 'Object Lock alone locks nothing: the bucket or the agent must set a retention.',
  source: OBJECT_LOCK,
};

const DIFFERENT_LOCKS = lockedAlike({
  id: 'cdk-vendor-access:cloudberry.differentLocks',
  todo: 'Set the same maximumRetention for all users of the bucket, or use a separate bucket for each.',
  why: 'The policy of a bucket applies to everyone: the stricter limit would apply to all of them.',
  source: AWS_OBJECT_LOCK,
});

/** A product that writes its lifecycle rules replaces those for other keys too. */
export function backupProfile({ _kind, _lock }: CloudBerryProtection, manageLifecycle = false): BucketProfile {
  const needs = {
    asDocumented: [],
    recoverableDeletes: [NOT_VERSIONED],
    objectLock: [NO_LOCK, ...(_lock.gfs ? [DIFFERENT_LOCKS] : [NO_RETENTION])],
  };
  return [{ ...FOREIGN_RULES, ofAllKeys: manageLifecycle }, EMPTIED, ...needs[_kind]];
}

/** What a restore reads, and does not retrieve. */
export const RESTORE_PROFILE: BucketProfile = [
  readableAtOnce({
    severity: 'warning',
    id: 'cdk-vendor-access:cloudberry.notRestorable',
    todo: "Retrieve the backup first, with the backup's user, or acknowledge if only recent backups are restored to EC2.",
    why: 'The restore reads objects, and VM Import/Export does too: what S3 has archived has to be retrieved first.',
    source: AWS_ARCHIVED_OBJECTS,
  }),
];

/** For the generated page. */
export const ALL_BUCKET_RULES: BucketProfile = [
  FOREIGN_RULES,
  EMPTIED,
  NOT_VERSIONED,
  NO_LOCK,
  NO_RETENTION,
  DIFFERENT_LOCKS,
  ...RESTORE_PROFILE,
];

/** The lifecycle rules that a new bucket can have. */
export const LIFECYCLE: LifecycleChoices = {
  noncurrentVersionExpiration: {
    allowed: false,
    why: 'The product purges old versions by its own retention, and wants no rules but those that it writes itself.',
    source: LIFECYCLE_RULES,
  },
  abortIncompleteMultipartUploadAfter: {
    allowed: true,
    why: 'It affects no object. With manageLifecycle, the product replaces the rule with its own.',
    source: LIFECYCLE_RULES,
  },
};
