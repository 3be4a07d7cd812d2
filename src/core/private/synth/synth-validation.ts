import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { checkOnlyOne, claim } from '../env/claims';
import { warn } from '../validation/warnings';
import type { Asking } from './asking';
import { checkAtSynth } from './at-synth';
import { checkBucket, type GuardedBucket } from './bucket';
import { warnAboutKeyNotKept } from './bucket-key';
import { warnAboutBudgets } from './budget-denials';
import { warnAboutWayOfCalls } from './caller-networks';
import { warnAboutDenials } from './denials';
import type { FinalApp } from './final-app';
import { warnAboutForeignBucket } from './foreign-bucket';
import { bucketIdentities } from './identity';
import { checkKey } from './key-policy';
import { warnAboutKeysOfWriters } from './keys-of-writers';
import { warnAboutStrangers } from './let-in-by-role';
import { lazily } from './once';
import { warnAboutOwnTrust } from './own-trust';
import { warnAboutPlainHttp } from './plain-http';
import { checkBucketPolicies, checkGroups, checkKeyPolicies, checkOwnPolicy } from './policy';
import { checkPrecreated } from './precreated';
import { warnAboutFurtherPermissions, warnAboutUnknownPrincipal } from './principal';
import { warnAboutAttachedPolicies } from './quotas';
import { warnAboutReferences } from './references';
import { warnAboutSecretCopies } from './secret-copies';
import { type BucketUse, prefixesOfOthers, rememberUse, warnAboutSharing } from './sharing';
import { situationOf } from './situation';
import { subjectOf } from './subjects';
import { checkWithheld, type Limits, warnAboutWidening } from './widening';

/** What a construct has created, and requirements for it at the end, in addition to promises (`promise`). */
export interface Guarded extends Limits, Pick<BucketUse, 'product'> {
  readonly bucket?: GuardedBucket;
  readonly policy: iam.ManagedPolicy;
  readonly user?: iam.IUser;
  readonly role?: iam.IRole;
  readonly secret?: secretsmanager.ISecret;
  /** The documented calls of the product. */
  readonly asks: Asking;
}

/**
 * Checks what will be deployed, after aspects, mixins, property injectors and overrides: a construct that is secure when it is created can
 * become insecure later.
 */
export function guard(scope: Construct, what: Guarded): void {
  const use = what.bucket && { ...what, ...what.bucket, scope };
  if (use) {
    rememberUse(use);
  }
  const precreated = what.policy.node.defaultChild === undefined; // Role.customizeRoles
  checkAtSynth(
    scope,
    (app) => [...problemsOf(app, scope, what, use), ...(precreated ? checkPrecreated(scope, what) : [])],
    () => warnAboutUnchecked(scope),
  );
}

function problemsOf(app: FinalApp, scope: Construct, what: Guarded, use: BucketUse | undefined): string[] {
  warnAboutFurtherPermissions(app, scope, what.user, what.role);
  const { bucket, policy, role, secret, user } = what;
  const keys = [bucket?.bucket.encryptionKey, secret?.encryptionKey, what.asks.volumeKey];
  warnAboutReferences(app, scope, { bucket: bucket?.bucket, group: groupOf(what), keys, policy, role, secret, user });
  warnAboutSecretCopies(app, scope, what.secret);
  const situation = lazily(() => situationOf(app, what.asks));
  warnAboutForeignBucket(app, scope, what.asks, situation);
  warnAboutDenials(app, scope, what.asks, situation);
  warnAboutKeysOfWriters(app, scope, what.asks, situation, what.prefix);
  warnAboutBudgets(app, scope, what.asks, situation);
  warnAboutWayOfCalls(app, scope, what.asks, situation);
  warnAboutWidening(app, scope, what.asks, situation, what);
  warnAboutUnknownPrincipal(app, scope, what);
  const ofRole = role && subjectOf(app, role);
  warnAboutStrangers(app, scope, ofRole, [bucket?.bucket, secret]);
  warnAboutOwnTrust(app, scope, ofRole, what.product);
  if (use && what.bucket) {
    warnAboutPlainHttp(app, scope, what.asks, situation, what.bucket);
    warnAboutSharing(app, use);
  }
  warnAboutAttachedPolicies(app, scope, what.policy, [what.user, what.role, groupOf(what)]);
  return [
    ...checkKey(app, scope, what.secret?.encryptionKey, 'accessKey'),
    ...checkKey(app, scope, what.asks.volumeKey, 'volumes'),
    ...(what.bucket ? problemsOfBucket(app, scope, what.bucket, what.prefix) : []),
    ...checkOwnPolicy(app, scope, what.policy),
    ...checkKeyPolicies(app, keys),
    ...checkGroups(app, what.user),
    ...checkWithheld(app, scope, what.asks, situation, what, use?.prefix === undefined ? [] : prefixesOfOthers(app, use)),
  ];
}

const groupOf = ({ user }: Guarded) => user?.node.scope?.node.tryFindChild('Group') as iam.Group | undefined;

function problemsOfBucket(app: FinalApp, scope: Construct, what: GuardedBucket, prefix: string | undefined): string[] {
  warnAboutKeyNotKept(app, scope, what.bucket);
  return [
    ...checkKey(app, scope, what.bucket.encryptionKey, 'objects'),
    ...checkBucket(app, scope, what, prefix),
    ...checkBucketPolicies(app, what.bucket),
    ...checkExclusive(app, scope, what),
  ];
}

function warnAboutUnchecked(scope: Construct): string[] {
  const text = 'this version of aws-cdk-lib does not show what will be deployed: changes by aspects and overrides are not checked';
  warn(scope, 'cdk-vendor-access:core.unchecked', text);
  return [];
}

function checkExclusive(app: FinalApp, scope: Construct, { bucket, exclusive }: GuardedBucket): string[] {
  const [holder] = exclusive ? bucketIdentities(app, bucket).flatMap((one) => claim(scope, `${exclusive.use} ${one}`) ?? []) : [];
  const todo = `Use a separate bucket for each. ${exclusive?.why}`;
  return checkOnlyOne(`bucket '${bucket.node.path}'`, holder, `${exclusive?.use} by `, 'one', todo);
}
