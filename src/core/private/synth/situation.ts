import { Stack } from 'aws-cdk-lib';
import { OPEN } from '../policy/open';
import { organizationOf } from '../policy/organization';
import { type Decision, type Json, KINDS, type Policies, type Policy, type Principal, type Request } from '../policy/request';
import { plain, textOf, token } from '../policy/text';
import { documentOf, policiesFor } from './applying-policies';
import { type Asking, keysOf, type Outsider, subjectAsking } from './asking';
import { INERT } from './either';
import { endpointsFrom } from './endpoints';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { callsFromInside, originsOf } from './given-networks';
import { resourceGiven } from './given-resource';
import { knownIn } from './known-names';
import { tagsNotAsked } from './object-headers';
import { ofNetworks } from './of-networks';
import { encryptionContext, sessionOf } from './request-context';
import { contextOfResource } from './resource-context';
import { idOfSessions, sessionsOf } from './sessions-of';
import { listOf } from './statements';
import { isNamed, type Subject } from './subjects';
import { tagKeysIn, tagsOfPrincipal } from './tags-asked';

/** `ofSome`: of the call on most of what it may be on, such as keys, but not on all of them. `tried`: keys of which each value was tried. */
export type Decided = Decision & { readonly ofSome?: boolean; readonly tried?: readonly string[] };

/** What all calls of one caller share. */
export interface Situation {
  readonly asking: Asking;
  readonly principal: Principal;
  readonly policies: Policies;
  readonly keys: ReadonlyMap<string, readonly Policy[]>;
  /** What S3 tells KMS of the bucket. */
  readonly encrypted: Request['context'];
  readonly facts: Request['context'];
  /** What is known of what a call is on. */
  on(action: string, arn: string): Request['context'];
  /** A call from each network that `onlyFrom` gives. */
  networks(action: string): Request['context'][];
  /** By call: several checks ask for the same. */
  readonly decisions: Map<string, Decided>;
  render(value: unknown): Json;
}

export function situationOf(app: FinalApp, asking: Asking): Situation {
  const { bucket, policy, session } = asking;
  const render = (value: unknown): Json => plain(app.render(policy, value), knownIn(app, Stack.of(policy)));
  const subject = subjectAsking(app, asking);
  const { account = Stack.of(policy).account, arn, type } = callerOf(app, asking, subject);
  const policies = fromInside(app, asking);
  const keyPolicy = (key: FinalResource) => documentOf(app, key, 'KeyPolicy');
  const keys = new Map(keysOf(asking).map((key) => [key.keyArn, [resourceGiven(app, key) ?? []].flat().map(keyPolicy)]));
  const endpoints = originsOf(asking).origins.flatMap((origin) => endpointsFrom(app, origin));
  const own = [...KINDS.flatMap((kind) => policies[kind] ?? []), ...[...keys.values()].flat()];
  const all = JSON.stringify([...own, ...endpoints.map((one) => documentOf(app, one))].map(({ document }) => document));
  const asked = tagKeysIn(all);
  const isStranger = account !== Stack.of(policy).account;
  return {
    asking,
    principal: { type, arn: render(arn), account: render(account) },
    policies,
    keys,
    encrypted: bucket ? encryptionContext(resourceGiven(app, bucket), textOf(render(bucket.bucketArn))) : {},
    facts: {
      ...{ ...organizationOf(all, isStranger), ...tagsOfPrincipal(subject, asked), ...tagsNotAsked(asking, all) },
      ...{ ...idOfSessions(subject), ...sessionsOf(app, subject, asking.outsider?.service), ...sessionOf(session, render) },
    },
    on: contextOfResource(app, asking, asked),
    networks: (action) => callsFromInside(app, asking, action.split(':')[0]),
    decisions: new Map(),
    render,
  };
}

/** A session that the user issues, with a policy that allows what it calls. Which tags it has is not known. */
export function issuedBy(user: Situation): Situation {
  const arn = ['arn', { Ref: 'AWS::Partition' }, 'sts', '', user.principal.account, `federated-user/${token({ Session: 'name' })}`];
  const principal = { ...user.principal, type: 'FederatedUser', session: user.render({ 'Fn::Join': [':', arn] }) } as const;
  const tagless = Object.entries(user.facts).filter(([key]) => !/^aws:PrincipalTag/i.test(key));
  return { ...user, principal, policies: { ...user.policies, session: [OPEN] }, facts: Object.fromEntries(tagless), decisions: new Map() };
}

/** The same without policies of which nothing is known: what the others allow is allowed, unless an unknown one denies it. */
export function asShown(situation: Situation): Situation {
  const { policies } = situation;
  const identity = policies.identity.filter(({ document }) => document !== undefined);
  return identity.length === policies.identity.length
    ? situation
    : { ...situation, policies: { ...policies, identity }, decisions: new Map() };
}

/** The product calls from the networks that `onlyFrom` gives it. What an outsider may call is not known. */
function fromInside(app: FinalApp, asking: Asking): Policies {
  const policies = policiesFor(app, asking);
  if (asking.outsider) {
    return { ...policies, identity: [OPEN, ...policies.identity] };
  }
  const isOwn = ofNetworks(app, asking);
  const without = (document: Json): Json => {
    const { Statement } = (document ?? {}) as { Statement?: unknown };
    return Statement === undefined
      ? document
      : { ...(document as object), Statement: listOf(Statement).map((one) => (isOwn(one) ? INERT : one)) };
  };
  return { ...policies, identity: policies.identity.map((one) => ({ ...one, document: without(one.document) })) };
}

/** An import by name does not know the path of what the app creates. */
function callerOf(
  app: FinalApp,
  { outsider, role, user }: Asking,
  subject: Subject | undefined,
): Pick<Outsider, 'account' | 'arn' | 'type'> {
  const arn = user?.userArn ?? role?.roleArn;
  const isImported = subject && !isNamed(subject) && !app.find(user ?? role);
  return outsider ?? { type: role ? 'AssumedRole' : 'User', arn: isImported ? subject.construct.getAtt('Arn') : arn };
}
