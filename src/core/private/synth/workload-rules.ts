import { HANDED_BY, type HandedBy } from '../env/shared-principals';
import type { Json } from '../policy/request';
import { isToken, plain, symbols, textOf } from '../policy/text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { knownIn } from './known-names';
import type { ReferenceRule } from './reference-rule';

export const FURTHER_CREDENTIALS = 'cdk-vendor-access:core.furtherCredentials';

const OF_PODS = { to: 'role', type: 'AWS::EKS::PodIdentityAssociation', id: FURTHER_CREDENTIALS } as const;
const GET_IT = 'pods that get the role, if its trust policy allows Amazon EKS';

/** What hands a role to software in the account. The one that the user creates for the workload of the role is meant. */
export const HANDING_RULES: readonly ReferenceRule[] = [
  {
    to: 'role',
    type: 'AWS::IAM::InstanceProfile',
    at: /^Roles\b/,
    if: (by, _, role) => !meant(by, role),
    id: FURTHER_CREDENTIALS,
    why: 'instances that get the role, if its trust policy allows Amazon EC2: everyone on them has the permissions of the vendor',
  },
  { ...OF_PODS, at: /^RoleArn\b/, if: (by, _, role) => !meant(by, role), why: GET_IT },
  { ...OF_PODS, at: /^TargetRoleArn\b/, why: GET_IT },
  {
    ...OF_PODS,
    at: /^RoleArn\b/,
    if: (by, _, role, app) => isForOthers(app, by, role),
    why: 'the role refuses these pods, because it trusts another cluster, region, namespace or service account',
  },
  {
    ...OF_PODS,
    at: /^RoleArn\b/,
    if: (by, _, role) => meant(by, role) !== undefined && `${by.Properties.DisableSessionTags}` === 'true',
    why: 'the role refuses these pods, because it trusts session tags only: remove DisableSessionTags',
  },
];

/** What the role is made for, if that is a resource of this type. */
function meant(by: FinalResource, role: FinalResource): HandedBy | undefined {
  const handedBy = HANDED_BY.get(role.construct);
  return handedBy?.type === by.Type ? handedBy : undefined;
}

/** Whether something differs that is known on both sides. */
function isForOthers(app: FinalApp, by: FinalResource, role: FinalResource): boolean {
  const handedBy = meant(by, role);
  if (!handedBy) {
    return false;
  }
  const { properties, region = role.construct.stack.region } = handedBy;
  const text = ({ construct }: FinalResource, value: unknown) =>
    textOf(plain(app.render(construct, value) as Json, knownIn(app, construct.stack)));
  const pairs = Object.entries(properties).map(([name, value]) => [text(role, value), text(by, by.Properties[name])]);
  return [...pairs, [text(role, region), text(by, by.construct.stack.region)]].some(
    ([one, other]) => one !== other && !symbols(one + other).some(isToken),
  );
}
