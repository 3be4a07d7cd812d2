import type { BucketPolicyStatement } from '../model/bucket-profile';
import { type Attached, madeBy } from './attached';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { type Mention, Mentions } from './mentions';
import { mentionsByName } from './named-mentions';
import { once } from './once';

/** A final statement, and where it comes from. */
export interface PlacedStatement {
  readonly statement: BucketPolicyStatement;
  readonly by: FinalResource;
  /** The position in its properties: `PolicyDocument.Statement.2`. */
  readonly at: string;
}

/** All permissions of a principal that the app shows. */
export interface PrincipalPolicies {
  /** Its own statements, and those of its groups. */
  readonly statements: readonly PlacedStatement[];
  /** The statements of its permissions boundary; undefined if it has none. */
  readonly boundary?: readonly PlacedStatement[];
  /** Managed policies and groups that the app does not create, as written in the template. Their statements are unknown. */
  readonly unknown: readonly unknown[];
}

/** The property of each type of policy that lists the principals it is attached to. */
const ATTACHED: Record<string, RegExp> = {
  'AWS::IAM::Policy': /^(Users|Groups|Roles)\b/,
  'AWS::IAM::ManagedPolicy': /^(Users|Groups|Roles)\b/,
  'AWS::IAM::UserPolicy': /^UserName\b/,
  'AWS::IAM::GroupPolicy': /^GroupName\b/,
  'AWS::IAM::RolePolicy': /^RoleName\b/,
};

/** Everything that gives a principal permissions. */
export interface Attachments {
  /** Policies of the app, inline and managed, including those attached elsewhere. */
  readonly policies: readonly FinalResource[];
  /** Those inside the principal itself. */
  readonly inline: readonly PlacedStatement[];
  /** Managed policies that the app does not create. */
  readonly managed: readonly Attached[];
  readonly groups: readonly Attached[];
}

/** Everything that gives permissions to a user, role or group of the app. */
export const attachmentsOf = once((app, principal: FinalResource): Attachments => {
  const { Groups, ManagedPolicyArns, Policies } = principal.Properties;
  const managed = present(ManagedPolicyArns).map((value) => madeBy(app, principal, value));
  const attached = namedIn(app, principal).filter(({ at, by }) => ATTACHED[by.Type]?.test(at));
  return {
    policies: [...new Set([...managed.flatMap(({ resource }) => resource ?? []), ...attached.map(({ by }) => by)])],
    inline: listed(Policies).flatMap((_, index) => statementsAt(principal, `Policies.${index}.PolicyDocument`)),
    managed: managed.filter(({ resource }) => !resource),
    groups: [...present(Groups).map((value) => madeBy(app, principal, value)), ...membershipsOf(app, principal)],
  };
});

/** All permissions of a user, role or group of the app. */
export const policiesOf = once((app, principal: FinalResource): PrincipalPolicies => {
  const { PermissionsBoundary } = principal.Properties;
  const { groups, inline, managed, policies } = attachmentsOf(app, principal);
  const ofGroups = groups.flatMap(({ resource }) => (resource ? policiesOf(app, resource) : []));
  const bounding = PermissionsBoundary && madeBy(app, principal, PermissionsBoundary).resource;
  return {
    statements: [...inline, ...policies.flatMap((policy) => statementsAt(policy)), ...ofGroups.flatMap(({ statements }) => statements)],
    boundary: PermissionsBoundary && (bounding ? statementsAt(bounding) : []),
    unknown: [
      ...[...groups.filter(({ resource }) => !resource), ...managed].map(({ value }) => value),
      ...(PermissionsBoundary && !bounding ? [PermissionsBoundary] : []),
      ...ofGroups.flatMap(({ unknown }) => unknown),
    ],
  };
});

/** Where a resource is mentioned elsewhere: by a reference, by its fixed name, or by an ARN with that name. */
export const namedIn = once((app, resource: FinalResource): Mention[] => {
  const mentions = [...Mentions.of(app).to(resource.construct), ...mentionsByName(app, resource)];
  return mentions.filter(({ by }) => by !== resource);
});

/** The groups that a separate resource adds a user to. */
function membershipsOf(app: FinalApp, user: FinalResource): Attached[] {
  const additions = namedIn(app, user).filter(({ at, by }) => by.Type === 'AWS::IAM::UserToGroupAddition' && at.startsWith('Users'));
  return additions.map(({ by }) => madeBy(app, by, by.Properties.GroupName));
}

/** The statements of a policy document in a resource. */
export function statementsAt(by: FinalResource, at = 'PolicyDocument'): PlacedStatement[] {
  const document = at.split('.').reduce((value, key) => value?.[key], by.Properties);
  return listed(document?.Statement).map((statement, index) => ({ statement, by, at: `${at}.Statement.${index}` }));
}

// biome-ignore lint/suspicious/noExplicitAny: the shape is CloudFormation's
const listed = (value: unknown): any[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

const present = (value: unknown): unknown[] => listed(value).filter((one) => one?.Ref !== 'AWS::NoValue');
