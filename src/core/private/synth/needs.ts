import { evaluate } from '../policy/evaluate';
import type { Decision, Json, Policies, Policy, Principal, Request } from '../policy/request';
import { plain, textOf, token } from '../policy/text';
import { keyPolicy, policiesFor } from './applying-policies';
import { type Asking, keysOf, type Need } from './asking';
import type { FinalApp } from './final-app';
import { callsFromInside } from './given-networks';
import { knownIn } from './known-names';
import { ofNetworks } from './of-networks';
import { contextOf, encryptionContext, organizationOf, sessionOf, tagsOf, waysToAsk } from './request-context';
import { listOf } from './statements';

/** The result of one call. */
export interface Answer {
  readonly action: string;
  readonly why: string;
  readonly decision: Decision;
}

/** What all calls of one caller share. */
export interface Situation {
  readonly asking: Asking;
  readonly principal: Principal;
  readonly policies: Policies;
  readonly keys: ReadonlyMap<string, Policy | undefined>;
  /** What S3 tells KMS of the bucket. */
  readonly encrypted: Request['context'];
  readonly facts: Request['context'];
  /** A call from each network that `onlyFrom` gives. */
  networks(action: string): Request['context'][];
  /** By call: several checks ask for the same. */
  readonly decisions: Map<string, Decision>;
  render(value: unknown): Json;
}

export function situationOf(app: FinalApp, asking: Asking): Situation {
  const { bucket, policy, role, session, user } = asking;
  const render = (value: unknown): Json => plain(app.render(policy, value), knownIn(app, policy.stack));
  const [type, arn] = role ? (['AssumedRole', role.roleArn] as const) : (['User', user?.userArn] as const);
  const policies = fromInside(app, asking);
  const all = JSON.stringify([policies.identity, policies.boundary, policies.bucket]);
  return {
    asking,
    principal: { type, arn: render(arn), account: render(policy.stack.account) },
    policies,
    keys: new Map(keysOf(asking).map((key) => [key.keyArn, keyPolicy(app, key)])),
    encrypted: bucket ? encryptionContext(app.find(bucket), textOf(render(bucket.bucketArn))) : {},
    facts: { ...organizationOf(all), ...tagsOf(app.find(user ?? role), all), ...sessionOf(session, render) },
    networks: (action) => callsFromInside(app, asking, action.split(':')[0]),
    decisions: new Map(),
    render,
  };
}

/** The product calls from the networks that `onlyFrom` gives it. */
function fromInside(app: FinalApp, asking: Asking): Policies {
  const policies = policiesFor(app, asking);
  const isOwn = ofNetworks(app, asking);
  const inert = { Effect: 'Allow', Action: [], Resource: [] };
  const without = (document: Json): Json => {
    const { Statement } = (document ?? {}) as { Statement?: unknown };
    return Statement === undefined
      ? document
      : { ...(document as object), Statement: listOf(Statement).map((one) => (isOwn(one) ? inert : one)) };
  };
  return { ...policies, identity: policies.identity.map((one) => ({ ...one, document: without(one.document) })) };
}

/** Evaluates calls with the policies as they will be deployed. */
export function answers(situation: Situation, needs: readonly Need[]): Answer[] {
  return needs.flatMap(({ actions, arns, why }) =>
    arns.flatMap((arn) => actions.map((action) => ({ action, why, decision: decisionOf(situation, action, arn) }))),
  );
}

function decisionOf(situation: Situation, action: string, arn: string): Decision {
  const known = situation.decisions.get(`${action} ${arn}`) ?? answer(situation, action, arn);
  situation.decisions.set(`${action} ${arn}`, known);
  return known;
}

function answer(
  { asking, encrypted, facts, keys, networks, policies, principal, render }: Situation,
  action: string,
  arn: string,
): Decision {
  const { bucket, policy } = asking;
  const { account, region } = (action.startsWith('s3:') && bucket?.env) || policy.stack;
  const isOfBucket = bucket?.encryptionKey?.keyArn === arn;
  const via = `${isOfBucket ? 's3' : 'ec2'}.${region}.amazonaws.com`;
  const context = { ...contextOf(action, principal, render(region), render(via)), ...facts, ...(isOfBucket && encrypted) };
  const resource = anyOf(textOf(render(arn)));
  const ask = (way: Request['context']) =>
    evaluate(
      { principal, action, resource, account: render(account), context: { ...context, ...way } },
      { ...policies, key: keys.get(arn) },
    );
  const decide = (from: Request['context']) => agreed(ask(from), (decision) => waysToAsk(decision).map((way) => ask({ ...from, ...way })));
  return agreed(decide({}), ({ effect }) => (effect === 'unknown' ? networks(action).map(decide) : []));
}

/** The decision of all ways to make a call, if it is the same. */
function agreed(decision: Decision, waysOf: (decision: Decision) => Decision[]): Decision {
  const ways = waysOf(decision);
  return ways.length > 0 && ways.every(({ effect }) => effect === ways[0].effect)
    ? { ...ways[0], because: ways.flatMap(({ because }) => because) }
    : decision;
}

/** A wildcard at the end stands for an unknown name, which no narrower ARN contains. */
const anyOf = (arn: string): string => (arn === '*' ? arn : arn.replace(/\*$/, token({ Any: arn.length })));
