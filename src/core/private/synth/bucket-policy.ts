import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { finding, problem } from '../validation/errors';
import { pathOf } from '../validation/shown-value';
import { warn } from '../validation/warnings';
import { checkAdded } from './added-statements';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { isForEverybody } from './let-in';
import type { PlacedStatement } from './placed-statement';
import { policiesOfBucket, statementsOfBucket } from './policies-of-bucket';
import { resolvedIn } from './whose';

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
  if (!made) {
    warnAboutPublic(app, scope, what, statementsOfBucket(app, bucket));
  }
  return [
    ...(made || own.length > 0 ? checkSecondPolicy(app, what, bucket, made) : []),
    ...(made || own.length === 0 ? [] : checkAdded(app, scope, bucket, what, own)),
  ];
}

/** S3 rejects such a policy on a bucket that blocks public policies, but only at deployment. */
function warnAboutPublic(app: FinalApp, scope: Construct, what: string, all: readonly PlacedStatement[]): void {
  const open = all.find((one) => isForEverybody(resolvedIn(app, one)));
  if (open) {
    const { Action, NotAction } = open.statement;
    const todo = 'Name the principals, or remove the statement: backups and logs must not be public.';
    const got = `everyone allowed (${[Action ?? `all but ${[NotAction].flat().join(', ')}`].flat().join(', ')})`;
    warn(scope, 'cdk-vendor-access:core.bucketPublic', finding(what, got, 'named principals', todo));
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
