import { Stack } from 'aws-cdk-lib';
import { evaluate } from '../policy/evaluate';
import type { Cause, Decision, Principal, Request } from '../policy/request';
import { textOf, token } from '../policy/text';
import type { Asking, Need } from './asking';
import { locksNotAsked } from './object-headers';
import { contextOf, signedIn } from './request-context';
import type { Decided, Situation } from './situation';
import { waysToAsk } from './ways-to-ask';

/** The result of one call. */
export interface Answer {
  readonly action: string;
  readonly why: string;
  readonly decision: Decided;
  readonly caller: Principal;
}

type Ask = (request: Request) => Decision;

/** Evaluates calls with the policies as they will be deployed. */
export function answers(situation: Situation, needs: readonly Need[]): Answer[] {
  const { principal: caller } = situation;
  return needs.flatMap(({ actions, arns, why }) =>
    arns.flatMap((arn) => actions.map((action) => ({ action, why, caller, decision: decisionOf(situation, action, arn) }))),
  );
}

function decisionOf(situation: Situation, action: string, arn: string): Decided {
  const known = situation.decisions.get(`${action} ${arn}`) ?? answer(situation, action, arn);
  situation.decisions.set(`${action} ${arn}`, known);
  return known;
}

function answer(situation: Situation, action: string, arn: string): Decided {
  const { asking, keys, networks, policies } = situation;
  return decided(asking, requestOf(situation, action, arn), networks, (request) => evaluate(request, { ...policies, key: keys.get(arn) }));
}

/** The decision about a call, in whichever way and from whichever network it is made. */
export function decided(asking: Asking, request: Request, networks: Situation['networks'], ask: Ask): Decided {
  const decide = (one: Request): Decided =>
    onMost(one, (each) => agreed(ask(each), (decision) => waysToAsk(asking, each.action, decision).map((way) => ask(having(each, way)))));
  return agreed(decide(request), ({ effect }) =>
    effect === 'unknown' ? networks(request.action).map((from) => decide(having(request, from))) : [],
  );
}

const having = (request: Request, more: Request['context']): Request => ({ ...request, context: { ...request.context, ...more } });

/** If it matters on which key a call is: the decision about one that no policy names. */
function onMost(request: Request, decide: Ask): Decided {
  const decision = decide(request);
  const resource = textOf(request.resource).replace(ANY_AT_END, UNNAMED);
  const most = decision.effect === 'unknown' && resource !== request.resource ? decide({ ...request, resource }) : decision;
  return most !== decision && most.effect === 'denied' ? { ...most, ofSome: true } : most;
}

/** A call, with all that is known of how the product makes it. */
export function requestOf({ asking, encrypted, facts, principal, render }: Situation, action: string, arn: string): Request {
  const { bucket, policy, region: elsewhere = Stack.of(policy).region } = asking;
  const isOfBucket = bucket?.encryptionKey?.keyArn === arn;
  const { account } = (action.startsWith('s3:') && bucket?.env) || Stack.of(policy);
  const region = (isOfBucket || action.startsWith('s3:')) && bucket ? bucket.env.region : elsewhere;
  const via = `${isOfBucket ? 's3' : 'ec2'}.${region}.amazonaws.com`;
  const ofCaller = contextOf(action, principal, render(region), render(via));
  const ofCall = { ...(asking.outsider?.signsIn ? signedIn(ofCaller) : ofCaller), ...locksNotAsked(asking, action) };
  const context = { ...ofCall, ...facts, ...(isOfBucket && encrypted) };
  return { principal, action, resource: anyOf(textOf(render(arn))), account: render(account), context };
}

/** The decision of all ways to make a call, if it is the same. Otherwise, a denial that no way meets is not to blame. */
function agreed(decision: Decided, waysOf: (decision: Decided) => Decided[]): Decided {
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

/** A wildcard at the end stands for an unknown name, which no narrower ARN contains. */
const anyOf = (arn: string): string => (arn === '*' ? arn : arn.replace(/\*$/, token({ Any: arn.length })));
const ANY_AT_END = /\uE000\{"Any":\d+\}\uE001$/;
const UNNAMED = '\uF8FF\uF8FF';
