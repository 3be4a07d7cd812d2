import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { checkOnlyOne, claimBucket } from '../env/claims';
import { warn } from '../validation/warnings';
import { checkAtSynth } from './at-synth';
import { checkBucket, checkLogBucket, type GuardedBucket } from './bucket';
import { warnAboutDenials } from './denials';
import type { FinalApp } from './final-app';
import { type Asking, situationOf } from './needs';
import { checkGroups, checkOwnPolicy } from './policy';
import { warnAboutFurtherPermissions, warnAboutUnknownPrincipal } from './principal';
import { warnAboutReferences } from './references';
import { type Limits, warnAboutWidening } from './widening';

/** What a construct has made, and what has to be true of it in the end, beside what is promised (`promise`). */
export interface Guarded extends Limits {
  readonly bucket?: GuardedBucket;
  readonly policy: iam.ManagedPolicy;
  readonly user?: iam.IUser;
  readonly role?: iam.IRole;
  readonly secret?: secretsmanager.ISecret;
  /** What the product is documented to call. */
  readonly asks: Asking;
}

/**
 * Checks what will really be deployed, after aspects, mixins, property injectors and overrides have had their say: a construct that is safe
 * when it is made can be unsafe when it is deployed.
 */
export function guard(scope: Construct, what: Guarded): void {
  checkAtSynth(
    scope,
    (app) => problemsOf(app, scope, what),
    () => warnAboutUnchecked(scope),
  );
}

function problemsOf(app: FinalApp, scope: Construct, what: Guarded): string[] {
  warnAboutFurtherPermissions(app, scope, what.user, what.role);
  warnAboutReferences(app, scope, { ...what, bucket: what.bucket?.bucket });
  const situation = situationOf(app, what.asks);
  warnAboutDenials(scope, situation);
  warnAboutWidening(scope, situation, what);
  warnAboutUnknownPrincipal(scope, what);
  return [
    ...(what.bucket ? problemsOfBucket(app, scope, what.bucket) : []),
    ...checkOwnPolicy(app, what.policy),
    ...checkGroups(app, what.user),
  ];
}

function problemsOfBucket(app: FinalApp, scope: Construct, what: GuardedBucket): string[] {
  return [...checkBucket(app, scope, what), ...checkLogBucket(app, what.serverAccessLogsBucket), ...checkExclusive(scope, what)];
}

function warnAboutUnchecked(scope: Construct): string[] {
  const text = 'this version of aws-cdk-lib does not show what will be deployed: changes by aspects and overrides are not checked';
  warn(scope, 'cdk-vendor-access:core.unchecked', text);
  return [];
}

function checkExclusive(scope: Construct, { bucket, exclusive }: GuardedBucket): string[] {
  const holder = exclusive && claimBucket(scope, bucket, exclusive.use);
  const todo = `Give each a bucket of its own. ${exclusive?.why}`;
  return checkOnlyOne(`bucket '${bucket.node.path}'`, holder, `${exclusive?.use} by `, 'one', todo);
}
