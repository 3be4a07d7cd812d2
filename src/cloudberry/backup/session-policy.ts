import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { PermissionGroup, PermissionSet } from '../../core/private/model/permission-set';
import { type BucketResource, bucketResources, bucketResourcesOfAnyOwner } from '../../core/private/provision/bucket-resources';
import { groupsOf, statementsOf } from '../../core/private/provision/statements';
import { checkAtSynth } from '../../core/private/synth/at-synth';
import { hiddenProblems } from '../../core/private/synth/hidden-in-statements';
import { worstCase } from '../../core/private/synth/policy-size';
import { problem } from '../../core/private/validation/errors';
import { normalPrefix, prefixType } from '../../core/private/validation/prefix';
import { required, type Struct, struct } from '../../core/private/validation/prop-types';
import { text } from '../../core/private/validation/text-types';
import { isUnresolved } from '../../core/private/validation/tokens-in-text';
import { SESSION } from '../permissions';
import { AWS_FEDERATION } from '../sources';

/** STS's limit for the size of session policies. */
const SESSION_POLICY_SIZE = 2048;

/** The parts of the edition that a session includes: everything on objects and listings below a prefix. */
const IN_SESSION: readonly BucketResource[] = ['listing', 'object', 'key'];

/**
 * Returns the session policy of one customer. It can only narrow the permissions of the principal, so it repeats no condition on the
 * bucket's owner.
 *
 * Excludes what AWS cannot limit to a prefix and would reveal other customers (multipart uploads of the bucket), and what belongs to the
 * provider (the bucket's policy and ACL, the names of other buckets).
 */
export function sessionPolicy(bucket: s3.IBucket, sets: readonly PermissionSet<BucketResource>[], prefix: string): iam.PolicyDocument {
  const groups = sessionGroups(sets);
  const { key } = bucketResources(bucket);
  const statements = statementsOf([{ groups }], { ...bucketResourcesOfAnyOwner(bucket, normalPrefix(prefix)), key });
  return new iam.PolicyDocument({ statements, minimize: true });
}

/** What the session of a customer does. */
export const sessionGroups = (sets: readonly PermissionSet<BucketResource>[]): PermissionGroup<BucketResource>[] => [
  ...SESSION.groups,
  ...groupsOf(sets).filter(({ on }) => IN_SESSION.includes(on)),
];

/** Checks whether the prefix of a session hides anything that only its resolved value shows. */
export function checkSession(scope: Construct, prefix: string, policy: iam.PolicyDocument): void {
  if (isUnresolved(prefix)) {
    checkAtSynth(scope, (app) => hiddenProblems(app, Stack.of(scope), 'prefix of a session policy: Statement', policy.toJSON().Statement));
  }
}

const FOLDER = prefixType('Give the folder of the customer.');

/** A session of one customer, whose prefix must be below that of the construct. */
export function sessionOf(within: string | undefined, policyOf: (prefix: string) => unknown): Struct<{ prefix: string }> {
  return struct<{ prefix: string }>({ prefix: required(FOLDER) }, (rule) => [
    rule(['prefix'], ({ prefix }) => {
      const isBelow = [within, prefix].some(isUnresolved) || within === undefined || normalPrefix(prefix).startsWith(`${within}/`);
      const allowed = `a path below '${within}/', the prefix of the construct`;
      return isBelow ? [] : [problem('prefix', prefix, allowed, 'The session would have no permissions.')];
    }),
    rule(['prefix'], ({ prefix }) => {
      const size = worstCase(policyOf(prefix), true);
      const allowed = `a session policy of ${SESSION_POLICY_SIZE} characters; this is up to ${size}`;
      return size <= SESSION_POLICY_SIZE ? [] : [problem('prefix', prefix, allowed, 'Choose a shorter prefix.')];
    }),
  ]);
}

/** The name of a federated user. */
export const SESSION_NAME = text({
  pattern: /^[\w+=,.@-]{2,32}$/,
  allowed: `2 to 32 of letters, digits and _+=,.@- (${AWS_FEDERATION.url})`,
  todo: 'Choose another name.',
  literal: 'Use a literal: CloudFormation accepts only literals in output names.',
});
