import { isOfAws } from '../policy/aws-policies';
import type { Cause } from '../policy/request';
import { textOf } from '../policy/text';
import { conditionText } from './condition-text';
import { dependsOn, isBypassed } from './depends-on';
import type { Answer } from './needs';
import { readable } from './readable';
import type { Decided } from './situation';

/** What a statement blocks, the same for all calls that it blocks. */
export interface Stop {
  readonly cause: Cause;
  readonly answer: Answer;
}

const POLICY = {
  identity: 'policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  bucket: 'bucket policy',
  secret: 'secret policy',
  key: 'key policy',
  endpoint: 'policy of VPC endpoint',
  trust: 'trust policy',
};

/** Which calls stop, by which statement of which policy, on what it depends, and what to do. */
export function messageOf(stops: readonly Stop[], caller?: string): string {
  const who = caller ?? 'the principal';
  const [{ answer, cause }] = stops;
  const [actions, operations] = [stops.map((one) => one.answer.action), stops.map((one) => one.answer.why)];
  const asked = unique(stops.flatMap((one) => one.cause.conditions.map((condition) => conditionText(condition, one.answer.action)))).join(
    ', ',
  );
  const place = `${POLICY[cause.kind]} '${cause.origin}'${cause.effect === 'Deny' ? `, statement ${cause.sid ?? Number(cause.index) + 1},` : ''}`;
  const whom = stops.every(isOfIssued) ? ' to the sessions that the user issues' : '';
  const what = `${place} ${cause.effect === 'Deny' ? 'denies' : 'does not allow'} ${unique(actions).join(', ')}${whom}`;
  const why = asked && ` (${asked})`;
  const [how, unless] = dependsOn(cause, answer, caller ?? 'the product');
  const todo = isBypassed(cause)
    ? 'Allow the calls in the policy'
    : (todoOfAws(cause, who) ?? `Make an exception for ${exempt(stops, who)}`);
  return isCertain(answer.decision)
    ? `the ${what}${why}. Purpose of these calls: ${unique(operations).join('; ')}. ${todoOf(stops, who)}`
    : `the ${what}, depending on ${how}${why}. Purpose of these calls: ${unique(operations).join('; ')}. ${todo}, or acknowledge if ${unless}.`;
}

export const isCertain = ({ effect, ofSome }: Decided): boolean => effect === 'denied' && !ofSome;

const isOfIssued = ({ answer }: Stop): boolean => answer.caller.type === 'FederatedUser';

/** A session has an ARN of its own. */
function exempt(stops: readonly Stop[], who: string): string {
  const issued = stops.find(isOfIssued)?.answer.caller.session;
  return issued === undefined ? who : `${who} and for its sessions (${readable(textOf(issued)).replace(/[^/]*$/, '*')})`;
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

/** Nobody can change what AWS manages: what attaches it, they can. */
function todoOfAws({ kind, origin = '' }: Cause, who: string): string | undefined {
  const [policy, budget] = origin.split("' of budget '");
  const detach = budget
    ? `remove ${who} or its group from the action of the budget`
    : `detach it, or remove ${who} from the group that has it`;
  return isOfAws(policy) ? `AWS manages this policy: ${kind === 'boundary' ? 'use another permissions boundary' : detach}` : undefined;
}

function todoOf(stops: readonly Stop[], who: string): string {
  const [{ cause }] = stops;
  const { effect, kind } = cause;
  const ofAws = todoOfAws(cause, who);
  if (ofAws) {
    return `${ofAws}.`;
  }
  if (effect === 'Deny') {
    const has = stops.some((one) => one.cause.conditions.length > 0);
    const exception = `${has ? 'Make' : 'Add a condition with'} an exception for ${exempt(stops, who)}${has ? ' in its condition' : ''}`;
    return `${exception}, or remove the statement.`;
  }
  if (kind === 'trust') {
    return `Remove the condition: ${who} cannot meet it.`;
  }
  return kind === 'key'
    ? `Let IAM policies of the account decide (a statement for the account's root), or name ${who} in the key policy.`
    : 'Allow these actions in the policy.';
}
