import { type CallRule, CHANGED, EXTENDED, PRINCIPAL } from './call-rule';
import { setsTheSame } from './same-setting';

const BOUNDING = { type: PRINCIPAL, action: /^iam:Put(Role|User)PermissionsBoundary$/ } as const;

/** Calls on the user, group or role, and on their policies. */
export const PRINCIPAL_CALLS: readonly CallRule[] = [
  {
    type: PRINCIPAL,
    action: /^iam:(AddRoleToInstanceProfile|Create(AccessKey|LoginProfile|ServiceSpecificCredential)|UpdateLoginProfile|Upload\w+)$/,
    id: 'cdk-vendor-access:core.furtherCredentials',
    why: 'further credentials of the principal, which are not in its secret and are not replaced when its key is rotated',
  },
  {
    type: PRINCIPAL,
    action: /^iam:((Attach|Put)(Group|Role|User)Policy|Delete(Role|User)PermissionsBoundary)$/,
    id: EXTENDED,
    why: 'the principal may get more permissions than the policies of the construct grant',
  },
  {
    ...BOUNDING,
    if: (call) => call.on.Properties.PermissionsBoundary !== undefined && !setsTheSame(call),
    id: EXTENDED,
    why: 'it replaces the permissions boundary of the template, which may have withheld more',
  },
  {
    ...BOUNDING,
    if: (call) => !setsTheSame(call),
    id: CHANGED,
    why: 'the product stops where the boundary does not allow what it needs, which no check sees. Use permissionsBoundary',
  },
  {
    type: PRINCIPAL,
    action: /^iam:Update(Group|User)$/,
    if: ({ parameters: { NewGroupName, NewUserName } }) => (NewGroupName ?? NewUserName) !== undefined,
    id: CHANGED,
    why: 'CloudFormation knows it by its present name only, so that later changes of the stack fail. Change the name in the template',
  },
  {
    type: PRINCIPAL,
    action: /^iam:UpdateRole$/,
    if: (call) => !setsTheSame(call),
    id: CHANGED,
    why: 'it changes how long sessions of the role may last (without MaxSessionDuration, to one hour). Change it in the template',
  },
  {
    type: PRINCIPAL,
    action: /^iam:UpdateAssumeRolePolicy$/,
    id: 'cdk-vendor-access:core.trustExtended',
    why: 'it replaces the trust policy of the role',
  },
  {
    type: /^AWS::IAM::ManagedPolicy$/,
    action: /^iam:(CreatePolicyVersion|SetDefaultPolicyVersion)$/,
    id: 'cdk-vendor-access:core.policyExtended',
    why: 'it replaces the policy',
  },
];
