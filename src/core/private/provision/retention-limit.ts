import type { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { type BucketStatements, bucketPolicyProblems } from '../validation/bucket-policy-options';

/** How long objects can be locked, and in which mode. */
export interface RetentionLimit {
  readonly maximumRetention?: Duration;
  readonly lockMode?: s3.ObjectLockMode;
}

/**
 * What no principal that locks may get from elsewhere. With the policy of the bucket, it could allow itself to bypass locks, and remove their limit.
 * Nobody bypasses a lock in compliance mode.
 */
export const lockBreakers = (mode: s3.ObjectLockMode | undefined, isLimited: boolean): string[] => [
  ...(mode === 'COMPLIANCE' ? [] : ['s3:BypassGovernanceRetention']),
  ...(isLimited ? ['s3:DeleteBucketPolicy'] : []),
  ...(mode === 'COMPLIANCE' && !isLimited ? [] : ['s3:PutBucketPolicy']),
];

/** The policy of an imported bucket cannot be changed, so it cannot hold the limit. */
export function retentionProblems(scope: Construct, limit: RetentionLimit, bucket: s3.IBucket | undefined, of = ''): string[] {
  const { lockMode, maximumRetention } = limit;
  const names = Object.entries({ maximumRetention, lockMode }).flatMap(([name, value]) => (value === undefined ? [] : [`${of}${name}`]));
  const statements = retentionStatements(limit);
  return statements ? bucketPolicyProblems(scope, names.join(', '), bucket, statements) : [];
}

/**
 * Deny statements for the policy of the bucket, which apply to everyone. Otherwise, anyone with permission to lock could lock anything for
 * up to 100 years, and you would pay for the storage.
 *
 * A request that locks nothing has none of the condition keys, and passes. Event holds, which no product here uses, last until they are
 * removed, so no number of days limits them.
 */
export function retentionStatements({ lockMode, maximumRetention }: RetentionLimit): BucketStatements | undefined {
  const conditions = [
    ...(maximumRetention
      ? [
          { NumericGreaterThan: { 's3:object-lock-remaining-retention-days': maximumRetention.toDays() } },
          { Null: { 's3:object-lock-event-hold': 'false' } },
        ]
      : []),
    ...(lockMode ? [{ Null: { 's3:object-lock-mode': 'false' }, StringNotEquals: { 's3:object-lock-mode': lockMode } }] : []),
  ];
  return conditions.length === 0
    ? undefined
    : (bucket) =>
        conditions.map(
          (condition) =>
            new iam.PolicyStatement({
              effect: iam.Effect.DENY,
              principals: [new iam.AnyPrincipal()],
              actions: ['s3:PutObject', 's3:PutObjectRetention'],
              resources: [bucket.arnForObjects('*')],
              conditions: condition,
            }),
        );
}
