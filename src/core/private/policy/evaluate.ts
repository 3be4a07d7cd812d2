import { type Asking, asking } from './context';
import { acrossAccounts, type Grants, grantsOf, withinAccount } from './grants';
import { matches } from './pattern';
import type { Cause, Decision, Policies, Policy, PolicyKind, Request } from './request';
import { type Judged, judged } from './statement';
import { symbols } from './text';
import type { Truth } from './truth';

/**
 * Judges a request by the policies that have a say (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 * Service and resource control policies, policies of VPC endpoints and grants of keys are not among them: no template shows them all.
 */
export function evaluate(request: Request, policies: Policies): Decision {
  const asked = asking(request);
  const asks = policiesFor(asked, policies);
  const statements = Object.entries(asks).flatMap(([kind, some]) => some.flatMap((one) => judged(kind as PolicyKind, one, asked)));

  const denials = statements.filter(({ effect }) => effect !== 'Allow');
  const certain = denials.filter(({ applies }) => applies.account);
  if (certain.length > 0) {
    return { effect: 'denied', explicit: true, because: certain.map((one) => cause(one, true)) };
  }

  const allows = statements.filter(({ effect }) => effect !== 'Deny');
  const same = asked.resource === '*' || matches(symbols(asked.caller.account), symbols(asked.account));
  const grants = grantsOf(allows, { boundary: asks.boundary.length > 0, session: asks.session.length > 0 });
  const [inside, across] = [withinAccount(grants, asks.key.length > 0), acrossAccounts(grants)];
  const allowed = inside === across ? inside : same === undefined ? undefined : same ? inside : across;
  if (allowed === false) {
    const because = lacking(grants, asks, same).flatMap((kind) => closest(kind, asks[kind], allows));
    return { effect: 'denied', explicit: false, because };
  }

  const doubtful = denials.filter(({ applies }) => applies.account === undefined);
  if (allowed && doubtful.length === 0) {
    const applying = allows.filter(({ applies }) => applies.account);
    return { effect: 'allowed', explicit: false, because: applying.map((one) => cause(one, true)) };
  }
  const needed = allowed ? [] : allows.filter(({ effect, applies }) => effect && applies.account === undefined);
  const owner: Cause[] =
    allowed === undefined && same === undefined && inside !== across ? [{ kind: 'bucket', elements: ['Account'], conditions: [] }] : [];
  return { effect: 'unknown', explicit: false, because: [...[...doubtful, ...needed].map((one) => cause(one, undefined)), ...owner] };
}

type Asks = Record<PolicyKind, readonly Policy[]>;

function policiesFor({ action, resource, caller }: Asking, { identity, boundary, session, bucket, key }: Policies): Asks {
  const list = (policy?: Policy) => (policy ? [policy] : []);
  const ofKey = action.startsWith('kms:');
  return {
    identity,
    boundary: list(boundary),
    // Without a session policy, a federated user has no rights of the user behind it.
    session: list(session ?? (caller.type === 'FederatedUser' ? { origin: 'session policy', document: { Statement: [] } } : undefined)),
    bucket: resource === '*' || ofKey ? [] : list(bucket),
    key: resource === '*' || !ofKey ? [] : [key ?? { origin: 'policy of the key' }],
  };
}

/** The kinds of policies of which one would have to allow. */
function lacking({ identity, boundary, session, resource }: Grants, asks: Asks, same: Truth): PolicyKind[] {
  const ofKey = asks.key.length > 0;
  const kinds: [PolicyKind, boolean][] = [
    ['identity', identity === false && !(same && resource.behind)],
    ['boundary', boundary === false],
    ['session', session === false],
    [ofKey ? 'key' : 'bucket', resource.account === false && (ofKey || !same)],
  ];
  return kinds.filter(([, lacks]) => lacks).map(([kind]) => kind);
}

/** The statements that would allow but for their condition or principal; else the policies as a whole. */
function closest(kind: PolicyKind, policies: readonly Policy[], allows: readonly Judged[]): Cause[] {
  const near = allows.filter(
    (one) => one.kind === kind && !one.elements.some(([name, truth]) => truth === false && !/Condition|Principal/.test(name)),
  );
  const whole = policies.length > 0 ? policies.map(({ origin }) => ({ kind, origin })) : [{ kind }];
  return near.length > 0 ? near.map((one) => cause(one, false)) : whole.map((one) => ({ ...one, elements: [], conditions: [] }));
}

function cause({ kind, origin, index, sid, effect, elements, conditions }: Judged, state: Truth): Cause {
  return {
    ...{ kind, origin, index, sid, effect },
    elements: state ? [] : elements.filter(([, truth]) => truth === state).map(([name]) => name),
    conditions: conditions.filter(([, truth]) => state || truth === state).map(([asked]) => asked),
  };
}
