import { Stack } from 'aws-cdk-lib';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Request } from '../policy/request';
import { contextOfService } from '../policy/service-context';
import { plain, textOf, token } from '../policy/text';
import { problem } from '../validation/errors';
import { warn } from '../validation/warnings';
import { checkAtSynth } from './at-synth';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { resourceGiven } from './given-resource';
import { knownIn } from './known-names';
import { Mentions } from './mentions';
import { type Publishing, stopIn } from './resource-calls';
import { warnAboutTopicKey } from './topic-key';

/** Where a policy names its topic. */
const NAMES_TOPIC: Record<string, RegExp> = { 'AWS::SNS::TopicPolicy': /^Topics\b/, 'AWS::SNS::TopicInlinePolicy': /^TopicArn$/ };

/** Warns about a policy of a topic of the app, or of its key, that certainly stops a service: each policy of a topic replaces the others. */
export function checkTopic(scope: Construct, topic: sns.ITopic, publishing: Publishing): void {
  checkAtSynth(scope, (app) => {
    const final = resourceGiven(app, topic);
    if (final) {
      const text = (value: unknown) =>
        textOf(plain(app.render(scope, value), knownIn(app, Stack.of(scope)))).replace(/\*$/, token('any name'));
      const written = (context: Request['context']) =>
        Object.fromEntries(Object.entries(context).map(([key, value]) => [key, value === null ? null : text(value)]));
      const known = { ...publishing, context: written(publishing.context), keyContext: written(publishing.keyContext) };
      warnAboutTopic(app, scope, final, known, topic.node.path);
      warnAboutTopicKey(app, scope, final, known, topic.node.path);
    }
    return publishing.service === EVENTS && `${final?.Properties.FifoTopic}` === 'true' ? [fifoProblem(topic)] : [];
  });
}

export const EVENTS = 'events.amazonaws.com';

export const fifoProblem = ({ node }: sns.ITopic): string =>
  problem('topic', `'${node.path}', a FIFO topic`, 'a standard topic', 'EventBridge, whose rules notify it, supports no other.');

function warnAboutTopic(app: FinalApp, scope: Construct, final: FinalResource, { context, service, what }: Publishing, path: string): void {
  const mentions = Mentions.of(app).to(final.construct);
  const policies = new Set(mentions.filter(({ at, by }) => !by.Condition && NAMES_TOPIC[by.Type]?.test(at)).map(({ by }) => by));
  const call = { service, action: 'sns:publish', context: { ...context, ...contextOfService(service) } };
  const stops = [...policies].flatMap((policy) => stopIn(app, final, policy, 'PolicyDocument', call) ?? []);
  if (stops.length > 0) {
    const todo = `Allow the service in each policy of the topic, and make an exception for it (aws:PrincipalIsAWSService) where others are denied.`;
    const text = `${what} notify nobody: sns:Publish by ${service} on topic '${path}' is ${stops.join(', ')}. ${todo}`;
    warn(scope, 'cdk-vendor-access:core.denied', text);
  }
}
