import { evaluate } from './evaluate';
import { OPEN } from './open';
import type { Cause, Decision, Json, Policy, Principal, Request } from './request';
import { contextOfService, without } from './service-context';
import { isToken, symbols, token } from './text';
import { ANY, type Assumption } from './trust';
import { agreed, MFA, TIME, timesToAsk, WITHOUT_MFA } from './ways';

// Decides the calls by which somebody assumes a role.

/** Keys of credentials of IAM, and what only services have: .../IAM/latest/UserGuide/reference_policies_condition-keys.html, read 2026-12-01. */
const OF_CREDENTIALS = without([
  'aws:PrincipalArn',
  'aws:PrincipalOrgID',
  'aws:PrincipalOrgPaths',
  'aws:username',
  'aws:MultiFactorAuthPresent',
  'aws:MultiFactorAuthAge',
]);
const OF_NO_SERVICE = { ...without(['aws:PrincipalServiceName', 'aws:PrincipalServiceNamesList']), 'aws:PrincipalIsAWSService': 'false' };
const OF_NO_SOURCE = without(['aws:SourceAccount', 'aws:SourceArn', 'aws:SourceOrgID', 'aws:SourceOrgPaths']);

/** What every call of a way has, or certainly lacks. A provider vouches for somebody who has no credentials yet. */
function knownOf({ kind, name }: Assumption): Request['context'] {
  const ofKind = {
    AWS: { ...OF_NO_SERVICE, ...OF_NO_SOURCE },
    Federated: {
      ...OF_CREDENTIALS,
      ...OF_NO_SERVICE,
      ...OF_NO_SOURCE,
      'aws:PrincipalAccount': 'anonymous',
      'aws:PrincipalType': 'Anonymous',
    },
    Service: {
      ...OF_CREDENTIALS,
      ...contextOfService(name),
      'aws:PrincipalType': null,
      'aws:PrincipalServiceNamesList': [name, token({ Service: 'names' })],
    },
  };
  return { 'aws:SecureTransport': 'true', ...ofKind[kind] };
}

/** The software of a vendor, which is known by an external id, has no MFA. */
export const isSoftware = ({ carries, kind, name }: Assumption): boolean =>
  kind === 'AWS' && name !== '*' && Object.keys(carries).some((key) => key.toLowerCase() === 'sts:externalid');

const isMfa = (key: string): boolean => key.toLowerCase() === MFA.toLowerCase();

/** Whether it is a statement that would allow a way, but asks for what its calls certainly do not carry. */
export function asksInVain(way: Assumption, { conditions, effect, elements }: Cause): boolean {
  const known = new Set(Object.keys(knownOf(way)).map((key) => key.toLowerCase()));
  const isCertain = (key: string) => known.has(key.toLowerCase()) || TIME.test(key) || (isMfa(key) && isSoftware(way));
  return way.name !== '*' && effect === 'Allow' && elements.join() === 'Condition' && conditions.some(({ key }) => isCertain(key));
}

/** A role that is assumed, and what has a say in it. */
export interface Assumed {
  readonly trust: Policy;
  readonly arn: Json;
  /** Its account. */
  readonly owner: string;
  /** What denies it beside the trust policy. */
  readonly above?: readonly Policy[];
  /** The tags of the role that policies ask for. */
  readonly tags?: Request['context'];
  /** What services say of the organization for which they call, if they do: that of the role, because others cannot pass it to a service. */
  readonly source?: Request['context'];
}

/** Decides the calls of a way. `ofOrganization`: what is known of principals of another account, or of the same one. */
export function decisionsOn(
  { above = [], arn: role, owner, source, tags, trust }: Assumed,
  way: Assumption,
  ofOrganization: (isStranger: boolean) => Request['context'],
): (Request & { readonly decision: Decision })[] {
  const { account = '', actions, kind, name } = way;
  const isKnown = kind === 'AWS' && !symbols(account).some(isToken);
  const asked = Object.entries(way.carries).filter(([key]) => !isMfa(key) || !isSoftware(way));
  const [known, carries] = [knownOf(way), { ...(isKnown && ofOrganization(account !== owner)), ...Object.fromEntries(asked) }];
  const context = { ...tags, ...(name === '*' ? { ...known, ...carries } : { ...carries, ...known }) }; // everyone may be a service, too
  const named = { 'aws:SourceAccount': owner, ...source, ...carries };
  const sources = kind === 'Service' ? [OF_NO_SOURCE, Object.fromEntries(Object.entries(named).filter(([key]) => SOURCE.test(key)))] : [];
  return actions.map((action) => {
    const request = { principal: callerOf(way), action, resource: role, account: owner, context };
    const ask = (one: Request['context'] = {}) =>
      evaluate({ ...request, context: { ...context, ...one } }, { identity: [OPEN, ...above], trust: [trust] });
    return { ...request, decision: agreed(ask(), (decision) => waysIn(way, decision, sources).map(ask)) };
  });
}

/** Keys that tell for whom a service calls. */
const SOURCE = /^aws:Source(Account|Arn|Org)/i;

/** When, with which credentials, and for whom the calls are made, as far as the decision depends on it. */
function waysIn(way: Assumption, { because, effect }: Decision, sources: readonly Request['context'][]): Request['context'][] {
  const conditions = effect === 'unknown' ? because.flatMap((cause) => cause.conditions) : [];
  const asksFor = (isOne: (key: string) => boolean) => conditions.some(({ key }) => isOne(key));
  const ofMfa = isSoftware(way) && asksFor(isMfa) ? WITHOUT_MFA.map((value) => ({ [MFA]: value })) : [{}];
  const ofSource = asksFor((key) => SOURCE.test(key)) && sources.length > 0 ? sources : [{}];
  const ways = [...ofMfa, ...ofSource].filter((one) => Object.keys(one).length > 0);
  return (ways.length > 0 ? ways : [{}])
    .flatMap((one) => timesToAsk(conditions).map((time) => ({ ...one, ...time })))
    .filter((one) => Object.keys(one).length > 0);
}

function callerOf({ account = '', kind, name }: Assumption): Principal {
  if (kind !== 'AWS') {
    return { type: kind, arn: name, account };
  }
  const isOne = name.startsWith('arn:') && !name.endsWith(':root');
  const arn = isOne ? name : `arn:${token({ Ref: 'AWS::Partition' })}:iam::${account}:role/${ANY}`;
  return { type: name.includes(':user/') ? 'User' : 'AssumedRole', arn, account };
}
