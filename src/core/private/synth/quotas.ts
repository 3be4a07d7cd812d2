import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { warn } from '../validation/warnings';
import type { FinalApp } from './final-app';
import { attachmentsOf } from './principal-policies';
import { isMade } from './promise';
import { type Subject, subjectOf } from './subjects';
import { textIn } from './text-in';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, read 2026-11-28: more for roles, and for users, on request. */
const MANAGED_POLICIES = 10;

/**
 * Several constructs can share a principal, and each attaches a policy; the app attaches others. Warns once for each principal: at the last policy of
 * the library, or at the construct that created the principal.
 */
export function warnAboutAttachedPolicies(
  app: FinalApp,
  scope: Construct,
  policy: iam.ManagedPolicy,
  principals: readonly (iam.IUser | iam.IRole | iam.IGroup | undefined)[],
): void {
  for (const principal of principals.flatMap((one) => one ?? [])) {
    const { own, total } = attachedTo(app, subjectOf(app, principal));
    const isHere = own ? own === policy.node.defaultChild : principal.node.scope === scope;
    if (total > MANAGED_POLICIES && isHere) {
      const text = `'${principal.node.path}' gets ${total} managed policies, but IAM allows ${MANAGED_POLICIES} (its default quota). Use another principal, or request a higher quota.`;
      warn(scope, 'cdk-vendor-access:core.tooManyPolicies', text);
    }
  }
}

/** How many managed policies a principal certainly gets, and the last one of the library. */
function attachedTo(app: FinalApp, subject: Subject): { readonly total: number; readonly own?: Construct } {
  const { certain, managed, policies } = attachmentsOf(app, subject);
  const made = policies.filter((one) => one.Type === 'AWS::IAM::ManagedPolicy' && certain.has(one));
  const arns = managed.flatMap(({ by, sure, value }) => (sure ? textIn(app, by.construct.stack)(value) : []));
  const others = new Set(arns.map((arn) => arn.replace(/^arn:[^:]*:/, ''))); // one partition, however it is written
  const own = made.filter(({ construct }) => isMade(construct)).at(-1);
  return { total: made.length + others.size, own: own?.construct };
}
