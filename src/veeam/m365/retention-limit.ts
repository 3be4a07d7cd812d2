import type { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { type BucketStatements, bucketPolicyProblems } from '../../core/private/validation/bucket-policy-options';
import { choiceProblems, problem } from '../../core/private/validation/errors';

/** How long, and in which mode, objects may be locked. */
export interface RetentionLimit {
  readonly immutability?: boolean;
  readonly maximumRetention?: Duration;
  readonly lockMode?: s3.ObjectLockMode;
}

/** S3's own limit. */
const LONGEST = 36_500;

/** What is wrong with a limit. */
export function retentionProblems(scope: Construct, limit: RetentionLimit, bucket: s3.IBucket | undefined): string[] {
  const { immutability, lockMode, maximumRetention } = limit;
  const given = Object.entries({ maximumRetention, lockMode }).filter(([, value]) => value !== undefined);
  const later = maximumRetention?.isUnresolved();
  const days = maximumRetention && !later ? maximumRetention.toDays({ integral: false }) : 1;
  const whole = later ? maximumRetention?.unitLabel() === 'days' : Number.isInteger(days) && days >= 1 && days <= LONGEST;
  const problems = [
    ...(immutability
      ? []
      : given.map(([name, value]) => problem(name, value, 'only with immutability: true', 'Without it, nothing is locked.'))),
    ...(whole
      ? []
      : [
          problem(
            'maximumRetention',
            later ? 'a token that does not count days' : maximumRetention,
            `1 to ${LONGEST} whole days`,
            'Choose the longest that a repository needs.',
          ),
        ]),
    ...(lockMode === undefined ? [] : choiceProblems('lockMode', lockMode, Object.values(s3.ObjectLockMode))),
  ];
  const statements = problems.length > 0 ? undefined : retentionStatements(limit); // a limit that is wrong cannot be written down
  return [...problems, ...(statements ? bucketPolicyProblems(scope, given.map(([name]) => name).join(', '), bucket, statements) : [])];
}

/**
 * Denials for the policy of the bucket, which bind everybody: who may lock could otherwise lock whatever he likes for a hundred years, and with it
 * its cost.
 *
 * A request that locks nothing carries none of the keys, and passes. Event holds, which Veeam does not use, have no end while they are on, so that
 * no number of days limits them.
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
