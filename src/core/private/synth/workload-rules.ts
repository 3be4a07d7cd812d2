import { HANDED_BY, type HandedBy } from '../env/shared-principals';
import { isNothing, objectOf, partsOf } from '../policy/document';
import type { Json } from '../policy/request';
import { hasToken, plain, textOf } from '../policy/text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { knownIn } from './known-names';
import type { ReferenceRule } from './reference-rule';
import { meantBy } from './resource-names';

export const FURTHER_CREDENTIALS = 'cdk-vendor-access:core.furtherCredentials';

export const OF_PODS = { to: 'role', type: 'AWS::EKS::PodIdentityAssociation', id: FURTHER_CREDENTIALS } as const;
const OF_ADD_ON = { ...OF_PODS, type: 'AWS::EKS::Addon', at: /^PodIdentityAssociations\b/ } as const;
const NOWHERE = /(?!)/;
export const BY_CERTIFICATE = 'holders of certificates that get the role, if its trust policy allows IAM Roles Anywhere';
export const GET_IT = 'pods that get the role, if its trust policy allows Amazon EKS';

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
  {
    ...OF_PODS,
    at: /^RoleArn\b/,
    if: (by, _, role) => meant(by, role) !== undefined && !isNothing(by.Properties.TargetRoleArn),
    why: 'the pods get the permissions of the target role in place of those of the role (TargetRoleArn)',
  },
  {
    ...OF_PODS,
    at: NOWHERE,
    every: () => true,
    if: (by, _, role, app) => takesPodsOf(app, by, role),
    why: 'it gives the pods of the role another role, and EKS takes one association for each service account',
  },
  {
    ...OF_ADD_ON,
    if: (_, __, role) => podsOf(role) === undefined,
    why: GET_IT,
  },
  {
    ...OF_ADD_ON,
    if: (by, _, role, app) => associationsOf(app, by, role).some((one) => isForOthers(app, { ...by, Properties: one }, role)),
    why: 'the role refuses the pods of the add-on, because it trusts another cluster, region, namespace or service account',
  },
];

/** What the role is made for, if that is a resource of this type. */
function meant(by: FinalResource, role: FinalResource): HandedBy | undefined {
  const handedBy = HANDED_BY.get(role.construct);
  return handedBy?.type === by.Type ? handedBy : undefined;
}

/** The pods that the role is made for. */
function podsOf({ construct }: FinalResource): HandedBy | undefined {
  const handedBy = HANDED_BY.get(construct);
  return handedBy?.type === OF_PODS.type ? handedBy : undefined;
}

/** What the association names, and the role trusts. An add-on does not always say its namespace. */
function pairsOf(app: FinalApp, by: FinalResource, role: FinalResource): [string, string][] {
  const { properties = {}, region = role.construct.stack.region } = podsOf(role) ?? {};
  const text = ({ construct }: FinalResource, value: unknown) =>
    textOf(plain(app.render(construct, value) as Json, knownIn(app, construct.stack)));
  const named = Object.entries(properties).filter(([name]) => by.Type === OF_PODS.type || by.Properties[name] !== undefined);
  return [
    ...named.map(([name, value]): [string, string] => [text(role, value), text(by, by.Properties[name])]),
    [text(role, region), text(by, by.construct.stack.region)],
  ];
}

const isKnown = (pair: readonly string[]): boolean => !pair.some(hasToken);

/** Whether something differs that is known on both sides. */
const isForOthers = (app: FinalApp, by: FinalResource, role: FinalResource): boolean =>
  podsOf(role) !== undefined && pairsOf(app, by, role).some((pair) => pair[0] !== pair[1] && isKnown(pair));

/** Whether it is for the same pods, with another role of the app, or one that has a name of its own. */
function takesPodsOf(app: FinalApp, by: FinalResource, role: FinalResource): boolean {
  const isSame = podsOf(role) !== undefined && pairsOf(app, by, role).every(([one, other]) => one === other);
  const { stack } = by.construct;
  const [other] = isSame ? meantBy(app, stack, by.Properties.RoleArn, 'Arn') : [];
  return isSame && (other ? other.construct !== role.construct : isKnown([textOf(plain(by.Properties.RoleArn, knownIn(app, stack)))]));
}

/** The associations of an add-on with the role, with what the add-on says of them. */
function associationsOf(
  app: FinalApp,
  { construct: { stack }, Properties }: FinalResource,
  role: FinalResource,
): FinalResource['Properties'][] {
  const { ClusterName, NamespaceConfig, PodIdentityAssociations } = Properties;
  const all = partsOf(PodIdentityAssociations).flatMap(({ value }) => (objectOf(value) as FinalResource['Properties'] | undefined) ?? []);
  const own = all.filter(({ RoleArn }) => meantBy(app, stack, RoleArn, 'Arn').some(({ construct }) => construct === role.construct));
  return own.map(({ ServiceAccount }) => ({ ClusterName, Namespace: NamespaceConfig?.Namespace, ServiceAccount }));
}
