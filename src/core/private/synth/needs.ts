import { evaluate } from '../policy/evaluate';
import type { Decision, Json, Policies, Policy, Principal, Request } from '../policy/request';
import { plain, textOf, token } from '../policy/text';
import { keyPolicy, policiesFor } from './applying-policies';
import { type Asking, keysOf, type Need } from './asking';
import { callerOf, OPEN } from './callers';
import type { FinalApp } from './final-app';
import { knownIn } from './known-names';
import { ofNetworks } from './of-networks';
import { contextOf, encryptionContext, organizationOf, sessionOf, tagsOf } from './request-context';
import { listOf } from './statements';
import { waysToAsk } from './ways-to-ask';

/** The result of one call. */
export interface Answer {
  readonly action: string;
  readonly why: string;
  readonly decision: Decision;
  readonly caller: Principal;
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
  /** By call: several checks ask for the same. */
  readonly decisions: Map<string, Decision>;
  render(value: unknown): Json;
}

export function situationOf(app: FinalApp, asking: Asking): Situation {
  const { bucket, policy, role, session, user } = asking;
  const render = (value: unknown): Json => plain(app.render(policy, value), knownIn(app, policy.stack));
  const { account = policy.stack.account, arn, type } = callerOf(asking);
  const policies = fromInside(app, asking);
  const keys = new Map(keysOf(asking).map((key) => [key.keyArn, keyPolicy(app, key)]));
  const all = JSON.stringify([policies.identity, policies.boundary, policies.bucket, ...keys.values()]);
  const isStranger = account !== policy.stack.account;
  return {
    asking,
    principal: { type, arn: render(arn), account: render(account) },
    policies,
    keys,
    encrypted: bucket ? encryptionContext(app.find(bucket), textOf(render(bucket.bucketArn))) : {},
    facts: { ...organizationOf(all, isStranger), ...tagsOf(app.find(user ?? role), all), ...sessionOf(session, render) },
    decisions: new Map(),
    render,
  };
}

/** A session that the user issues, with a policy that allows what it calls. Which tags it has is not known. */
export function issuedBy(user: Situation): Situation {
  const arn = ['arn', { Ref: 'AWS::Partition' }, 'sts', '', user.principal.account, `federated-user/${token({ Session: 'name' })}`];
  const principal = { ...user.principal, type: 'FederatedUser', session: user.render({ 'Fn::Join': [':', arn] }) } as const;
  const tagless = Object.entries(user.facts).filter(([key]) => !/^aws:PrincipalTag/i.test(key));
  return { ...user, principal, policies: { ...user.policies, session: OPEN }, facts: Object.fromEntries(tagless), decisions: new Map() };
}

/** The product calls from the networks that `onlyFrom` gives it. What an outsider may call is not known. */
function fromInside(app: FinalApp, asking: Asking): Policies {
  const policies = policiesFor(app, asking);
  if (asking.outsider) {
    return { bucket: policies.bucket, identity: [OPEN] };
  }
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
  const { principal: caller } = situation;
  return needs.flatMap(({ actions, arns, why }) =>
    arns.flatMap((arn) => actions.map((action) => ({ action, why, caller, decision: decisionOf(situation, action, arn) }))),
  );
}

function decisionOf(situation: Situation, action: string, arn: string): Decision {
  const known = situation.decisions.get(`${action} ${arn}`) ?? answer(situation, action, arn);
  situation.decisions.set(`${action} ${arn}`, known);
  return known;
}

function answer({ asking, encrypted, facts, keys, policies, principal, render }: Situation, action: string, arn: string): Decision {
  const { bucket, policy, region: elsewhere = policy.stack.region } = asking;
  const isOfBucket = bucket?.encryptionKey?.keyArn === arn;
  const { account } = (action.startsWith('s3:') && bucket?.env) || policy.stack;
  const region = (isOfBucket || action.startsWith('s3:')) && bucket ? bucket.env.region : elsewhere;
  const via = `${isOfBucket ? 's3' : 'ec2'}.${region}.amazonaws.com`;
  const context = { ...contextOf(action, principal, render(region), render(via)), ...facts, ...(isOfBucket && encrypted) };
  const resource = anyOf(textOf(render(arn)));
  const ask = (way: Request['context']) =>
    evaluate(
      { principal, action, resource, account: render(account), context: { ...context, ...way } },
      { ...policies, key: keys.get(arn) },
    );
  const decision = ask({});
  const ways = waysToAsk(decision).map(ask);
  return ways.length > 0 && ways.every(({ effect }) => effect === ways[0].effect) ? ways[0] : decision;
}

/** A wildcard at the end stands for an unknown name, which no narrower ARN contains. */
const anyOf = (arn: string): string => (arn === '*' ? arn : arn.replace(/\*$/, token({ Any: arn.length })));
