import type { Asked, Cause, Decision, Request } from './request';
import { texts } from './text';

// The ways to make a call, where a decision depends on how or when it is made.

/** The decision of all ways to make a call, if it is the same. Otherwise, a denial that no way meets is not to blame. */
export function agreed<D extends Decision>(decision: D, waysOf: (decision: D) => D[]): D {
  const ways = waysOf(decision);
  const isSame = ways.length > 0 && ways.every(({ effect }) => effect === ways[0].effect);
  const met = new Set(ways.filter(({ effect }) => effect !== 'allowed').flatMap(({ because }) => because.map(placeOf)));
  return isSame
    ? { ...ways[0], because: causesOf(ways) }
    : { ...decision, because: decision.because.filter((cause) => ways.length === 0 || cause.effect !== 'Deny' || met.has(placeOf(cause))) };
}

/** What decides in all ways, or if nothing does, what decides in one of them. */
function causesOf(ways: readonly Decision[]): Cause[] {
  const always = (cause: Cause) => ways.every(({ because }) => because.some((one) => placeOf(one) === placeOf(cause)));
  const common = ways[0].because.filter(always);
  return common.length > 0 ? common : ways.flatMap(({ because }) => because);
}

const placeOf = ({ index, kind, origin }: Cause): string => `${kind} ${index} ${origin}`;

/** Keys that tell the time of a call. */
export const TIME = /^aws:(CurrentTime|EpochTime)$/i;

/** The same, and when the credentials of a call were issued: shortly before, because software renews them. */
export const TIMED = /^aws:(CurrentTime|EpochTime|TokenIssueTime)$/i;

/** The times at which the decision may change, from now on: what ended in the past does not come back. */
export function timesToAsk(conditions: readonly Asked[]): Request['context'][] {
  const compared = conditions.filter(({ key }) => TIMED.test(key));
  const times = texts(compared.flatMap(({ values }) => values)).map(timeOf);
  const now = Math.floor(Date.now() / 1000);
  const near = times.flatMap((time) => [time - 1, time, time + 1]).filter((time) => time > now);
  const at = (time: number) => compared.map(({ key }) => [key, /Epoch/i.test(key) ? `${time}` : new Date(time * 1000).toISOString()]);
  return compared.length === 0 ? [{}] : [now, ...near].map((time) => Object.fromEntries(at(time)));
}

/** In seconds; not a number if the deployment decides it. */
const timeOf = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Date.parse(text) / 1000);

export const MFA = 'aws:MultiFactorAuthPresent';

/** Credentials without MFA say so only if they could have it (.../IAM/latest/UserGuide/reference_policies_condition-keys.html, read 2026-11-30). */
export const WITHOUT_MFA = [null, 'false'] as const;
