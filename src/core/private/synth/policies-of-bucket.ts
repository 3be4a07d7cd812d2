import { Stack } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { BucketPolicyStatement } from '../model/bucket-profile';
import { partsOf, statementsIn } from '../policy/document';
import { perhaps } from './either';
import { branchOf, type Choose } from './every-case';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { resourceGiven } from './given-resource';
import { oncePerApp } from './once';
import { type PlacedStatement, statementsAt } from './placed-statement';
import { meantBy } from './resource-names';
import { textIn } from './text-in';

/** The policies that the app contains for a bucket, whoever created them: CloudFormation accepts one. */
export function policiesOfBucket(app: FinalApp, bucket: IBucket): readonly FinalResource[] {
  const final = resourceGiven(app, bucket);
  const keys = final
    ? [final]
    : [bucket.bucketName, bucket.bucketArn].flatMap((name) => meant(app, Stack.of(bucket), app.render(bucket, name)));
  return [...new Set(keys.flatMap((key) => indexed(app).get(key) ?? []))];
}

/** The same for a bucket of the app. */
export const policiesOfFinal = (app: FinalApp, bucket: FinalResource): readonly FinalResource[] => indexed(app).get(bucket) ?? [];

/** Their statements. */
export const statementsOfBucket = (app: FinalApp, bucket: IBucket): PlacedStatement[] =>
  policiesOfBucket(app, bucket).flatMap((policy) => statementsAt(policy));

/** Those that they are certain to have. */
export const finalBucketPolicy = (app: FinalApp, bucket: IBucket): BucketPolicyStatement[] =>
  statementsOfBucket(app, bucket).flatMap(({ statement, sure }) => (sure ? statement : []));

/** Those that one deployment has. */
export function policyInCase(app: FinalApp, bucket: IBucket): (choose: Choose) => BucketPolicyStatement[] {
  const policies = policiesOfBucket(app, bucket);
  if (!policies.some(hasBranches)) {
    const all = finalBucketPolicy(app, bucket);
    return () => all;
  }
  return (choose) =>
    policies.flatMap(({ Properties }) =>
      statementsIn(branchOf(Properties.PolicyDocument, choose)).flatMap(({ statement, sure }) =>
        sure && statement ? (statement as BucketPolicyStatement) : [],
      ),
    );
}

const hasBranches = ({ Properties }: FinalResource): boolean => JSON.stringify(Properties.PolicyDocument ?? '').includes('"Fn::If"');

/** By the bucket that they belong to: the resource of the app, or the name of another one. */
const indexed = oncePerApp((app) => {
  const index = new Map<FinalResource | string, FinalResource[]>();
  for (const policy of app.ofType('AWS::S3::BucketPolicy')) {
    for (const { sure, value } of partsOf(policy.Properties.Bucket)) {
      for (const key of meant(app, policy.construct.stack, value)) {
        index.set(key, [...(index.get(key) ?? []), sure ? policy : perhapsOf(policy)]);
      }
    }
  }
  return index;
});

/** The policy of this bucket or of another one, as the deployment decides. */
const perhapsOf = ({ Properties, ...policy }: FinalResource): FinalResource => ({
  ...policy,
  Properties: { ...Properties, PolicyDocument: perhaps(Properties.PolicyDocument) },
});

function meant(app: FinalApp, stack: Stack, name: unknown): (FinalResource | string)[] {
  const buckets = meantBy(app, stack, name, 'Bucket');
  return buckets.length > 0 ? buckets : [textIn(app, stack)(name)];
}
