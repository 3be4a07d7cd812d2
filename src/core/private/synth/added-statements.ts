import { CfnResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct, IConstruct } from 'constructs';
import { problem } from '../validation/errors';
import { advise } from '../validation/remedies';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { hiddenProblems } from './hidden-in-statements';
import { finalBucketPolicy, policiesOfBucket } from './policies-of-bucket';
import { ACCESS_KEPT } from './promise-rules';
import { mayRetain } from './retaining';
import { compareStatements } from './statements';

/** Finds statements that a construct added to the policy of a bucket, and that are missing now, or in some deployments, or that outlive it. */
export function checkAdded(app: FinalApp, scope: Construct, bucket: IBucket, what: string, own: readonly iam.PolicyStatement[]): string[] {
  const policies = policiesOfBucket(app, bucket);
  const kept = policies.find(({ construct: { stack }, DeletionPolicy, UpdateReplacePolicy }) =>
    [DeletionPolicy, UpdateReplacePolicy].some((one) => mayRetain(app, stack, one)),
  );
  if (kept && own.some(({ effect }) => effect === iam.Effect.ALLOW)) {
    advise(scope, 'cdk-vendor-access:core.accessKept', `${ACCESS_KEPT}: ${what}, DeletionPolicy is ${JSON.stringify(kept.DeletionPolicy)}`);
  }
  const written = own.map((statement) => statement.toStatementJson());
  const promised = written.map((statement) => app.render(bucket, statement));
  const { missing } = compareStatements(promised, finalBucketPolicy(app, bucket));
  const todo = 'Remove what changes it (aspect, override).';
  return [
    ...hiddenProblems(app, Stack.of(bucket), what, written),
    ...missing.map((statement) => problem(what, 'no such statement', JSON.stringify(statement), todo)),
    ...policies
      .filter((policy) => isLeftOut(app, scope, bucket, policy))
      .map(({ Condition }) => problem(what, `condition ${Condition}`, 'that of the bucket, or none', todo)),
  ];
}

/** Whether there are deployments without the policy, but with the bucket and the construct. */
function isLeftOut(app: FinalApp, scope: Construct, bucket: IBucket, { Condition }: FinalResource): boolean {
  const isOther = (one: IConstruct) => app.find(one)?.Condition !== Condition;
  return Condition !== undefined && isOther(bucket) && scope.node.findAll().filter(CfnResource.isCfnResource).some(isOther);
}
