import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import { warn } from '../validation/warnings';
import type { FinalApp } from './final-app';
import { attachmentsOf } from './principal-policies';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, read 2026-11-28: more for roles, and for users, on request. */
const MANAGED_POLICIES = 10;

/** Several constructs can share a principal, and each attaches a policy. Warns about those after the tenth. */
export function warnAboutAttachedPolicies(
  app: FinalApp,
  scope: Construct,
  policy: iam.ManagedPolicy,
  principals: readonly (IConstruct | undefined)[],
): void {
  for (const principal of principals) {
    const final = app.find(principal);
    const attached = final ? attachmentsOf(app, final) : undefined;
    const managed = attached?.policies.filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy') ?? [];
    const total = managed.length + (attached?.managed.length ?? 0);
    if (total > MANAGED_POLICIES && managed.findIndex(({ construct }) => construct === policy.node.defaultChild) >= MANAGED_POLICIES) {
      const text = `'${principal?.node.path}' gets ${total} managed policies, but IAM allows ${MANAGED_POLICIES} (its default quota). Use another principal, or request a higher quota.`;
      warn(scope, 'cdk-vendor-access:core.tooManyPolicies', text);
    }
  }
}
