import { CfnResource, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct, IConstruct } from 'constructs';
import type { BucketPolicyStatement } from '../model/bucket-profile';
import { problem } from '../validation/errors';
import { pathOf } from '../validation/shown-value';
import { warn } from '../validation/warnings';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { hiddenProblems } from './hidden-in-statements';
import { isForEverybody } from './let-in';
import { meantBy } from './resource-names';
import { compareStatements, listOf } from './statements';
import { textIn } from './text-in';

const POLICIES = new WeakMap<FinalApp, Map<FinalResource | string, FinalResource[]>>();

/** The policies that the app contains for a bucket, whoever created them: CloudFormation accepts one. */
export function policiesOfBucket(app: FinalApp, bucket: IBucket): readonly FinalResource[] {
  const index = POLICIES.get(app) ?? indexed(app);
  POLICIES.set(app, index);
  const final = app.find(bucket);
  const keys = final
    ? [final]
    : [bucket.bucketName, bucket.bucketArn].flatMap((name) => meant(app, Stack.of(bucket), app.render(bucket, name)));
  return [...new Set(keys.flatMap((key) => index.get(key) ?? []))];
}

/** By the bucket that they belong to: the resource of the app, or the name of another one. */
function indexed(app: FinalApp): Map<FinalResource | string, FinalResource[]> {
  const index = new Map<FinalResource | string, FinalResource[]>();
  for (const policy of app.ofType('AWS::S3::BucketPolicy')) {
    for (const key of meant(app, policy.construct.stack, policy.Properties.Bucket)) {
      index.set(key, [...(index.get(key) ?? []), policy]);
    }
  }
  return index;
}

function meant(app: FinalApp, stack: Stack, name: unknown): (FinalResource | string)[] {
  const buckets = meantBy(app, stack, name, 'Bucket');
  return buckets.length > 0 ? buckets : [textIn(app, stack)(name)];
}

/** The statements of a bucket's policy as it will be deployed. */
export function finalBucketPolicy(app: FinalApp, bucket: IBucket): BucketPolicyStatement[] {
  return policiesOfBucket(app, bucket).flatMap(({ Properties }) => listOf(Properties.PolicyDocument?.Statement));
}

/**
 * Checks what others may have added to the policy of a bucket. For a bucket that the construct created (`made`), promises cover the rest.
 */
export function checkBucketPolicy(
  app: FinalApp,
  scope: Construct,
  bucket: IBucket,
  made: boolean,
  own: readonly iam.PolicyStatement[] = [],
): string[] {
  const what = `policy of bucket '${bucket.node.path}'`;
  const final = finalBucketPolicy(app, bucket);
  if (!made) {
    warnAboutPublic(scope, what, final);
  }
  return [
    ...(made || own.length > 0 ? checkSecondPolicy(app, what, bucket, made) : []),
    ...(made ? [] : goneProblems(app, scope, bucket, what, own)),
  ];
}

/** S3 rejects such a policy on a bucket that blocks public policies, but only at deployment. */
function warnAboutPublic(scope: Construct, what: string, final: readonly BucketPolicyStatement[]): void {
  const open = final.find(isForEverybody);
  if (open) {
    const { Action, NotAction } = open;
    const todo = 'Name the principals, or remove the statement: backups and logs must not be public.';
    const got = `everyone is allowed (${JSON.stringify(Action ?? { NotAction })})`;
    warn(scope, 'cdk-vendor-access:core.bucketPublic', problem(what, got, 'named principals', todo));
  }
}

/** If the user has set the `policy` of a bucket, a policy that CDK created earlier does not count: that is between the two of them. */
function checkSecondPolicy(app: FinalApp, what: string, bucket: IBucket, made: boolean): string[] {
  const [byCdk, current] = [bucket.node.tryFindChild('Policy'), bucket.policy].map((one) => one?.node.defaultChild);
  const isLeft = ({ construct }: FinalResource) => made || current === byCdk || construct !== byCdk;
  const [one, another] = policiesOfBucket(app, bucket)
    .filter(isLeft)
    .map(({ construct }) => pathOf(construct));
  const todo = 'CloudFormation cannot create the second one. Add its statements with addToResourcePolicy of the bucket.';
  return another ? [problem(what, `'${one}' and '${another}'`, 'one policy for a bucket', todo)] : [];
}

/** Finds statements that a construct added to the policy of a bucket, and that are missing now, or in some deployments. */
function goneProblems(app: FinalApp, scope: Construct, bucket: IBucket, what: string, own: readonly iam.PolicyStatement[]): string[] {
  if (own.length === 0) {
    return [];
  }
  const written = own.map((statement) => statement.toStatementJson());
  const promised = written.map((statement) => app.render(bucket, statement));
  const { missing } = compareStatements(promised, finalBucketPolicy(app, bucket));
  const todo = 'Remove what changes it (aspect, override).';
  return [
    ...hiddenProblems(app, Stack.of(bucket), what, written),
    ...missing.map((statement) => problem(what, 'no such statement', JSON.stringify(statement), todo)),
    ...policiesOfBucket(app, bucket)
      .filter((policy) => isLeftOut(app, scope, bucket, policy))
      .map(({ Condition }) => problem(what, `condition ${Condition}`, 'that of the bucket, or none', todo)),
  ];
}

/** Whether there are deployments without the policy, but with the bucket and the construct. */
function isLeftOut(app: FinalApp, scope: Construct, bucket: IBucket, { Condition }: FinalResource): boolean {
  const isOther = (one: IConstruct) => app.find(one)?.Condition !== Condition;
  return Condition !== undefined && isOther(bucket) && scope.node.findAll().filter(CfnResource.isCfnResource).some(isOther);
}
