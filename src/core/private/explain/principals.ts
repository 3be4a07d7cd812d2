import { objectOf, partsOf } from '../policy/document';
import type { Json } from '../policy/request';
import { textOf, token } from '../policy/text';
import type { Template } from './assembly';
import { sayingOf, together } from './conditions';
import type { Resource } from './names';
import { shareAccount } from './places';
import type { Listed, Resources } from './resources';

/** A user or role that has a policy of the library. */
export interface Principal {
  readonly kind: 'user' | 'role';
  /** Its construct path, or its name if the app does not create it. */
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  /** A template in its account. */
  readonly template: Template;
  /** What the app creates of it. */
  readonly resource?: Resource;
  /** Of a permission set: itself, and what it attaches to the role that it becomes. */
  readonly set?: Resource;
  readonly attached?: Resource;
}

const KINDS = { 'AWS::IAM::User': 'user', 'AWS::IAM::Role': 'role' } as const;

/** Who has a policy: the users, roles and permission sets that it names, that name it, and that are in a group that does. */
export function principalsOf(resources: Resources, policy: Resource): Principal[] {
  const naming = resources.ofType('AWS::IAM::User', 'AWS::IAM::Role').filter((one) => namesPolicy(resources, one, policy));
  const attaching = resources.ofType('AWS::IAM::Group').filter((one) => namesPolicy(resources, one, policy));
  const groups = [...resources.texts(policy, 'Groups'), ...attaching.map((one) => resources.nameOf(one))];
  const isHere = ({ template }: Resource) => shareAccount(template, policy.template);
  const isIn = (user: Resource) =>
    isHere(user) && groupsOf(resources, principalOf(resources, user)).some(({ text }) => groups.includes(text));
  const made = [...naming, ...resources.ofType('AWS::IAM::User').filter(isIn)].map((one) => principalOf(resources, one));
  const added = resources
    .ofType(ADDITION)
    .filter((one) => isHere(one) && resources.texts(one, 'GroupName').some((name) => groups.includes(name)));
  const named = [
    ...(['Users', 'Roles'] as const).flatMap((list) => resources.texts(policy, list).map((name) => byName(resources, policy, list, name))),
    ...added.flatMap((one) => resources.texts(one, 'Users').map((name) => byName(resources, one, 'Users', name))),
  ];
  return [...new Map([...named, ...made, ...setsWith(resources, policy)].map((one) => [one.arn, one])).values()];
}

const ADDITION = 'AWS::IAM::UserToGroupAddition';

/** Permission sets of IAM Identity Center, each as the role that it becomes in the account of the policy. */
function setsWith(resources: Resources, policy: Resource): Principal[] {
  const ref = `{"Ref":"${policy.logicalId}"}`;
  const isIt = (set: Resource, name: Json): boolean =>
    textOf(resources.render(set.template, name)) === policy.properties.ManagedPolicyName ||
    (set.template === policy.template && JSON.stringify(name).includes(ref));
  const sets = resources.ofType('AWS::SSO::PermissionSet');
  const having = sets.filter((set) =>
    partsOf(set.properties.CustomerManagedPolicyReferences).some(({ value }) =>
      partsOf(objectOf(value)?.Name).some((name) => isIt(set, name.value)),
    ),
  );
  return having.map((set) => {
    const name = `aws-reserved/sso.amazonaws.com/AWSReservedSSO_${textOf(resources.property(set, 'Name'))}_${ANY}`;
    return { ...outside(resources, policy, 'role', name), name: set.path, set, attached: policy };
  });
}

const namesPolicy = (resources: Resources, one: Resource, policy: Resource): boolean =>
  resources.texts(one, 'ManagedPolicyArns').includes(resources.arnOf(policy));

function byName(resources: Resources, policy: Resource, list: 'Users' | 'Roles', name: string): Principal {
  const [type, kind] = list === 'Users' ? (['AWS::IAM::User', 'user'] as const) : (['AWS::IAM::Role', 'role'] as const);
  const found = resources.named(type, name, policy.template);
  return found ? principalOf(resources, found) : outside(resources, policy, kind, name);
}

/** One that the app does not create, in the account of a resource. */
function outside(resources: Resources, { template }: Resource, kind: Principal['kind'], name: string): Principal {
  const [partition, account] = ['AWS::Partition', 'AWS::AccountId'].map((Ref) => textOf(resources.render(template, { Ref })));
  return { kind, name, arn: `arn:${partition}:iam::${account}:${kind}/${name}`, account, template };
}

function principalOf(resources: Resources, resource: Resource): Principal {
  const account = textOf(resources.render(resource.template, { Ref: 'AWS::AccountId' }));
  const { path: name, template, type } = resource;
  return { kind: KINDS[type as keyof typeof KINDS], name, arn: resources.arnOf(resource), account, template, resource };
}

/** Its name, as policies list it. */
export const nameOf = (resources: Resources, { name, resource }: Principal): string => (resource ? resources.nameOf(resource) : name);

/** The groups of a user, which the app may create. */
export function groupsOf(resources: Resources, user: Principal): Listed[] {
  const name = nameOf(resources, user);
  const added = resources.ofType(ADDITION).filter((one) => shareAccount(one.template, user.template));
  const byAddition = added.flatMap((one) => {
    const users = resources.listed(one, 'Users').filter(({ text }) => text === name);
    const groups = users.length > 0 ? resources.listed(one, 'GroupName') : [];
    return groups.map(({ text, when }) => ({ text, when: together(existence(resources, one, user.resource), whenOf(users), when) }));
  });
  return [...(user.resource ? resources.listed(user.resource, 'Groups') : []), ...byAddition];
}

/** When the deployment has it, if not whenever it has another resource. */
export const existence = (resources: Resources, { condition, template }: Resource, other?: Resource): string | undefined =>
  condition === undefined || (condition === other?.condition && template === other.template)
    ? undefined
    : sayingOf(template, condition, (one) => resources.render(template, one));

/** One way to be there is enough. */
export const whenOf = (all: readonly Listed[]): string | undefined =>
  all.some(({ when }) => when === undefined) ? undefined : all[0]?.when;

/** A part of a resource that can be any text. */
export const ANY = token({ Ref: 'any' });
