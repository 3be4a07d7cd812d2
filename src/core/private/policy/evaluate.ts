import { matches } from './pattern';
import { type PreparedRequest, prepare } from './prepared-request';
import type { Cause, Decision, Policies, Policy, PolicyKind, Request } from './request';
import { type Judged, judged } from './statement';
import { all, any, type Truth } from './text';

/**
 * Decides whether a request is allowed (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html). Ignores
 * service and resource control policies and KMS grants, because templates do not show all of them.
 */
export function evaluate(request: Request, policies: Policies): Decision {
  const asked = prepare(request, policies.boundary !== undefined);
  const asks = policiesFor(asked, policies);
  const statements = Object.entries(asks).flatMap(([kind, some]) => some.flatMap((one) => judged(kind as PolicyKind, one, asked)));

  const denials = statements.filter(({ effect }) => effect !== 'Allow');
  const certain = denials.filter(({ applies }) => applies[2]);
  if (certain.length > 0) {
    return { effect: 'denied', explicit: true, because: certain.map((one) => cause(one, true)) };
  }
  const allows = statements.filter(({ effect }) => effect !== 'Deny');
  const [allowed, lacking] = granted(allows, asks, asked, policies.endpoint?.isGateway);
  if (allowed === false) {
    return { effect: 'denied', explicit: false, because: lacking.flatMap((kind) => closest(kind, asks[kind], allows)) };
  }
  const doubtful = denials.filter(({ applies }) => applies[2] === undefined);
  if (allowed && doubtful.length === 0) {
    return { effect: 'allowed', explicit: false, because: allows.filter(({ applies }) => applies[2]).map((one) => cause(one, true)) };
  }
  const needed = allowed ? [] : allows.filter(({ effect, applies }) => effect && applies[2] === undefined);
  return { effect: 'unknown', explicit: false, because: [...doubtful, ...needed].map((one) => cause(one, undefined)) };
}

type Asks = Record<PolicyKind, readonly Policy[]>;

/** Kinds that have a say in the calls of one service alone. */
const SERVICES: Readonly<Record<string, string>> = { bucket: 's3', key: 'kms', secret: 'secretsmanager', trust: 'sts' };

function policiesFor({ action, resource, caller }: PreparedRequest, policies: Policies): Asks {
  const service = resource === '*' ? undefined : action.split(':')[0];
  const of = (kind: PolicyKind, otherwise: readonly Policy[] = []) =>
    kind in SERVICES && SERVICES[kind] !== service ? [] : [policies[kind] ?? otherwise].flat();
  const nothing = caller.type === 'FederatedUser' ? [{ origin: 'session policy', document: { Statement: [] } }] : [];
  return {
    ...{ identity: of('identity'), boundary: of('boundary'), session: of('session', nothing), endpoint: of('endpoint') },
    ...{ bucket: of('bucket'), secret: of('secret'), trust: of('trust'), key: of('key', [{ origin: 'policy of the key' }]) },
  };
}

/**
 * Whether every policy that must allow the request does, and the kinds that do not. Within an account, an identity policy or that of a bucket or
 * secret is enough; that of a key or the trust of a role must always allow, at least the account
 * (https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html). Boundaries and session policies do not limit what a bucket or key
 * policy grants to a user or session itself (.../reference_policies_evaluation-logic.html). The policy of an endpoint must always allow; that of a
 * gateway means the root user by an account (.../vpc/latest/privatelink/vpc-endpoints-access.html).
 */
function granted(
  allows: readonly Judged[],
  asks: Asks,
  { caller, account, resource }: PreparedRequest,
  isGateway = false,
): [Truth, PolicyKind[]] {
  const by = (of: PolicyKind, level: 0 | 1 | 2 = 2) => {
    const some = allows.filter(({ kind }) => kind === of);
    return inEachBranch(some, level) || any(some.map(({ applies }) => applies[level]));
  };
  const of: PolicyKind = (['key', 'secret', 'trust'] as const).find((kind) => asks[kind].length > 0) ?? 'bucket';
  const isNeeded = of === 'key' || of === 'trust';
  const identity = by('identity');
  const limits = (['boundary', 'session'] as const).filter((kind) => asks[kind].length > 0);
  const limited = all(limits.map((kind) => by(kind)));
  const within = any([by(of, 0), all([limited, any([by(of, 1), isNeeded ? all([identity, by(of)]) : identity])])]);
  const across = all([limited, identity, by(of)]);
  const through = asks.endpoint.length === 0 || by('endpoint', isGateway ? 1 : 2);
  const same = resource === '*' || matches(account, caller.account, 'none');
  const lacking: PolicyKind[] = [
    ...(identity === false && !(same && by(of, 1)) ? (['identity'] as const) : []),
    ...limits.filter((kind) => by(kind) === false),
    ...(by(of) === false && !(same && !isNeeded) ? [of] : []),
    ...(through === false ? (['endpoint'] as const) : []),
  ];
  return [all([through, within === across ? within : same === undefined ? undefined : same ? within : across]), lacking];
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
