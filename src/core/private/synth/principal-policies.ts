import type { BucketPolicyStatement } from '../model/bucket-profile';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { type Mention, Mentions } from './mentions';
import { Targets } from './targets';

/** A statement as it will be deployed, and where it comes from. */
export interface PlacedStatement {
  readonly statement: BucketPolicyStatement;
  readonly by: FinalResource;
  /** Where in its properties: `PolicyDocument.Statement.2`. */
  readonly at: string;
}

/** What a principal may do in the end, as far as the app says it. */
export interface PrincipalPolicies {
  /** Its own, and those of its groups. */
  readonly statements: readonly PlacedStatement[];
  /** Those of its permissions boundary; undefined if it has none. */
  readonly boundary?: readonly PlacedStatement[];
  /** Managed policies and groups that the app does not make: as they stand in the template. Their statements are not known. */
  readonly unknown: readonly unknown[];
}

/** Where each type of policy names whom it is attached to. */
const ATTACHED: Record<string, RegExp> = {
  'AWS::IAM::Policy': /^(Users|Groups|Roles)\b/,
  'AWS::IAM::ManagedPolicy': /^(Users|Groups|Roles)\b/,
  'AWS::IAM::UserPolicy': /^UserName$/,
  'AWS::IAM::GroupPolicy': /^GroupName$/,
  'AWS::IAM::RolePolicy': /^RoleName$/,
};

/** What a user, role or group of the app may do in the end. */
export function policiesOf(app: FinalApp, principal: FinalResource): PrincipalPolicies {
  const { Groups, ManagedPolicyArns, PermissionsBoundary } = principal.Properties;
  const groups = [...listed(Groups), ...membershipsOf(app, principal)].map((value) => madeBy(app, principal, value));
  const managed = listed(ManagedPolicyArns).map((value) => madeBy(app, principal, value));
  const attached = namedIn(app, principal).filter(({ at, by }) => ATTACHED[by.Type]?.test(at));
  const ofGroups = groups.flatMap(({ resource }) => (resource ? policiesOf(app, resource) : []));
  const bounding = PermissionsBoundary && madeBy(app, principal, PermissionsBoundary).resource;
  const policies = new Set([...managed.flatMap(({ resource }) => resource ?? []), ...attached.map(({ by }) => by)]);
  return {
    statements: [
      ...listed(principal.Properties.Policies).flatMap((_, index) => statementsAt(principal, `Policies.${index}.PolicyDocument`)),
      ...[...policies].flatMap((policy) => statementsAt(policy)),
      ...ofGroups.flatMap(({ statements }) => statements),
    ],
    boundary: PermissionsBoundary && (bounding ? statementsAt(bounding) : []),
    unknown: [
      ...[...groups, ...managed].filter(({ resource }) => !resource).map(({ value }) => value),
      ...(PermissionsBoundary && !bounding ? [PermissionsBoundary] : []),
      ...ofGroups.flatMap(({ unknown }) => unknown),
    ],
  };
}

/** Where a principal is named, by a reference or by the name that it was given. */
export function namedIn(app: FinalApp, principal: FinalResource): Mention[] {
  const { GroupName, RoleName, UserName } = principal.Properties;
  const name: unknown = UserName ?? RoleName ?? GroupName;
  const mentions = Mentions.of(app);
  const byName = typeof name === 'string' ? mentions.naming(name).filter(({ text = '' }) => text.toLowerCase() === name.toLowerCase()) : [];
  return [...mentions.to(principal.construct), ...byName].filter(({ by }) => by !== principal);
}

/** The groups that a user was added to by a resource of its own. */
function membershipsOf(app: FinalApp, user: FinalResource): unknown[] {
  const additions = namedIn(app, user).filter(({ at, by }) => by.Type === 'AWS::IAM::UserToGroupAddition' && at.startsWith('Users'));
  return additions.map(({ by }) => by.Properties.GroupName);
}

/** The group or policy of the app that a value means: by a reference, or by its name or ARN. */
function madeBy(app: FinalApp, by: FinalResource, value: unknown): { readonly value: unknown; readonly resource?: FinalResource } {
  const mentions = Mentions.of(app);
  if (typeof value === 'string') {
    const name = value.slice(value.lastIndexOf('/') + 1).toLowerCase();
    const named = mentions.naming(name).find(({ at, text }) => /^(GroupName|ManagedPolicyName)$/.test(at) && text?.toLowerCase() === name);
    return { value, resource: named?.by };
  }
  const target = typeof value === 'object' && value !== null ? Targets.of(app).find(by.construct.stack, value) : undefined;
  return { value, resource: target && app.find(target.element) };
}

/** The statements of a policy document in a resource. */
export function statementsAt(by: FinalResource, at = 'PolicyDocument'): PlacedStatement[] {
  const document = at.split('.').reduce((value, key) => value?.[key], by.Properties);
  return listed(document?.Statement).map((statement, index) => ({ statement, by, at: `${at}.Statement.${index}` }));
}

// biome-ignore lint/suspicious/noExplicitAny: the shape is CloudFormation's
const listed = (value: unknown): any[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
