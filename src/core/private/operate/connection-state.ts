import { createHash } from 'node:crypto';
import { Fn, Intrinsic, Lazy, Stack, Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { BucketAccess } from '../provision/bucket-access';
import { defaultRetention } from '../synth/bucket-predicates';
import { FinalApp } from '../synth/final-app';
import { isDecidedLater } from '../synth/final-resource';
import { resourceGiven } from '../synth/given-resource';
import { policiesOfBucket } from '../synth/policies-of-bucket';
import { policiesOf } from '../synth/principal-policies';
import { subjectOf } from '../synth/subjects';

/**
 * A value that is known when nothing changes the app any more; until then, and if CDK does not validate the tree, `otherwise`. So it is while the
 * value itself is computed, because what it depends on may need all resources of the app.
 */
function inTheEnd(scope: Construct, otherwise: string, value: (app: FinalApp) => string): string {
  let isComputed = false;
  const computed = (app: FinalApp): string => {
    isComputed = true;
    try {
      return value(app);
    } finally {
      isComputed = false;
    }
  };
  return Lazy.uncachedString({
    produce: () => {
      const app = isComputed ? undefined : FinalApp.known(scope);
      return app ? computed(app) : otherwise;
    },
  });
}

/** Names what was tested: another name makes CloudFormation test again. */
export const stateOf = (scope: Construct, access: BucketAccess): string =>
  inTheEnd(scope, 'connection-test', (app) => {
    const { bucket, granted, policy, role, secret, user } = access;
    const principal = (user ?? role) as iam.IUser | iam.IRole;
    const { boundary = [], statements } = policiesOf(app, subjectOf(app, principal));
    const policies = [...statements, ...boundary].map(({ statement }) => statement);
    const resources = [policy, bucket, bucket.encryptionKey, secret, principal].map((one) => resourceGiven(app, one)?.Properties);
    const ofBucket = policiesOfBucket(app, bucket).map(({ Properties }) => Properties);
    const state = JSON.stringify([resources, policies, ofBucket, granted.sets.map(({ groups }) => groups), granted.prefix]);
    return `connection-test-${createHash('sha256').update(state).digest('hex').slice(0, 16)}`;
  });

/** Whether something may lock what the test writes: a default retention, or settings that synth does not know. */
export const isLocked = (scope: Construct, { bucket }: BucketAccess): string =>
  inTheEnd(scope, 'yes', (app) => {
    const final = resourceGiven(app, bucket);
    const isKnown = final && !isDecidedLater(final.Properties.ObjectLockConfiguration);
    return isKnown && defaultRetention(final.Properties) === undefined ? 'no' : 'yes';
  });

/**
 * The policy of the bucket as JSON, if this stack has it: of several with conditions, the one that is deployed. Without one that may be of another
 * bucket.
 */
export const bucketPolicyOf = (scope: Construct, { bucket }: BucketAccess): string =>
  inTheEnd(scope, '', (app) => {
    const stack = Stack.of(scope);
    const here = policiesOfBucket(app, bucket).filter((one) => one.construct.stack === stack && one === app.find(one.construct));
    return here.reduceRight((otherwise, { Condition, Properties }) => {
      const json = stack.toJsonString(withTokens(Properties.PolicyDocument));
      return Condition === undefined ? json : Token.asString(Fn.conditionIf(String(Condition), json, otherwise));
    }, '');
  });

/** CDK writes tokens into JSON as text, but not rendered intrinsics. */
function withTokens(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(withTokens);
  }
  const entries = Object.entries(value);
  const isIntrinsic = entries.length === 1 && /^(Ref|Fn::\w+)$/.test(entries[0][0]);
  return isIntrinsic ? new Intrinsic(value) : Object.fromEntries(entries.map(([key, inner]) => [key, withTokens(inner)]));
}
