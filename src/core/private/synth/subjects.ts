import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { partsOf } from '../policy/document';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { groupedBy } from './grouped-by';
import { type Meaning, meaningsOf, typeAt } from './meanings';
import type { Mention } from './mentions';
import { oncePerApp } from './once';
import { isSameAccount, meantBy } from './resource-names';
import { textIn } from './text-in';

/** A principal that the app does not create, but that its policies can name. */
export interface Named {
  readonly stack: Stack;
  readonly type: string;
  /** As `textIn` writes it. */
  readonly name: string;
}

/** A user, group or role, as far as the app shows it. */
export type Subject = FinalResource | Named;

export const isNamed = (subject: Subject): subject is Named => 'name' in subject;

/** What gives a principal something, with the properties that name it. */
const ATTACHING: Readonly<Record<string, readonly string[]>> = {
  'AWS::IAM::Policy': ['Users', 'Groups', 'Roles'],
  'AWS::IAM::ManagedPolicy': ['Users', 'Groups', 'Roles'],
  'AWS::IAM::UserPolicy': ['UserName'],
  'AWS::IAM::GroupPolicy': ['GroupName'],
  'AWS::IAM::RolePolicy': ['RoleName'],
  'AWS::IAM::UserToGroupAddition': ['Users'],
};

/** Where policies and memberships name principals that the app does not create. */
const byName = oncePerApp((app) => {
  const namedIn = (by: FinalResource, at: string): [string, Mention][] => {
    const { stack } = by.construct;
    const others = partsOf(by.Properties[at], at).filter(({ value }) => meantBy(app, stack, value, at).length === 0);
    return others.map((one) => [keyOf(named(app, stack, one.value, at)), { by, at: one.at }]);
  };
  const all = Object.entries(ATTACHING).flatMap(([type, properties]) =>
    app.ofType(type).flatMap((by) => properties.flatMap((at) => namedIn(by, at))),
  );
  return groupedBy(all);
});

/** IAM does not tell names apart by case. */
const keyOf = ({ name, type }: Named): string => `${type} ${name.toLowerCase()}`;

export const mentionsOfNamed = (app: FinalApp, named: Named): Mention[] =>
  (byName(app).get(keyOf(named)) ?? []).filter(({ by }) => isSameAccount(app, by.construct.stack, named.stack));

const named = (app: FinalApp, stack: Stack, value: unknown, at: string): Named => ({
  stack,
  type: typeAt(at) ?? '',
  name: textIn(app, stack)(value),
});

/** What a value in a stack means, in a place such as `Users`. */
export function subjectIn(app: FinalApp, stack: Stack, value: unknown, at: string): Subject {
  const type = typeAt(at);
  return meantBy(app, stack, value, at).find(({ Type }) => Type === type) ?? named(app, stack, value, at);
}

/** The same of a construct, which may be an import of what the app creates. */
export const subjectOf = (app: FinalApp, principal: iam.IUser | iam.IRole | iam.IGroup): Subject =>
  app.find(principal) ?? importedSubject(app, principal);

function importedSubject(app: FinalApp, principal: iam.IUser | iam.IRole | iam.IGroup): Subject {
  const stack = Stack.of(principal);
  const meant = (value: string, at: string) => subjectIn(app, stack, app.render(stack, value), at);
  const [at, name, arn] = namesOf(principal);
  const byArn = meant(arn, at);
  return isNamed(byArn) ? meant(name, at) : byArn;
}

/** The same of an ARN, if it is of the account of the stack. */
export function subjectOfArn(app: FinalApp, stack: Stack, arn: unknown): Subject | undefined {
  const value = app.render(stack, arn);
  const [made] = meantBy(app, stack, value, 'Arn');
  const [{ account, name, type } = { name: '' } as Meaning] = meaningsOf(textIn(app, stack)(value));
  return made ?? (type && isSameAccount(app, stack, stack, account) ? { stack, type, name } : undefined);
}

/** The property of such a resource, with the name and the ARN of a construct. */
export const namesOf = (principal: iam.IUser | iam.IRole | iam.IGroup): readonly [at: string, name: string, arn: string] =>
  'userName' in principal
    ? ['UserName', principal.userName, principal.userArn]
    : 'roleName' in principal
      ? ['RoleName', principal.roleName, principal.roleArn]
      : ['GroupName', principal.groupName, principal.groupArn];
