import { HELD_BY } from '../env/shared-principals';
import { partsOf } from '../policy/document';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { BUDGET, GROUP, ROLE, USER } from './meanings';
import { attachmentsOf, namedIn } from './principal-policies';
import { isMade } from './promise';
import type { ReferenceRule } from './reference-rule';
import { isSameAccount } from './resource-names';
import { subjectIn } from './subjects';
import { textIn } from './text-in';

const SHARED = { id: 'cdk-vendor-access:core.policyShared', why: 'others get the permissions of the product too' } as const;

/** Ways to get the construct's policy. Promises cover whom the policy itself names. A permissions boundary gives nothing. */
export const SHARING_RULES: readonly ReferenceRule[] = [
  ...[GROUP, ROLE, USER].map(
    (type): ReferenceRule => ({ to: 'policy', type, at: /^ManagedPolicyArns\b/, ofLibrary: true, if: isAnother, ...SHARED }),
  ),
  { to: 'policy', type: BUDGET, at: /^Definition\.IamActionDefinition\.PolicyArn\b/, ...SHARED },
  { to: 'policy', type: 'AWS::SSO::PermissionSet', at: /^CustomerManagedPolicyReferences\b.*\bName\b/, if: isAssignedTo, ...SHARED },
  { to: 'group', type: USER, at: /^Groups\b/, ofLibrary: true, if: (by, _, group) => !isUserOf(group, by), ...SHARED },
  { to: 'group', type: 'AWS::IAM::UserToGroupAddition', at: /^GroupName\b/, if: addsOthers, ...SHARED },
];

/** Whether it is none of those that the policy is for: they are named by it, or in a group that is, or name it in its place. */
function isAnother(by: FinalResource, _: string, policy: FinalResource, app: FinalApp): boolean {
  const named = ['Users', 'Groups', 'Roles'].flatMap((at) =>
    partsOf(policy.Properties[at]).map(({ value }) => subjectIn(app, policy.construct.stack, value, at)),
  );
  const groups = by.Type === USER ? attachmentsOf(app, by).groups.map(({ resource }) => resource) : [];
  return HELD_BY.get(policy.construct) !== by.construct && ![by, ...groups].some((one) => one && named.includes(one));
}

/** The group and the user that one construct created. */
const isUserOf = ({ construct: group }: FinalResource, { construct: user }: FinalResource): boolean =>
  isMade(user) && user.node.scope?.node.scope === group.node.scope?.node.scope;

function addsOthers({ construct, Properties }: FinalResource, _: string, group: FinalResource, app: FinalApp): boolean {
  const users = partsOf(Properties.Users).map(({ value }) => subjectIn(app, construct.stack, value, 'Users'));
  return users.some((one) => !('construct' in one) || !isUserOf(group, one));
}

/** In another account, a permission set counts there if the app assigns it there: it names policies, and each account has its own. */
function isAssignedTo({ construct }: FinalResource, _: string, policy: FinalResource, app: FinalApp): boolean {
  const there = policy.construct.stack;
  const set = app.find(construct);
  const assignments = (set ? namedIn(app, set) : []).filter(({ by }) => by.Type === 'AWS::SSO::Assignment').map(({ by }) => by);
  const isThere = ({ construct: { stack }, Properties }: FinalResource) =>
    isSameAccount(app, stack, there, textIn(app, stack)(Properties.TargetId));
  return isSameAccount(app, construct.stack, there) || assignments.some(isThere);
}
