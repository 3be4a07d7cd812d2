import { textOf, token } from '../policy/text';
import type { Resource } from './names';
import type { Resources } from './resources';

/** A user or role that has a policy of the library. */
export interface Principal {
  readonly kind: 'user' | 'role';
  /** Its construct path, or its name if the app does not create it. */
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  /** What the app creates of it. */
  readonly resource?: Resource;
}

const KINDS = { 'AWS::IAM::User': 'user', 'AWS::IAM::Role': 'role' } as const;

/** Who has a policy: the users and roles that it names, that name it, and that are in a group that does. */
export function principalsOf(resources: Resources, policy: Resource): Principal[] {
  const naming = resources.ofType('AWS::IAM::User', 'AWS::IAM::Role').filter((one) => namesPolicy(resources, one, policy));
  const groups = resources.ofType('AWS::IAM::Group').filter((one) => namesPolicy(resources, one, policy));
  const inGroups = [...resources.texts(policy, 'Groups'), ...groups.map((one) => resources.nameOf(one))].flatMap((group) =>
    resources.ofType('AWS::IAM::User').filter((user) => groupsOf(resources, user).includes(group)),
  );
  const made = [...naming, ...inGroups].map((one) => principalOf(resources, one));
  const named = (['Users', 'Roles'] as const).flatMap((list) =>
    resources.texts(policy, list).map((name) => byName(resources, policy, list, name)),
  );
  return [...new Map([...named, ...made].map((one) => [one.name, one])).values()];
}

const namesPolicy = (resources: Resources, one: Resource, policy: Resource): boolean =>
  resources.texts(one, 'ManagedPolicyArns').includes(resources.arnOf(policy));

function byName(resources: Resources, policy: Resource, list: 'Users' | 'Roles', name: string): Principal {
  const [type, kind] = list === 'Users' ? (['AWS::IAM::User', 'user'] as const) : (['AWS::IAM::Role', 'role'] as const);
  const found = resources.ofType(type).find((one) => resources.nameOf(one) === name);
  const [partition, account] = ['AWS::Partition', 'AWS::AccountId'].map((Ref) => textOf(resources.render(policy.template, { Ref })));
  return found ? principalOf(resources, found) : { kind, name: name, arn: `arn:${partition}:iam::${account}:${kind}/${name}`, account };
}

function principalOf(resources: Resources, resource: Resource): Principal {
  const account = textOf(resources.render(resource.template, { Ref: 'AWS::AccountId' }));
  return { kind: KINDS[resource.type as keyof typeof KINDS], name: resource.path, arn: resources.arnOf(resource), account, resource };
}

export function groupsOf(resources: Resources, user: Resource): string[] {
  const name = resources.nameOf(user);
  const added = resources.ofType('AWS::IAM::UserToGroupAddition').filter((one) => resources.texts(one, 'Users').includes(name));
  return [...resources.texts(user, 'Groups'), ...added.map((one) => textOf(resources.property(one, 'GroupName')))];
}

/** A part of a resource that can be any text. */
export const ANY = token({ Ref: 'any' });
