import { plain, token } from '../policy/text';
import { GRANTS, IN_CLUSTER, mappedIn } from '../synth/giving';
import { visitRendered } from '../synth/visit-rendered';
import { placeOf } from './elsewhere';
import type { Resource } from './names';
import { shareAccount } from './places';
import { nameOf, type Principal } from './principals';
import type { Resources } from './resources';

/** A property of a resource that lets the principal use something, or hands its credentials out. */
export interface Referred {
  readonly by: string;
  readonly what: string;
}

const HANDING = [
  { type: 'AWS::IAM::InstanceProfile', at: /^Roles\b/, what: 'instances' },
  { type: 'AWS::EKS::PodIdentityAssociation', at: /^(RoleArn|TargetRoleArn)\b/, what: 'pods' },
  { type: 'AWS::RolesAnywhere::Profile', at: /^RoleArns\b/, what: 'holders of certificates' },
];

/** What services let the principal use, because a resource of the app names it. */
export const usesOf = (resources: Resources, principal: Principal): Referred[] => [
  ...GRANTS.flatMap((one) => naming(resources, principal, one)),
  ...IN_CLUSTER.flatMap((one) => naming(resources, principal, one, (by) => mappedIn(rendered(resources, by)).map((map) => plain(map)))),
];

/** Who else gets its credentials, if its trust policy allows them. */
export const handedTo = (resources: Resources, principal: Principal): Referred[] =>
  principal.kind === 'role' ? [...HANDING.flatMap((one) => naming(resources, principal, one)), ...assignedTo(resources, principal)] : [];

/** To whom IAM Identity Center gives a permission set, and in which account. */
function assignedTo(resources: Resources, { set }: Principal): Referred[] {
  const arn = set && token({ 'Fn::GetAtt': [set.path, 'PermissionSetArn'] });
  const assignments = resources
    .ofType('AWS::SSO::Assignment')
    .filter((one) => arn && resources.texts(one, 'PermissionSetArn').includes(arn));
  return assignments.map((one) => {
    const [kind, who, where] = ['PrincipalType', 'PrincipalId', 'TargetId'].map((name) => resources.texts(one, name).join(' or '));
    return { by: placeOf(one), what: `${kind.toLowerCase()} ${who} in account ${where}` };
  });
}

const rendered = (resources: Resources, by: Resource) => resources.render(by.template, by.properties);

function naming(
  resources: Resources,
  principal: Principal,
  { at, type, what }: { readonly type: string; readonly at: RegExp; readonly what: string },
  within?: (by: Resource) => unknown,
): Referred[] {
  const { arn, template } = principal;
  const name = nameOf(resources, principal);
  const isMeant = (text: string, by: Resource) =>
    (text === name && shareAccount(by.template, template)) ||
    text.split(arn).some((rest, index) => index > 0 && !/^[\w+=,.@/-]/.test(rest));
  return resources.ofType(type).flatMap((by) => {
    let found = false;
    visitRendered(within?.(by) ?? rendered(resources, by), (text, place) => {
      found ||= typeof text === 'string' && (within !== undefined || at.test(place)) && isMeant(text, by);
    });
    return found ? [{ by: placeOf(by), what }] : [];
  });
}
