import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { problem } from './errors';

/** What a construct adds to the policy of its bucket; a function, because a new bucket has no ARN before it is created. */
export type BucketStatements = (bucket: s3.IBucket) => iam.PolicyStatement[];

/** Rejects an imported bucket: its policy is not in this app, and CDK would silently drop the statements. */
export function bucketPolicyProblems(
  scope: Construct,
  what: string,
  bucket: s3.IBucket | undefined,
  statements: BucketStatements,
): string[] {
  if (!bucket || bucket.node.defaultChild) {
    return [];
  }
  const written = statements(bucket).map((statement) => Stack.of(scope).resolve(statement.toStatementJson()));
  const todo = `Omit it, and add this statement where the policy of the bucket is managed: ${JSON.stringify(written)}`;
  return [problem(what, `imported bucket ${bucket.node.path}`, 'a bucket of this app', todo)];
}
