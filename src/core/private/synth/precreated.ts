import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { problem } from '../validation/errors';

/** With `Role.customizeRoles`, CDK writes policies into a report and creates none: that works for an existing role, but not for a new user. */
export function checkPrecreated(
  scope: Construct,
  { policy, user }: { readonly policy: iam.ManagedPolicy; readonly user?: iam.IUser },
): string[] {
  const allowed = 'a policy that CDK creates';
  const todo = 'Use VendorAccess.existingRole or existingUser, or exclude this construct from Role.customizeRoles.';
  return user?.node.scope === scope
    ? [
        problem(
          `policy '${policy.node.path}'`,
          'none, because of Role.customizeRoles: the access key would have no permissions',
          allowed,
          todo,
        ),
      ]
    : [];
}
