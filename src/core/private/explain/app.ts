import { decisionsOn } from '../policy/assuming';
import type { Cause } from '../policy/request';
import { textOf, texts } from '../policy/text';
import { assumptionsIn } from '../policy/trust';
import { organizationOf } from '../synth/request-context';
import { documentOf } from './applied';
import type { Any } from './assembly';
import { type Caller, causeText, judge, withoutHidden } from './judge';
import type { Resource } from './names';
import { ANY } from './principals';
import { rawStatements, type Statement, statementsOf } from './statements';

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
export type IsOwn = (of: Pick<Statement, 'policy' | 'sid'>) => boolean;

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
      effect === 'allowed' ? [] : because.filter((cause) => stops(cause) && !isOwn({ policy: String(cause.origin), sid: cause.sid }));
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

interface Asked {
  readonly action: string;
  readonly arn: string;
  readonly context: Record<string, Any>;
}

/** A request that fits a statement. */
function requestsOf({ Action, Condition = {}, Resource }: Any): Asked[] {
  const context = Object.fromEntries(
    Object.entries<Any>(Condition)
      .flatMap(([operator, keys]) =>
        /^(ForA..Values:)?(String(Equals|Like)|Bool|Arn(Equals|Like))/.test(operator) ? Object.entries<Any>(keys) : [],
      )
      .map(([key, values]) => [key, fitting(key, textOf([values].flat()[0]))]),
  );
  return texts(Action).flatMap((action) => texts(Resource).map((arn) => ({ action, arn, context })));
}

const fitting = (key: string, value: string): string => (key === 'kms:ViaService' ? value.replace('*', '') : value.replace(/\*/g, ANY));
