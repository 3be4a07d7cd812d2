import { onlyDenies, policyOfAws } from '../policy/aws-policies';
import { statementsIn } from '../policy/document';
import { documentIn } from '../policy/document-text';
import type { Policy } from '../policy/request';
import { plain, textOf } from '../policy/text';
import type { Any } from './assembly';
import type { Resource } from './names';
import { groupsOf, type Principal } from './principals';
import type { Resources } from './resources';

/** A policy that applies, and the resource of the app that has it. Without a document, nobody knows what is in it. */
export interface Applied extends Policy {
  readonly by?: Resource;
}

export interface AppliedPolicies {
  readonly identity: readonly Applied[];
  readonly boundary?: Applied;
}

export const POLICIES = [
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::UserPolicy',
  'AWS::IAM::GroupPolicy',
  'AWS::IAM::RolePolicy',
];

/** Every policy of a principal that the app shows. */
export function policiesOf(resources: Resources, { arn, attached: more, kind, name, resource }: Principal): AppliedPolicies {
  const own = resource ? resources.nameOf(resource) : arn.slice(arn.lastIndexOf('/') + 1);
  const attached = attachedTo(resources, kind === 'user' ? /^User/ : /^Role/, own);
  const groups = kind === 'user' ? groupsOf(resources, own, resource) : [];
  const ofGroups = groups.flatMap((group) => ofGroup(resources, group));
  if (!resource) {
    const ofSet = more ? [documentOf(resources, more)] : [];
    return { identity: [...attached, ...ofSet, ...ofGroups, { origin: `what else the ${kind} '${name}' has, outside this app` }] };
  }
  const boundary = resource.properties.PermissionsBoundary && textOf(resources.property(resource, 'PermissionsBoundary'));
  const all = [...attached, ...inside(resources, resource), ...ofGroups];
  return {
    identity: [...new Map(all.map((one) => [one.origin, one])).values()],
    boundary: boundary && managed(resources, boundary, 'permissions boundary '),
  };
}

function ofGroup(resources: Resources, name: string): Applied[] {
  const group = resources.ofType('AWS::IAM::Group').find((one) => resources.nameOf(one) === name);
  return [
    ...attachedTo(resources, /^Group/, name),
    ...(group ? inside(resources, group) : [{ origin: `group '${name}', which this app does not create` }]),
  ];
}

/** Policies that name the principal. */
function attachedTo(resources: Resources, list: RegExp, name: string): Applied[] {
  const isNamed = (one: Resource) =>
    Object.keys(one.properties).some((property) => list.test(property) && resources.texts(one, property).includes(name));
  return resources
    .ofType(...POLICIES)
    .filter(isNamed)
    .map((one) => documentOf(resources, one));
}

/** Policies that the principal has or names. */
function inside(resources: Resources, resource: Resource): Applied[] {
  return [...inlineOf(resources, resource), ...resources.texts(resource, 'ManagedPolicyArns').map((arn) => managed(resources, arn))];
}

export function inlineOf(resources: Resources, resource: Resource): Applied[] {
  const inline: Any[] = [resources.property(resource, 'Policies') ?? []].flat();
  return inline.map(({ PolicyDocument, PolicyName }) => ({
    origin: `${resource.path}, ${PolicyName === undefined ? 'what the deployment decides of its inline policies' : `inline policy ${textOf(PolicyName)}`}`,
    document: PolicyDocument,
    by: resource,
  }));
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
