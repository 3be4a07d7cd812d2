import { matches } from './pattern';
import { type PreparedRequest, prepare } from './prepared-request';
import { type Cause, type Decision, KINDS, type Policies, type Policy, type PolicyKind, type Request } from './request';
import { type Judged, judged } from './statement';
import { all, any, type Truth } from './text';

/**
 * Decides whether a request is allowed (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html). Ignores
 * service and resource control policies and KMS grants, because templates do not show all of them.
 */
export function evaluate(request: Request, policies: Policies): Decision {
  const asked = prepare(request, (policies.boundary ?? []).length > 0);
  const asks = policiesFor(asked, policies);
  const statements = KINDS.flatMap((kind) => asks[kind].flatMap((one) => judged(kind, one, asked)));

  const denials = statements.filter(({ effect }) => effect !== 'Allow');
  const certain = causes(denials, true);
  if (certain.length > 0) {
    return { effect: 'denied', explicit: true, because: certain };
  }
  const allows = statements.filter(({ effect }) => effect !== 'Deny');
  const [allowed, lacking] = granted(allows, asks, asked);
  if (allowed === false) {
    return { effect: 'denied', explicit: false, because: lacking.flatMap((kind) => closest(kind, asks[kind], allows)) };
  }
  const needed = allowed ? [] : allows.filter(({ effect }) => effect); // without an effect, it is among the denials, too
  const open = causes([...denials, ...needed], undefined);
  return allowed && open.length === 0
    ? { effect: 'allowed', explicit: false, because: causes(allows, true) }
    : { effect: 'unknown', explicit: false, because: open };
}

type Asks = Required<Policies>;

/** Kinds that have a say in the calls of one service alone. */
const SERVICES: Readonly<Partial<Record<PolicyKind, string>>> = { bucket: 's3', key: 'kms', secret: 'secretsmanager', trust: 'sts' };

function policiesFor({ action, resource, caller }: PreparedRequest, policies: Policies): Asks {
  const service = resource === '*' ? undefined : action.split(':')[0];
  const nothing = { origin: 'session policy', document: { Statement: [] } };
  const assumed: Partial<Asks> = { key: [{ origin: 'policy of the key' }], session: caller.type === 'FederatedUser' ? [nothing] : [] };
  const of = (kind: PolicyKind) => [policies[kind], assumed[kind]].find((some) => some?.length) ?? [];
  const isAsked = (kind: PolicyKind) => [undefined, service].includes(SERVICES[kind]);
  return Object.fromEntries(KINDS.map((kind) => [kind, isAsked(kind) ? of(kind) : []])) as Asks;
}

/**
 * Whether every policy that must allow the request does, and the kinds that do not. Within an account, an identity policy or that of a bucket or
 * secret is enough, because these trust the account; that of a key or the trust of a role must always allow, at least the account
 * (https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html). Boundaries and session policies do not limit what a bucket or key
 * policy grants to a user or session itself (.../reference_policies_evaluation-logic.html). The policy of an endpoint must always allow; that of a
 * gateway means the root user by an account (.../vpc/latest/privatelink/vpc-endpoints-access.html).
 */
function granted(allows: readonly Judged[], asks: Asks, { caller, account, resource }: PreparedRequest): [Truth, PolicyKind[]] {
  const by = (kind: PolicyKind, level: 0 | 1 | 2 = 2) => {
    const some = allows.filter((one) => one.kind === kind);
    return inEachBranch(some, level) || any(some.map(({ applies }) => applies[level]));
  };
  const limit = (kind: PolicyKind, level?: 1 | 2) => asks[kind].length === 0 || by(kind, level);
  const of = (['key', 'secret', 'trust'] as const).find((kind) => asks[kind].length > 0) ?? 'bucket';
  const same = resource === '*' || matches(account, caller.account, 'none');
  const trusts = of === 'bucket' || of === 'secret' ? same : false;
  const [identity, boundary, session] = [by('identity'), limit('boundary'), limit('session')];
  const endpoint = limit('endpoint', asks.endpoint[0]?.isGateway ? 1 : 2);
  const limited = all([boundary, session]);
  // The policy of the resource names the caller, or its role or user; or the caller has the right, and may use it on the resource.
  const ways = [all([same, by(of, 0)]), all([same, limited, by(of, 1)]), all([limited, identity, any([by(of), trusts])])];
  const needed = { identity: (same && by(of, 1)) || identity, boundary, session, [of]: trusts || by(of), endpoint };
  const lacking = KINDS.filter((kind) => needed[kind] === false);
  return [all([endpoint, any(ways)]), lacking];
}

/** Whether a statement applies in either branch of `Fn::If`, whichever is deployed. */
function inEachBranch(allows: readonly Judged[], level: 0 | 1 | 2): boolean {
  const there = allows.flatMap(({ branch, origin, there }) =>
    branch && there[level] ? { at: `${origin} ${branch[0]}`, is: branch[1] } : [],
  );
  return there.some((one) => there.some(({ at, is }) => at === one.at && is !== one.is));
}

/** The Allow statements that fail only because of their condition or principal. If there are none, the policies as a whole. */
function closest(kind: PolicyKind, policies: readonly Policy[], allows: readonly Judged[]): Cause[] {
  const isNear = (one: Judged) => one.elements.every(([name, truth]) => truth !== false || /Condition|Principal/.test(name));
  const near = allows.filter((one) => one.kind === kind && isNear(one)).map((one) => cause(one, false));
  const whole = policies.map(({ origin }): Cause => ({ kind, origin, elements: [], conditions: [] }));
  return near.length > 0 ? near : whole.length > 0 ? whole : [{ kind, elements: [], conditions: [] }];
}

function cause({ elements, conditions, applies: _, branch: __, there: ___, ...place }: Judged, state: Truth): Cause {
  return {
    ...place,
    elements: state ? [] : elements.filter(([, truth]) => truth === state).map(([name]) => name),
    conditions: conditions.filter(([, truth]) => state || truth === state).map(([one]) => one),
  };
}

/** Of the statements of which it is true, false or not known that they apply. */
const causes = (statements: readonly Judged[], state: Truth): Cause[] =>
  statements.filter(({ applies }) => applies[2] === state).map((one) => cause(one, state));
