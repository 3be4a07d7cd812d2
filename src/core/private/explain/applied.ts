import { onlyDenies, policyOfAws } from '../policy/aws-policies';
import { objectOf, partsOf, statementsIn } from '../policy/document';
import { documentIn } from '../policy/document-text';
import type { Policy } from '../policy/request';
import { plain, textOf } from '../policy/text';
import { limitOf, NOTHING, perhaps } from '../synth/either';
import { decidingOn, together } from './conditions';
import type { Resource } from './names';
import { shareAccount } from './places';
import { existence, groupsOf, nameOf, type Principal, whenOf } from './principals';
import type { Resources } from './resources';

/** A policy that applies, and the resource of the app that has it. Without a document, nobody knows what is in it. */
export interface Applied extends Policy {
  readonly by?: Resource;
}

export interface AppliedPolicies {
  readonly identity: readonly Applied[];
  readonly boundary: readonly Applied[];
}

export const POLICIES = [
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::UserPolicy',
  'AWS::IAM::GroupPolicy',
  'AWS::IAM::RolePolicy',
];

/** Every policy of a principal that the app shows. */
export function policiesOf(resources: Resources, principal: Principal): AppliedPolicies {
  const { attached: more, kind, name, resource } = principal;
  const attached = attachedTo(resources, kind === 'user' ? /^User/ : /^Role/, nameOf(resources, principal), principal);
  const groups = kind === 'user' ? groupsOf(resources, principal) : [];
  const ofGroups = groups.flatMap(({ text, when }) => ofGroup(resources, text, principal).map((one) => only(when, one)));
  if (!resource) {
    const ofSet = more ? [documentOf(resources, more)] : [];
    return {
      identity: [...attached, ...ofSet, ...ofGroups, { origin: `what else the ${kind} '${name}' has, outside this app` }],
      boundary: [],
    };
  }
  const boundary = resource.properties.PermissionsBoundary ? boundaryOf(resources, resource) : [];
  const all = [...attached, ...inside(resources, resource), ...ofGroups];
  return { identity: [...new Map(all.map((one) => [one.origin, one])).values()], boundary };
}

/** Of one that the deployment may leave out, or replace, what applies in any case limits. */
function boundaryOf(resources: Resources, resource: Resource): Applied[] {
  const [first, ...others] = resources.listed(resource, 'PermissionsBoundary');
  if (!first || (first.when === undefined && others.length === 0)) {
    return first ? [managed(resources, first.text, 'permissions boundary ')] : [];
  }
  const of = (value: unknown) => managed(resources, textOf(value));
  const all = [first, ...others].map(({ text }) => of(text));
  const document = all.some((one) => one.document === undefined)
    ? undefined
    : limitOf(resources.property(resource, 'PermissionsBoundary'), (value) => of(value).document);
  return [{ origin: `permissions boundary ${all.map(({ origin }) => origin).join(' or ')}`, document }];
}

function ofGroup(resources: Resources, name: string, user: Principal): Applied[] {
  const group = resources.named('AWS::IAM::Group', name, user.template);
  return [
    ...attachedTo(resources, /^Group/, name, { ...user, resource: group }),
    ...(group ? inside(resources, group) : [{ origin: `group '${name}', which this app does not create` }]),
  ];
}

/** Policies of the account that name the principal. */
function attachedTo(resources: Resources, list: RegExp, name: string, { resource, template }: Principal): Applied[] {
  return resources.ofType(...POLICIES).flatMap((one) => {
    const lists = Object.keys(one.properties).filter((property) => list.test(property));
    const naming = lists.flatMap((property) => resources.listed(one, property)).filter(({ text }) => text === name);
    return naming.length > 0 && shareAccount(one.template, template)
      ? [only(together(existence(resources, one, resource), whenOf(naming)), documentOf(resources, one))]
      : [];
  });
}

/** Policies that the principal has or names. */
function inside(resources: Resources, resource: Resource): Applied[] {
  const named = resources.listed(resource, 'ManagedPolicyArns');
  return [...inlineOf(resources, resource), ...named.map(({ text, when }) => only(when, managed(resources, text)))];
}

/** On a condition, if there is one. */
export const only = (when: string | undefined, one: Applied): Applied =>
  when === undefined || one.document === undefined ? one : { ...one, document: perhaps(one.document, NOTHING, when) };

export function inlineOf(resources: Resources, resource: Resource): Applied[] {
  const all = resources.property(resource, 'Policies');
  return partsOf(all).map(({ at, sure, value }) => {
    const { PolicyDocument, PolicyName } = objectOf(value) ?? {};
    const name = PolicyName === undefined ? 'what the deployment decides of its inline policies' : `inline policy ${textOf(PolicyName)}`;
    return only(sure ? undefined : decidingOn(all, at), { origin: `${resource.path}, ${name}`, document: PolicyDocument, by: resource });
  });
}

/** Of policies of AWS, only those are shown that are known word by word. */
function managed(resources: Resources, arn: string, what = ''): Applied {
  const found = resources.ofType('AWS::IAM::ManagedPolicy').find((one) => resources.arnOf(one) === arn);
  const { document } = policyOfAws(arn) ?? {};
  const isShown = onlyDenies(document ? statementsIn(document).map(({ statement }) => statement ?? {}) : []);
  return found ? documentOf(resources, found) : { origin: `${what}${arn}`, document: isShown ? document : undefined };
}

export const documentOf = (resources: Resources, by: Resource, property = 'PolicyDocument'): Applied => ({
  origin: by.path,
  document: plain(documentIn(resources.property(by, property))),
  by,
});
