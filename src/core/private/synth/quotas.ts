import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { warn } from '../validation/warnings';
import type { FinalApp } from './final-app';
import { attachmentsOf } from './principal-policies';
import { subjectOf } from './subjects';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, read 2026-11-28: more for roles, and for users, on request. */
const MANAGED_POLICIES = 10;

/** Several constructs can share a principal, and each attaches a policy. Warns about those after the tenth. */
export function warnAboutAttachedPolicies(
  app: FinalApp,
  scope: Construct,
  policy: iam.ManagedPolicy,
  principals: readonly (iam.IUser | iam.IRole | iam.IGroup | undefined)[],
): void {
  for (const principal of principals.flatMap((one) => one ?? [])) {
    const attached = attachmentsOf(app, subjectOf(app, principal));
    const managed = attached.policies.filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy');
    const total = managed.length + attached.managed.length;
    if (total > MANAGED_POLICIES && managed.findIndex(({ construct }) => construct === policy.node.defaultChild) >= MANAGED_POLICIES) {
      const text = `'${principal.node.path}' gets ${total} managed policies, but IAM allows ${MANAGED_POLICIES} (its default quota). Use another principal, or request a higher quota.`;
      warn(scope, 'cdk-vendor-access:core.tooManyPolicies', text);
    }
  }
}
