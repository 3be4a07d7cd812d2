import type { Construct } from 'constructs';
import type { Asked, Cause } from '../policy/request';
import { warn } from '../validation/warnings';
import type { FinalApp } from './final-app';
import { type Answer, type Asking, answers } from './needs';

const id = (name: string) => `cdk-vendor-access:core.${name}`;

/** What a statement does to the product: the same for all calls that it stops. */
interface Stop {
  readonly cause: Cause;
  readonly answer: Answer;
}

/** Conditions that ask who calls, not how: if they are not known, nobody can say more at synth. */
const OF_PRINCIPAL = /^aws:(Principal|userid|username|TokenIssueTime|MultiFactorAuth|ResourceTag|ResourceOrg|ResourceAccount)/i;
/** Limits of locks bind what a product may ask for, and are the owner's protection. */
const LIMITS = /^s3:object-lock-/i;
const NETWORK = /^aws:(SourceIp|SourceVpc|SourceVpce|SourceVpcArn|VpcSourceIp|VpceAccount|VpceOrg\w+)$/i;

/**
 * Warns, once for each statement, about what in the app denies what the product is documented to call, or does not let it through: which calls
 * stop, by which statement of which policy, and on what it depends.
 */
export function warnAboutDenials(app: FinalApp, scope: Construct, asking: Asking): void {
  const stops = answers(app, asking).flatMap((answer) =>
    answer.decision.because.filter((cause) => stopsBy(answer, cause)).map((cause) => ({ answer, cause })),
  );
  for (const of of groupsOf(stops)) {
    const { answer, cause } = of[0];
    warn(scope, idOf(answer, cause), textOf(of, answer, cause));
  }
}

function stopsBy({ decision }: Answer, { conditions, effect, elements, kind, origin }: Cause): boolean {
  if (origin === undefined || (decision.explicit && effect !== 'Deny')) {
    return false;
  }
  if (decision.effect === 'denied') {
    return decision.explicit || kind === 'boundary' || kind === 'key'; // what the construct's own policy lacks is promised
  }
  const ofRequest =
    elements.length === 1 && elements[0] === 'Condition' && conditions.every(({ key }) => !OF_PRINCIPAL.test(key) && !LIMITS.test(key));
  return decision.effect === 'unknown' && ofRequest && (effect === 'Deny' || kind !== 'identity');
}

function groupsOf(stops: readonly Stop[]): Stop[][] {
  const groups = new Map<string, Stop[]>();
  for (const stop of stops) {
    const { answer, cause } = stop;
    const key = JSON.stringify([cause.kind, cause.origin, cause.index, answer.decision.effect]);
    groups.set(key, [...(groups.get(key) ?? []), stop]);
  }
  return [...groups.values()];
}

function idOf({ decision }: Answer, { conditions, kind }: Cause): string {
  const byNetwork = decision.effect === 'unknown' && conditions.some(({ key }) => NETWORK.test(key));
  return kind === 'bucket' && byNetwork ? id('bucketDeniesByNetwork') : id(decision.effect === 'unknown' ? 'mayBeDenied' : 'denied');
}

const POLICY = {
  identity: 'policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  bucket: 'bucket policy',
  key: 'key policy',
};

function textOf(stops: readonly Stop[], { decision }: Answer, cause: Cause): string {
  const actions = [...new Set(stops.map(({ answer }) => answer.action))];
  const operations = [...new Set(stops.map(({ answer }) => answer.why))];
  const place = `${placeOf(cause)} of ${POLICY[cause.kind]} '${cause.origin}'`;
  const what = `${actions.join(', ')} (${operations.join('; ')})`;
  const asked = conditionsOf(cause.conditions);
  const verb = cause.effect === 'Deny' ? 'denies' : 'does not allow';
  return decision.effect === 'unknown'
    ? `${place} ${verb} ${what}, depending on how the product calls: ${asked}. Make an exception for the principal, or acknowledge if the product meets it.`
    : `${place} ${verb} ${what}${asked && `: ${asked}`}. The product will be refused: ${todoOf(cause)}`;
}

const placeOf = ({ index, sid }: Cause): string => (index === undefined ? 'Nothing' : `Statement ${sid ? `'${sid}'` : index + 1}`);

const conditionsOf = (asked: readonly Asked[]): string =>
  asked.map(({ key, operator, values }) => `${operator} ${key} ${JSON.stringify(values)}`).join(', ');

function todoOf({ effect, kind }: Cause): string {
  if (effect === 'Deny') {
    return 'make an exception for the principal in its condition, or remove the statement.';
  }
  return kind === 'key'
    ? "let the policies of the account decide (a statement for the account's root), or name the principal in the policy of the key."
    : 'allow these actions in it.';
}
