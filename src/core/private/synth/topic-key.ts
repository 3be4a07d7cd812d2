import type { Construct } from 'constructs';
import { partsOf } from '../policy/document';
import type { Json } from '../policy/request';
import { contextOfService } from '../policy/service-context';
import { plain } from '../policy/text';
import { pathOf } from '../validation/shown-value';
import { warn } from '../validation/warnings';
import type { FinalApp } from './final-app';
import { keyNamed, remedyOf, stateOf } from './final-key';
import type { FinalResource } from './final-resource';
import { knownIn } from './known-names';
import { type Publishing, stopIn } from './resource-calls';
import { lookIn } from './settings';

/** What SNS calls for a service that publishes. */
const CALLS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** Warns about a key of a topic that the service certainly cannot use. */
export function warnAboutTopicKey(app: FinalApp, scope: Construct, topic: FinalResource, publishing: Publishing, path: string): void {
  const keys = partsOf(topic.Properties.KmsMasterKeyId);
  const [{ problem, todo, id = 'denied' } = {}] =
    keys.length === 1 && keys[0].sure ? problemsOf(app, topic, keys[0].value, publishing) : [];
  if (problem) {
    warn(scope, `cdk-vendor-access:core.${id}`, `${publishing.what} notify nobody: topic '${path}' is encrypted with ${problem}. ${todo}`);
  }
}

interface Problem {
  readonly id?: 'keyDisabled';
  readonly problem: string;
  readonly todo: string;
}

/** Of the key that AWS manages for SNS, nobody can change the policy: https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns. */
function problemsOf(app: FinalApp, topic: FinalResource, value: Json, { keyContext, service }: Publishing): Problem[] {
  const known = plain(value, knownIn(app, topic.construct.stack));
  const allow = `allows the service ${CALLS.join(' and ')}*`;
  if (typeof known === 'string' && /(^|:)alias\/aws\/sns$/.test(known)) {
    const problem = `alias/aws/sns, which ${service} cannot use. AWS manages the policy of this key`;
    return [{ problem, todo: `Encrypt the topic with a customer managed key (masterKey), whose policy ${allow}.` }];
  }
  const key = keyNamed(app, topic.construct.stack, value);
  if (!key || key.Condition !== undefined) {
    return [];
  }
  const name = `key '${pathOf(key.construct)}'`;
  const context = { ...keyContext, ...contextOfService(service) };
  const stops = CALLS.flatMap((call) => {
    const how = stopIn(app, key, key, 'KeyPolicy', { service, action: call.toLowerCase(), context });
    return how
      ? { problem: `${name}, with which ${call} by ${service} is ${how}`, todo: `Make sure that the policy of the key ${allow}.` }
      : [];
  });
  const state = lookIn(app, key, stateOf).found;
  return state ? [{ id: 'keyDisabled', problem: `${name}, which ${state}`, todo: remedyOf(state) }] : stops;
}
