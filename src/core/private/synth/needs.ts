import { Stack } from 'aws-cdk-lib';
import { withEitherRegion } from '../policy/either-region';
import { withEitherTls } from '../policy/either-tls';
import { evaluate } from '../policy/evaluate';
import type { Decision, Json, Principal, Request } from '../policy/request';
import { textOf, token } from '../policy/text';
import { agreed } from '../policy/ways';
import type { Need } from './asking';
import { type Call, callOf } from './demanded';
import { locksNotAsked } from './object-headers';
import { contextOf, signedIn } from './request-context';
import { signedBefore } from './signed-by-aws';
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
  return needs.flatMap((need) => {
    const asked = JSON.stringify([need.conditions, need.signed]);
    const decide = (action: string, arn: string) =>
      remembered(situation, `${action} ${arn} ${asked}`, () => answer(situation, need, action, arn));
    return need.arns.flatMap((arn) => need.actions.map((action) => ({ action, why: need.why, caller, decision: decide(action, arn) })));
  });
}

function remembered({ decisions }: Situation, call: string, decide: () => Decided): Decided {
  const known = decisions.get(call) ?? decide();
  decisions.set(call, known);
  return known;
}

function answer(situation: Situation, need: Need, action: string, arn: string): Decided {
  const { keys, networks, policies } = situation;
  const ask: Ask = (request) => evaluate(request, { ...policies, key: keys.get(arn) });
  return decided(callOf(situation, need, signedBefore(requestOf(situation, action, arn), need)), networks, ask);
}

/** The decision about a call, in whichever way and from whichever network it is made. */
export function decided(call: Call, networks: Situation['networks'], judge: Ask): Decided {
  const ask = withEitherRegion(withEitherTls(judge));
  const { request } = call;
  const decide = (one: Request): Decided =>
    onMost(one, (each) => {
      const asked = ask(each);
      const ways = waysToAsk({ ...call, request: each }, asked);
      return { ...agreed(asked, () => ways.map((way) => ask(having(each, way)))), tried: Object.keys(ways[0] ?? {}) };
    });
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
export function requestOf({ asking, encrypted, facts, on, principal, render }: Situation, action: string, arn: string): Request {
  const { bucket, policy, region: elsewhere = Stack.of(policy).region, secret, secretKey } = asking;
  const isOfSecret = secretKey?.keyArn === arn;
  const isOfBucket = !isOfSecret && bucket?.encryptionKey?.keyArn === arn;
  const { account } = (action.startsWith('s3:') && bucket?.env) || Stack.of(policy);
  const region = (isOfBucket || action.startsWith('s3:')) && bucket ? bucket.env.region : elsewhere;
  const via = `${isOfSecret ? 'secretsmanager' : isOfBucket ? 's3' : 'ec2'}.${region}.amazonaws.com`;
  const ofCaller = contextOf(action, principal, render(region), render(via));
  const ofCall = { ...(asking.outsider?.signsIn ? signedIn(ofCaller) : ofCaller), ...locksNotAsked(asking, action) };
  const context = {
    ...ofCall,
    ...facts,
    ...on(action, arn),
    ...(isOfBucket && encrypted),
    ...(isOfSecret && ofSecret(render(secret?.secretArn))),
  };
  return { principal, action, resource: anyOf(textOf(render(arn))), account: render(account), context };
}

/** What Secrets Manager tells KMS (.../secretsmanager/latest/userguide/security-encryption.html). */
const ofSecret = (arn: Json): Request['context'] => ({
  'kms:EncryptionContextKeys': ['SecretARN', 'SecretVersionId'],
  'kms:EncryptionContext:SecretARN': arn,
});

/** A wildcard at the end stands for an unknown name, which no narrower ARN contains. */
const anyOf = (arn: string): string => (arn === '*' ? arn : arn.replace(/\*$/, token({ Any: arn.length })));
const ANY_AT_END = /\uE000\{"Any":\d+\}\uE001$/;
const UNNAMED = '\uF8FF\uF8FF';
