import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { PermissionSet } from '../../core/private/model/permission-set';
import { type BucketResource, bucketResources, bucketResourcesOfAnyOwner } from '../../core/private/provision/bucket-resources';
import { groupsOf, statementsOf } from '../../core/private/provision/statements';
import { worstCase } from '../../core/private/synth/policy-size';
import { problem, throwIfAnyInCall } from '../../core/private/validation/errors';
import { normalPrefix, prefixProblems } from '../../core/private/validation/prefix';
import { LOCATION } from '../permissions';
import { AWS_FEDERATION } from '../sources';

/** STS's limit for the text of session policies. */
const SESSION_POLICY_SIZE = 2048;

/** What of the edition stays in a session: everything on objects and listings below a prefix, and on the bucket where it is. */
const IN_SESSION: readonly BucketResource[] = ['listing', 'object', 'key'];

/**
 * The session policy of one customer. It can only narrow what the principal has, so that it repeats no condition on the bucket's owner.
 *
 * Not in it: what AWS cannot narrow to a prefix and would show of other customers (multi-part uploads of the bucket), and what is the
 * provider's (the bucket's policy and ACL, the names of other buckets).
 */
export function sessionPolicy(
  scope: Construct,
  call: string,
  bucket: s3.IBucket,
  sets: readonly PermissionSet<BucketResource>[],
  { prefix, within }: { readonly prefix: string; readonly within?: string },
): iam.PolicyDocument {
  throwIfAnyInCall(call, [
    ...(prefix === undefined ? [problem('prefix', prefix, 'the path of one customer', 'Give it.')] : prefixProblems('prefix', prefix)),
    ...(within === undefined ||
    Token.isUnresolved(prefix) ||
    Token.isUnresolved(within) ||
    normalPrefix(`${prefix}`).startsWith(`${within}/`)
      ? []
      : [problem('prefix', prefix, `a path below '${within}/', the prefix of the construct`, 'The session would have no permissions.')]),
  ]);
  const groups = groupsOf(sets).filter((group) => IN_SESSION.includes(group.on) || group === LOCATION);
  const { key } = bucketResources(bucket);
  const statements = statementsOf([{ groups }], { ...bucketResourcesOfAnyOwner(bucket, normalPrefix(prefix)), key });
  const policy = new iam.PolicyDocument({ statements, minimize: true });
  const size = worstCase(Stack.of(scope).resolve(policy), true);
  throwIfAnyInCall(
    call,
    size <= SESSION_POLICY_SIZE
      ? []
      : [
          problem(
            'prefix',
            prefix,
            `a session policy of ${SESSION_POLICY_SIZE} characters; this is up to ${size}`,
            'Choose a shorter one.',
          ),
        ],
  );
  return policy;
}

/** What is wrong with the name of a federated user. */
export function federationNameProblems(name: string): string[] {
  const allowed = `2 to 32 of letters, digits and _+=,.@- (${AWS_FEDERATION.url})`;
  return /^[\w+=,.@-]{2,32}$/.test(name ?? '') ? [] : [problem('name', name, allowed, 'Shorten or replace it.')];
}
