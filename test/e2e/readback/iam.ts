import {
  GetGroupCommand,
  GetGroupPolicyCommand,
  GetOpenIDConnectProviderCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAttachedGroupPoliciesCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListGroupPoliciesCommand,
  ListGroupsForUserCommand,
  ListRolePoliciesCommand,
  ListUserPoliciesCommand,
} from '@aws-sdk/client-iam';
import { document, type Properties, type Reader, type Resource } from './reader';

interface Attached {
  readonly AttachedPolicies?: { readonly PolicyArn?: string }[];
}

const arns = ({ AttachedPolicies = [] }: Attached) => AttachedPolicies.map(({ PolicyArn }) => PolicyArn).sort();

async function user({ id: UserName, promised, target }: Resource): Promise<Properties> {
  const iam = new IAMClient(target.config());
  const { User } = await iam.send(new GetUserCommand({ UserName }));
  const { Groups = [] } = await iam.send(new ListGroupsForUserCommand({ UserName }));
  const { PolicyNames } = await iam.send(new ListUserPoliciesCommand({ UserName }));
  const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
  return {
    UserName: promised.UserName && User?.UserName,
    Path: User?.Path === '/' ? undefined : User?.Path,
    Groups: Groups.length ? Groups.map(({ GroupName }) => GroupName) : undefined,
    PermissionsBoundary: User?.PermissionsBoundary?.PermissionsBoundaryArn,
    attachedPolicies: arns(await iam.send(new ListAttachedUserPoliciesCommand({ UserName }))),
    inlinePolicies: PolicyNames,
    keys: AccessKeyMetadata.map(({ AccessKeyId }) => AccessKeyId).sort(),
  };
}

async function group({ id: GroupName, promised, target }: Resource): Promise<Properties> {
  const iam = new IAMClient(target.config());
  const { Group, Users = [] } = await iam.send(new GetGroupCommand({ GroupName }));
  const { PolicyNames } = await iam.send(new ListGroupPoliciesCommand({ GroupName }));
  return {
    GroupName: promised.GroupName && Group?.GroupName,
    Path: Group?.Path === '/' ? undefined : Group?.Path,
    attachedPolicies: arns(await iam.send(new ListAttachedGroupPoliciesCommand({ GroupName }))),
    inlinePolicies: PolicyNames,
    members: Users.map(({ UserName }) => UserName).sort(),
  };
}

async function role({ id: RoleName, promised, target }: Resource): Promise<Properties> {
  const iam = new IAMClient(target.config());
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const own = (promised.Policies ?? []).map(async ({ PolicyName }: { PolicyName: string }) => {
    const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    return { PolicyName, PolicyDocument: document(PolicyDocument) };
  });
  return {
    Policies: promised.Policies && (await Promise.all(own)),
    RoleName: promised.RoleName && Role?.RoleName,
    Path: Role?.Path === '/' ? undefined : Role?.Path,
    AssumeRolePolicyDocument: trustOf(promised, Role?.AssumeRolePolicyDocument),
    Description: Role?.Description || undefined,
    MaxSessionDuration:
      promised.MaxSessionDuration === undefined && Role?.MaxSessionDuration === 3600 ? undefined : Role?.MaxSessionDuration,
    PermissionsBoundary: Role?.PermissionsBoundary?.PermissionsBoundaryArn,
    attachedPolicies: arns(await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))),
    inlinePolicies: PolicyNames,
  };
}

async function managedPolicy({ id: PolicyArn, promised, target }: Resource): Promise<Properties> {
  const iam = new IAMClient(target.config());
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId }));
  const {
    PolicyGroups = [],
    PolicyRoles = [],
    PolicyUsers = [],
  } = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn, PolicyUsageFilter: 'PermissionsPolicy' }));
  const names = (all: (string | undefined)[]) => (all.length ? all : undefined);
  return {
    Description: Policy?.Description || undefined,
    ManagedPolicyName: promised.ManagedPolicyName && Policy?.PolicyName,
    Path: Policy?.Path,
    PolicyDocument: document(PolicyVersion?.Document),
    Groups: names(PolicyGroups.map(({ GroupName }) => GroupName)),
    Roles: names(PolicyRoles.map(({ RoleName }) => RoleName)),
    Users: names(PolicyUsers.map(({ UserName }) => UserName)),
  };
}

/** Asked of everybody to whom it is promised: who does not have it gives an error. */
async function inlinePolicy({ promised, target }: Resource): Promise<Properties> {
  const { Groups = [], PolicyName, Roles = [] } = promised;
  const iam = new IAMClient(target.config());
  const found = await Promise.all([
    ...Groups.map((GroupName: string) => iam.send(new GetGroupPolicyCommand({ GroupName, PolicyName }))),
    ...Roles.map((RoleName: string) => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))),
  ]);
  const [first] = found.map(({ PolicyDocument }) => document(PolicyDocument));
  return { Groups: promised.Groups, PolicyDocument: first, PolicyName: found[0]?.PolicyName, Roles: promised.Roles };
}

async function accessKey({ id, promised: { UserName }, target }: Resource): Promise<Properties> {
  const { AccessKeyMetadata = [] } = await new IAMClient(target.config()).send(new ListAccessKeysCommand({ UserName }));
  const found = AccessKeyMetadata.find(({ AccessKeyId }) => AccessKeyId === id);
  return { UserName: found?.UserName, Status: found?.Status };
}

async function oidcProvider({ id, target }: Resource): Promise<Properties> {
  const asked = new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: id });
  const { Url = '' } = await new IAMClient(target.config()).send(asked);
  return { Url: `https://${Url.replace('https://', '')}` };
}

/** A trust that names the issuer of a token is promised as a text. */
const trustOf = ({ AssumeRolePolicyDocument: promised }: Properties, found: string | undefined) =>
  typeof promised === 'string' ? JSON.stringify(document(found)) : document(found);

export const IAM: Record<string, Reader> = {
  'AWS::IAM::User': { read: user },
  'AWS::IAM::Group': { read: group },
  'AWS::IAM::Role': { read: role },
  'AWS::IAM::ManagedPolicy': { read: managedPolicy },
  'AWS::IAM::Policy': { read: inlinePolicy },
  'AWS::IAM::AccessKey': { read: accessKey },
  'AWS::IAM::OIDCProvider': { read: oidcProvider },
};
