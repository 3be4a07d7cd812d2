import type { Construct } from 'constructs';
import type { Cause } from '../policy/request';
import { plain } from '../policy/text';
import { warn } from '../validation/warnings';
import { statementsFor } from './applying-policies';
import { type Asking, keysOf } from './asking';
import { isCertain, messageOf, type Stop } from './denial-message';
import type { FinalApp } from './final-app';
import { ACCOUNT, isLeftOpen, openIn } from './left-open';
import { type Answer, answers } from './needs';
import { ofNetworks } from './of-networks';
import type { PlacedStatement } from './placed-statement';
import { issuedBy, type Situation } from './situation';

/** Conditions about the caller, not the call: if they are unknown, synth cannot decide. */
const OF_PRINCIPAL = /^aws:(Principal|userid|username|TokenIssueTime|MultiFactorAuth|ResourceTag|ResourceOrg)/i;
/** How long locks may be: that protects the owner, and if nobody knows how long the product locks, it is for the owner to know. */
const LIMITS = /^s3:object-lock-.*(days|date)$/i;
const NETWORK = /^aws:(SourceIp|SourceVpc|SourceVpce|SourceVpcArn|VpcSourceIp|VpceAccount|VpceOrg\w+)$/i;

/**
 * Warns, once for each statement, about anything in the app that denies or does not allow a documented call of the product: which calls it
 * blocks, which statement of which policy does so, and what it depends on.
 */
export function warnAboutDenials(app: FinalApp, scope: Construct, asking: Asking, situation: () => Situation): void {
  warnAboutStops(scope, stopsFor(app, asking, situation), asking.who);
}

/** What blocks documented calls. */
export function stopsFor(app: FinalApp, asking: Asking, situation: () => Situation): Stop[] {
  const ask = () => [...answers(situation(), asking.needs), ...answersOfIssued(asking, situation)];
  return mayBeStopped(app, asking) ? ask().flatMap((answer) => stopsOf(asking, answer)) : [];
}

export function warnAboutStops(scope: Construct, stops: readonly Stop[], who: string | undefined): void {
  for (const of of groupsOf(stops)) {
    warn(scope, idOf(of[0]), messageOf(of, who));
  }
}

const answersOfIssued = ({ issued = [] }: Asking, situation: () => Situation): Answer[] =>
  issued.length > 0 ? answers(issuedBy(situation()), issued) : [];

/** Most apps contain nothing that could block a product: no Deny except the library's own, no boundary, no key. */
function mayBeStopped(app: FinalApp, asking: Asking): boolean {
  const { bounded, identity, resource } = statementsFor(app, asking);
  const isUsual = (condition: string) => USUAL.test(condition) || (!asking.locking?.days && LIMIT.test(condition));
  const stops = ({ statement }: PlacedStatement) =>
    statement?.Effect !== 'Allow' && !isUsual(JSON.stringify(plain(statement?.Condition) ?? null));
  const isOwn = ofNetworks(app, asking);
  return bounded || keysOf(asking).length > 0 || resource.some(stops) || identity.some((one) => !isOwn(one.statement) && stops(one));
}

/** No TLS, an old version of TLS, an event hold, a session of a user's access key. */
const USUAL =
  /^(\{"Bool":\{"aws:SecureTransport":"false"|\{"NumericLessThan":\{"s3:TlsVersion":"1.2"|\{"Null":\{"s3:object-lock-event-hold":"false"\}\}|.*:user\/\*".*"Null":\{"aws:TokenIssueTime":"false")/;
/** A lock that is too long. */
const LIMIT = /^\{"NumericGreaterThan":\{"s3:object-lock-remaining-retention-days":(?!"0")/;

/** What in the decision about a call stops it. */
export const stopsOf = (asking: Asking, answer: Answer): Stop[] =>
  answer.decision.because.filter((cause) => stopsBy(asking, answer, cause)).map((cause) => ({ answer, cause }));

function stopsBy({ locking }: Asking, { caller, decision }: Answer, cause: Cause): boolean {
  const { conditions, effect, elements, kind, origin } = cause;
  if (origin === undefined || (decision.explicit && effect !== 'Deny')) {
    return false;
  }
  if (decision.effect === 'denied') {
    return decision.explicit || /^(boundary|session|endpoint|key)$/.test(kind); // promises cover what the construct's own policy lacks
  }
  const isTried = (key: string) => decision.tried?.some((one) => one.toLowerCase() === key.toLowerCase());
  const isOfCaller = (key: string) => ACCOUNT.test(key) || (OF_PRINCIPAL.test(key) && !isTried(key));
  const isOfCall = (key: string) => !isOfCaller(key) && (locking?.days || !LIMITS.test(key));
  const ofRequest = conditions.every((one) => isLeftOpen(one) || isOfCall(one.key));
  const left = ['Condition', 'Statement', ...openIn(cause, caller).map((one) => one.replace('Not', ''))];
  const isOpen = effect !== undefined && elements.every((one) => left.includes(one)) && !isRevocation(cause);
  return decision.effect === 'unknown' && ofRequest && isOpen && (effect === 'Deny' || kind !== 'identity');
}

/** Sessions that were issued before a date are denied on purpose: a call of `revokeSessionsBefore` says itself that the date is to come. */
const isRevocation = ({ conditions, kind }: Cause): boolean =>
  kind === 'identity' && conditions.map(({ key }) => key).join() === 'aws:TokenIssueTime';

/** By the statement that denies, or by the policy that does not allow. */
function groupsOf(stops: readonly Stop[]): Stop[][] {
  const groups = new Map<string, Stop[]>();
  for (const stop of stops) {
    const { effect, index, kind, origin } = stop.cause;
    const { decision } = stop.answer;
    const key = JSON.stringify([kind, origin, effect === 'Deny' && index, decision.effect, decision.ofSome]);
    groups.set(key, [...(groups.get(key) ?? []), stop]);
  }
  return [...groups.values()];
}

function idOf({ answer: { decision }, cause: { conditions, kind } }: Stop): string {
  const byNetwork = kind === 'bucket' && decision.effect === 'unknown' && conditions.some(({ key }) => NETWORK.test(key));
  if (byNetwork) {
    return 'cdk-vendor-access:core.bucketDeniesByNetwork';
  }
  return isCertain(decision) ? 'cdk-vendor-access:core.denied' : 'cdk-vendor-access:core.mayBeDenied';
}
