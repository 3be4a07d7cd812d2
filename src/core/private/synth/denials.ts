import type { Construct } from 'constructs';
import type { Cause } from '../policy/request';
import { plain } from '../policy/text';
import { warn } from '../validation/warnings';
import { statementsFor } from './applying-policies';
import { type Asking, keysOf } from './asking';
import { messageOf, type Stop } from './denial-message';
import type { FinalApp } from './final-app';
import { type Answer, answers } from './needs';
import { ofNetworks } from './of-networks';
import type { PlacedStatement } from './placed-statement';
import { issuedBy, type Situation } from './situation';

/** Conditions about the caller, not the call: if they are unknown, synth cannot decide. */
const OF_PRINCIPAL = /^aws:(Principal|userid|username|TokenIssueTime|MultiFactorAuth|ResourceTag|ResourceOrg|ResourceAccount)/i;
/** Limits on locks restrict what a product can request, and protect the owner. */
const LIMITS = /^s3:object-lock-/i;
const NETWORK = /^aws:(SourceIp|SourceVpc|SourceVpce|SourceVpcArn|VpcSourceIp|VpceAccount|VpceOrg\w+)$/i;

/**
 * Warns, once for each statement, about anything in the app that denies or does not allow a documented call of the product: which calls it
 * blocks, which statement of which policy does so, and what it depends on.
 */
export function warnAboutDenials(app: FinalApp, scope: Construct, asking: Asking, situation: () => Situation): void {
  const ask = () => [...answers(situation(), asking.needs), ...answersOfIssued(asking, situation)];
  const stops = mayBeStopped(app, asking) ? ask().flatMap(stopsOf) : [];
  for (const of of groupsOf(stops)) {
    warn(scope, idOf(of[0]), messageOf(of, asking.who));
  }
}

const answersOfIssued = ({ issued = [] }: Asking, situation: () => Situation): Answer[] =>
  issued.length > 0 ? answers(issuedBy(situation()), issued) : [];

/** Most apps contain nothing that could block a product: no Deny except the library's own, no boundary, no key. */
function mayBeStopped(app: FinalApp, asking: Asking): boolean {
  const { bounded, identity, resource } = statementsFor(app, asking);
  const stops = ({ statement }: PlacedStatement) => statement?.Effect !== 'Allow' && !isUsual(plain(statement?.Condition));
  const isOwn = ofNetworks(app, asking);
  return bounded || keysOf(asking).length > 0 || resource.some(stops) || identity.some((one) => !isOwn(one.statement) && stops(one));
}

/** No TLS, an old version of TLS, a lock that is too long, a session of a user's access key. */
const USUAL =
  /^(\{"Bool":\{"aws:SecureTransport":"false"|\{"NumericLessThan":\{"s3:TlsVersion":"1.2"|.*"s3:object-lock-|.*:user\/\*".*"Null":\{"aws:TokenIssueTime":"false")/;
const isUsual = (condition: unknown): boolean => USUAL.test(JSON.stringify(condition ?? null));

const stopsOf = (answer: Answer): Stop[] =>
  answer.decision.because.filter((cause) => stopsBy(answer, cause)).map((cause) => ({ answer, cause }));

function stopsBy({ decision }: Answer, { conditions, effect, elements, kind, origin }: Cause): boolean {
  if (origin === undefined || (decision.explicit && effect !== 'Deny')) {
    return false;
  }
  if (decision.effect === 'denied') {
    return decision.explicit || kind === 'boundary' || kind === 'key'; // promises cover what the construct's own policy lacks
  }
  const ofRequest = conditions.every(({ key }) => !OF_PRINCIPAL.test(key) && !LIMITS.test(key));
  const isOpen = effect === 'Deny' ? elements.every((one) => /^(Condition|Statement)$/.test(one)) : elements.join() === 'Condition';
  return decision.effect === 'unknown' && ofRequest && isOpen && (effect === 'Deny' || kind !== 'identity');
}

/** By the statement that denies, or by the policy that does not allow. */
function groupsOf(stops: readonly Stop[]): Stop[][] {
  const groups = new Map<string, Stop[]>();
  for (const stop of stops) {
    const { effect, index, kind, origin } = stop.cause;
    const key = JSON.stringify([kind, origin, effect === 'Deny' && index, stop.answer.decision.effect]);
    groups.set(key, [...(groups.get(key) ?? []), stop]);
  }
  return [...groups.values()];
}

function idOf({ answer, cause: { conditions, kind } }: Stop): string {
  const { effect } = answer.decision;
  const byNetwork = kind === 'bucket' && effect === 'unknown' && conditions.some(({ key }) => NETWORK.test(key));
  if (byNetwork) {
    return 'cdk-vendor-access:core.bucketDeniesByNetwork';
  }
  return effect === 'unknown' ? 'cdk-vendor-access:core.mayBeDenied' : 'cdk-vendor-access:core.denied';
}
