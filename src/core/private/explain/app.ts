import { decisionsOn } from '../policy/assuming';
import { organizationOf } from '../policy/organization';
import type { Cause } from '../policy/request';
import { assumptionsIn } from '../policy/trust';
import { documentOf } from './applied';
import { type Caller, causeText, judge, withoutHidden } from './judge';
import type { Resource } from './names';
import { requestsOf } from './requests';
import { rawStatements, type Statement, statementOf, statementsOf } from './statements';

/** What the app allows the principal in addition. A policy that the app does not show has no statements. */
export interface Added {
  readonly policy: string;
  readonly statement?: Statement;
}

/** Calls of the product that the app stops, or may stop: on which condition. */
export interface Stopped {
  readonly by: string;
  readonly certain: boolean;
  readonly actions: readonly string[];
}

/** Whether the library wrote a statement. */
export type IsOwn = (of: Statement) => boolean;

export function addedBy({ elsewhere, policies }: Caller, isOwn: IsOwn): Added[] {
  const own = policies.identity.flatMap(statementsOf).filter((one) => one.effect === 'Allow' && !isOwn(one));
  const shown = [...own, ...elsewhere.flatMap(statementsOf)];
  const hidden = policies.identity.filter(({ document }) => document === undefined);
  return [...shown.map((statement) => ({ policy: statement.policy, statement })), ...hidden.map(({ origin }) => ({ policy: origin }))];
}

/** Judges every action of the library's statements on their resources, as the product calls them. */
export function stoppedBy(all: Caller, own: readonly Resource[], isOwn: IsOwn): Stopped[] {
  const caller = withoutHidden(all);
  const allowed = own
    .flatMap((policy) => rawStatements(documentOf(caller.resources, policy).document))
    .filter(({ Effect }) => Effect === 'Allow');
  const decided = allowed
    .flatMap(requestsOf)
    .map(({ action, arn, context }) => ({ action, decision: judge(caller, action, arn, context), stops: isStop }));
  const found = new Map<string, Stopped>();
  for (const { action, decision, stops } of [...decided, ...assuming(caller)]) {
    const { because, effect } = decision;
    const causes =
      effect === 'allowed' ? [] : because.filter((cause) => stops(cause) && !isOwn(statementOf(cause.statement ?? {}, `${cause.origin}`)));
    for (const by of causes.map((cause) => causeText(caller, cause))) {
      const known = found.get(by);
      found.set(by, { by, certain: effect === 'denied', actions: [...new Set([...(known?.actions ?? []), action])] });
    }
  }
  return [...found.values()];
}

/** An Allow of the principal that may not apply stops nothing. A limit on locks is what the owner asked for. */
const isStop = ({ conditions, effect, kind }: Cause): boolean =>
  (effect !== 'Allow' || kind !== 'identity') && !(conditions.length > 0 && conditions.every(({ key }) => /^s3:object-lock-/i.test(key)));

/** How those assume the role whom its trust policy allows. What this policy does not allow, nobody asked for. */
function assuming({ account, principal, resources }: Caller) {
  const { arn, kind, resource } = principal;
  if (kind === 'user' || !resource) {
    return [];
  }
  const trust = documentOf(resources, resource, 'AssumeRolePolicyDocument');
  const policy = { ...trust, origin: `trust policy of ${trust.origin}` };
  const ofOrganization = (isStranger: boolean) => (isStranger ? organizationOf(JSON.stringify(trust.document), true) : {});
  return rawStatements(trust.document)
    .flatMap(assumptionsIn)
    .flatMap((way) => decisionsOn({ trust: policy, arn, owner: account }, way, ofOrganization))
    .map(({ action, decision }) => ({ action, decision, stops: ({ effect }: Cause) => effect === 'Deny' }));
}
