import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { problem } from './errors';

/** What a construct puts into the policy of its bucket; a function, because a new bucket has no ARN before it is made. */
export type BucketStatements = (bucket: s3.IBucket) => iam.PolicyStatement[];

/** An imported bucket has no policy that this app could change: CDK would drop the statements without a word. */
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
  const todo = `Leave it out, and add to the policy of the bucket where it is managed: ${JSON.stringify(written)}`;
  return [problem(what, `imported bucket ${bucket.node.path}`, 'a bucket of this app', todo)];
}
