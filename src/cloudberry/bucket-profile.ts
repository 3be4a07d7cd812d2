import type { BucketProfile, BucketRule } from '../core/private/model/bucket-profile';
import { noDefaultRetention } from '../core/private/synth/bucket-predicates';
import { EMPTIED, NO_DOTS, needsObjectLock, needsVersions } from '../core/private/synth/bucket-rules';
import { lifecycleRules } from '../core/private/synth/lifecycle-predicates';
import type { CloudBerryProtection } from './backup/protection';
import { AWS_S3_API, LIFECYCLE_RULES, OBJECT_LOCK } from './sources';

// Data only: what CloudBerry asks of its bucket, and what each protection needs to protect.

const FOREIGN_RULES: BucketRule = {
  severity: 'warning',
  id: 'cdk-vendor-access:cloudberry.foreignLifecycleRules',
  found: lifecycleRules,
  allowed: 'no lifecycle rules but those that the product writes itself (manageLifecycle)',
  todo: 'Take the rule away, or acknowledge the warning.',
  why: 'What other rules move or expire may not be restorable; and where the product writes its rules, it replaces all others.',
  source: LIFECYCLE_RULES,
};

const NOT_VERSIONED = needsVersions({
  id: 'cdk-vendor-access:cloudberry.notVersioned',
  allowed: 'versioning with recoverableDeletes()',
  todo: 'Set versioned: true on the bucket, or choose another protection.',
  why: 'Without versions a delete is final, whoever may delete them.',
  source: AWS_S3_API,
});

const NO_LOCK = needsObjectLock({
  id: 'cdk-vendor-access:cloudberry.noObjectLock',
  allowed: 'Object Lock with objectLock()',
  todo: 'Set objectLockEnabled: true on the bucket, or choose another protection.',
  why: 'Nothing is locked on a bucket without Object Lock.',
  source: OBJECT_LOCK,
});

const NO_RETENTION: BucketRule = {
  severity: 'error',
  id: 'cdk-vendor-access:cloudberry.nothingLocks',
  found: noDefaultRetention,
  allowed: 'a default retention with objectLock(), or gfs: true',
  todo: 'Give the bucket an objectLockDefaultRetention, or let the agent lock its objects with gfs: true.',
  why: 'Object Lock alone locks nothing: either the bucket or the agent sets a retention.',
  source: OBJECT_LOCK,
};

export function backupProfile({ _kind, _lock }: CloudBerryProtection): BucketProfile {
  const needs = { asDocumented: [], recoverableDeletes: [NOT_VERSIONED], objectLock: [NO_LOCK, ...(_lock.gfs ? [] : [NO_RETENTION])] };
  return [FOREIGN_RULES, NO_DOTS, ...(_kind === 'asDocumented' ? [] : [EMPTIED]), ...needs[_kind]];
}

/** For the generated page. */
export const ALL_BUCKET_RULES: BucketProfile = [FOREIGN_RULES, NO_DOTS, EMPTIED, NOT_VERSIONED, NO_LOCK, NO_RETENTION];
