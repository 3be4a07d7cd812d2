import { type CallRule, EXTENDED } from './call-rule';
import { GROUP, USER } from './meanings';

const SHARED = { id: 'cdk-vendor-access:core.policyShared', why: 'others may get the permissions of the product too' } as const;

/** Calls that give others the construct's policy, or the user the policies of a group. */
export const SHARING_CALLS: readonly CallRule[] = [
  {
    type: new RegExp(`^${USER}$`),
    action: /^iam:AddUserToGroup$/,
    id: EXTENDED,
    why: 'the user may get more permissions by the group',
  },
  { type: new RegExp(`^${GROUP}$`), action: /^iam:AddUserToGroup$/, ...SHARED },
  { type: /^AWS::IAM::ManagedPolicy$/, action: /^iam:Attach(Group|Role|User)Policy$/, ...SHARED },
];
