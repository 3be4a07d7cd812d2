import { isNothing, partsOf } from '../policy/document';
import { type Attached, madeBy } from './attached';
import { boundaryOf } from './boundary';
import { isSure } from './existence';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { type Mention, Mentions } from './mentions';
import { mentionsByName } from './named-mentions';
import { once } from './once';
import { type PlacedStatement, perhapsAll, placedIn, statementsAt } from './placed-statement';
import { isDenial, statementsOfAws } from './policies-of-aws';
import { isNamed, mentionsOfNamed, type Subject, subjectIn } from './subjects';

/** All permissions of a principal that the app shows. */
export interface PrincipalPolicies {
  /** Its own statements, and those of its groups. */
  readonly statements: readonly PlacedStatement[];
  /** The statements of its permissions boundary; undefined if it has none. */
  readonly boundary?: readonly PlacedStatement[];
  /** Managed policies, groups and the principal itself if the app does not create them, as written in the template: what else they say is unknown. */
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
  /** Those of them that the deployment is certain to attach. */
  readonly certain: ReadonlySet<FinalResource>;
  /** Those inside the principal itself. */
  readonly inline: readonly PlacedStatement[];
  /** Managed policies that the app does not create. */
  readonly managed: readonly Attached[];
  /** The statements of those that are known to deny something. */
  readonly denials: readonly PlacedStatement[];
  readonly groups: readonly Attached[];
}

/** Everything that gives permissions to a user, role or group, as far as the app shows it. */
export const attachmentsOf = once((app, subject: Subject): Attachments => {
  const attached = mentionsOf(app, subject);
  const elsewhere = attached.filter(({ at, by }) => ATTACHED[by.Type]?.test(at));
  const { Groups, ManagedPolicyArns, Policies } = isNamed(subject) ? ({} as FinalResource['Properties']) : subject.Properties;
  const made = (values: unknown) => partsOf(values).map(({ sure, value }) => madeBy(app, subject as FinalResource, value, sure));
  const managed = made(ManagedPolicyArns);
  const ofAws = isNamed(subject) ? [] : managed.flatMap((one) => statementsOfAws(app, subject, one));
  const named = [
    ...managed.flatMap(({ resource, sure }) => (resource ? { resource, sure } : [])),
    ...elsewhere.map((mention) => ({ resource: mention.by, sure: isSure(app, mention, isNamed(subject) ? [] : [subject]) })),
  ];
  return {
    policies: [...new Set(named.map(({ resource }) => resource))],
    certain: new Set(named.flatMap(({ resource, sure }) => (sure ? resource : []))),
    inline: partsOf(Policies, 'Policies').flatMap(({ at, sure, value }) => {
      const { PolicyDocument } = value as { PolicyDocument?: unknown };
      return placedIn(subject as FinalResource, PolicyDocument, `${at}.PolicyDocument`, sure);
    }),
    managed: managed.filter(({ resource }) => !resource),
    denials: ofAws.filter(({ statement }) => statement.Effect === 'Deny'),
    groups: [...made(Groups), ...membershipsIn(app, subject, attached)],
  };
});

/** All permissions of a user, role or group, as far as the app shows them. */
export const policiesOf = once((app, subject: Subject): PrincipalPolicies => {
  const boundary = isNamed(subject) ? undefined : subject.Properties.PermissionsBoundary;
  const isBounded = !isNothing(boundary);
  const { certain, denials, groups, inline, managed, policies } = attachmentsOf(app, subject);
  const ofGroups = groups.map(({ by, resource, sure, value }) => {
    const all = policiesOf(app, resource ?? subjectIn(app, by.construct.stack, value, 'Groups'));
    return { ...all, statements: sure ? all.statements : perhapsAll(all.statements) };
  });
  const ofPolicies = policies.map((one) => (certain.has(one) ? statementsAt(one) : perhapsAll(statementsAt(one))));
  const bounding = isNamed(subject) || !isBounded ? [] : boundaryOf(app, subject, boundary);
  return {
    statements: [...inline, ...denials, ...ofPolicies.flat(), ...ofGroups.flatMap(({ statements }) => statements)],
    boundary: isBounded ? bounding : undefined,
    unknown: [
      ...(isNamed(subject) ? [subject.name] : []),
      ...managed.map(({ value }) => value).filter((value) => !isDenial(app, subject, value)),
      ...(isBounded && bounding.length === 0 ? [boundary] : []),
      ...ofGroups.flatMap(({ unknown }) => unknown),
    ],
  };
});

const mentionsOf = (app: FinalApp, subject: Subject): Mention[] =>
  isNamed(subject) ? mentionsOfNamed(app, subject) : namedIn(app, subject);

/** Where a resource is mentioned elsewhere: by a reference, by its fixed name, or by an ARN with that name. */
export const namedIn = once((app, resource: FinalResource): Mention[] => {
  const mentions = [...Mentions.of(app).to(resource.construct), ...mentionsByName(app, resource)];
  return mentions.filter(({ by }) => by !== resource);
});

/** The groups that separate resources add a user to. */
function membershipsIn(app: FinalApp, subject: Subject, mentions: readonly Mention[]): Attached[] {
  const additions = mentions.filter(({ at, by }) => by.Type === 'AWS::IAM::UserToGroupAddition' && at.startsWith('Users'));
  return additions.map((mention) =>
    madeBy(app, mention.by, mention.by.Properties.GroupName, isSure(app, mention, isNamed(subject) ? [] : [subject])),
  );
}
