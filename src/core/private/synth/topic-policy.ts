import { Stack } from 'aws-cdk-lib';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { BucketPolicyStatement } from '../model/bucket-profile';
import { isMet } from '../policy/condition';
import { principalsOf } from '../policy/named-principals';
import type { Json, Request } from '../policy/request';
import { all, plain, type Truth, textOf, texts, token } from '../policy/text';
import { referredTo } from '../validation/referred';
import { pathOf } from '../validation/shown-value';
import { warn } from '../validation/warnings';
import { checkAtSynth } from './at-synth';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { knownIn } from './known-names';
import { mayName } from './let-in';
import { Mentions } from './mentions';
import { type PlacedStatement, statementsAt } from './placed-statement';
import { Targets } from './targets';
import { resolvedIn } from './whose';

/** A service that publishes to a topic, and whom this notifies; what its calls carry, by condition key: `*` at the end is any name. */
export interface Publishing {
  readonly service: string;
  readonly what: string;
  readonly context: Request['context'];
}

/** Where a policy names its topic. */
const NAMES_TOPIC: Record<string, RegExp> = { 'AWS::SNS::TopicPolicy': /^Topics\b/, 'AWS::SNS::TopicInlinePolicy': /^TopicArn$/ };

/** Warns about a policy of a topic of the app that certainly stops a service: each policy of a topic replaces the others. */
export function checkTopic(scope: Construct, topic: sns.ITopic, { context, service, what }: Publishing): void {
  checkAtSynth(scope, (app) => {
    const text = (value: unknown) =>
      textOf(plain(app.render(scope, value), knownIn(app, Stack.of(scope)))).replace(/\*$/, token('any name'));
    const known = Object.entries(context).map(([key, value]) => [key, text(value)]);
    const calls = { ...Object.fromEntries([...OF_NO_PRINCIPAL, ...known]), 'aws:PrincipalServiceName': service, ...OF_SERVICE };
    warnAboutTopic(app, scope, topic, { service, what, context: calls });
    warnAboutTopicKey(app, scope, topic, { service, what });
    return [];
  });
}

/** What no call of a service has, and what all have. */
const OF_NO_PRINCIPAL = ['Arn', 'OrgID', 'OrgPaths', 'Account'].map((key) => [`aws:Principal${key}`, null]);
const OF_SERVICE = { 'aws:PrincipalIsAWSService': 'true', 'aws:SecureTransport': 'true' };

function warnAboutTopic(app: FinalApp, scope: Construct, topic: sns.ITopic, publishing: Publishing): void {
  const final = finalTopic(app, topic);
  const mentions = final ? Mentions.of(app).to(final.construct) : [];
  const policies = new Set(mentions.filter(({ at, by }) => !by.Condition && NAMES_TOPIC[by.Type]?.test(at)).map(({ by }) => by));
  const stops = final ? [...policies].flatMap((policy) => stopIn(app, final, policy, publishing) ?? []) : [];
  if (stops.length > 0) {
    const { service, what } = publishing;
    const todo = `Allow the service in each policy of the topic, and make an exception for it (aws:PrincipalIsAWSService) where others are denied.`;
    const text = `${what} notify nobody: sns:Publish by ${service} on topic '${topic.node.path}' is ${stops.join(', ')}. ${todo}`;
    warn(scope, 'cdk-vendor-access:core.denied', text);
  }
}

/** Of the key that AWS manages for SNS, nobody can change the policy: https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns. */
function warnAboutTopicKey(app: FinalApp, scope: Construct, topic: sns.ITopic, { service, what }: Omit<Publishing, 'context'>): void {
  const final = finalTopic(app, topic);
  const key = final && plain(final.Properties.KmsMasterKeyId, knownIn(app, final.construct.stack));
  if (typeof key === 'string' && /(^|:)alias\/aws\/sns$/.test(key)) {
    const problem = `topic '${topic.node.path}' is encrypted with alias/aws/sns, which ${service} cannot use. AWS manages the policy of this key.`;
    const todo = `Encrypt the topic with a customer managed key (masterKey), whose policy allows the service kms:Decrypt and kms:GenerateDataKey*.`;
    warn(scope, 'cdk-vendor-access:core.denied', `${what} notify nobody: ${problem} ${todo}`);
  }
}

/** Also if it is imported by a reference to it. */
const finalTopic = (app: FinalApp, topic: sns.ITopic): FinalResource | undefined => app.find(topic) ?? app.find(referredTo(topic.topicArn));

function stopIn(app: FinalApp, topic: FinalResource, policy: FinalResource, publishing: Publishing): string | undefined {
  const judged = statementsAt(policy).map((one) => ({ one, applies: applies(resolvedIn(app, one), publishing) }));
  const denial = judged.find(({ applies, one }) => applies && one.sure && one.statement.Effect === 'Deny' && isOn(app, topic, one));
  const mayBeAllowed = judged.some(({ applies, one }) => applies !== false && one.statement.Effect !== 'Deny');
  const path = `'${pathOf(policy.construct)}'`;
  return denial
    ? `denied by statement '${denial.one.statement.Sid ?? denial.one.at}' of ${path}`
    : mayBeAllowed
      ? undefined
      : `not allowed by ${path}`;
}

/** Whether a statement is about the call, as far as it is known. */
function applies(statement: BucketPolicyStatement, { context, service }: Publishing): Truth {
  const { Action, Condition = {}, Effect, NotAction, NotPrincipal } = statement;
  if ((Effect !== 'Allow' && Effect !== 'Deny') || NotPrincipal !== undefined) {
    return undefined;
  }
  const isAction = NotAction === undefined ? mayName(Action, 'sns:publish') : !mayName(NotAction, 'sns:publish');
  const isNamed = principalsOf(statement).some(([kind, name]) => name === '*' || (kind === 'Service' && name === service));
  const given = Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key.toLowerCase(), value === null ? null : texts(value)]),
  );
  const conditions = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries((keys ?? {}) as Record<string, Json>).map(([key, values]) => isMet(operator, values, given[key.toLowerCase()])),
  );
  return all([isAction, isNamed, ...conditions]);
}

const isOn = (app: FinalApp, topic: FinalResource, { by, statement }: PlacedStatement): boolean =>
  [(statement as { Resource?: unknown }).Resource ?? '*'].flat().some((one) => one === '*' || refersTo(app, topic, by, one));

const refersTo = (app: FinalApp, topic: FinalResource, by: FinalResource, value: unknown): boolean =>
  Targets.of(app).find(by.construct.stack, value)?.element === topic.construct;
