import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { BucketStatements } from '../validation/bucket-policy-options';

/** Adds statements to the policy of a bucket of the user's own; returns them. */
export function addToBucketPolicy(bucket: s3.IBucket, made: BucketStatements | undefined): iam.PolicyStatement[] {
  const statements = made?.(bucket) ?? [];
  for (const statement of statements) {
    bucket.addToResourcePolicy(statement);
  }
  return statements;
}
