import { objectOf, type Statement } from '../policy/document';
import { documentIn, isIntrinsic } from '../policy/document-text';
import type { Json } from '../policy/request';
import { plain, texts } from '../policy/text';
import { callOfApi } from './api-calls';
import type { FinalResource } from './final-resource';

/** `arn:aws:states:::aws-sdk:iam:createAccessKey.waitForTaskToken` */
const INTEGRATION = /:(?:states|scheduler):::aws-sdk:([^:]+):(\w+)/;

/** The definition of a state machine, with what its texts are completed by. */
export function substituted(properties: FinalResource['Properties']): Json {
  const { Definition, DefinitionString, DefinitionSubstitutions, ...more } = properties;
  const completed = (value: Json): Json => {
    const inner = objectOf(value);
    return typeof value === 'string'
      ? { 'Fn::Sub': [value, DefinitionSubstitutions] }
      : Array.isArray(value)
        ? value.map(completed)
        : inner && !isIntrinsic(inner)
          ? Object.fromEntries(Object.entries(inner).map(([key, one]) => [key, completed(one)]))
          : value;
  };
  return DefinitionSubstitutions
    ? { ...more, Definition: completed(Definition), DefinitionString: completed(DefinitionString) }
    : properties;
}

export type Call = [service: string, action: string, parameters: Json];

/** The calls anywhere in a value, and in the JSON of its texts. */
export function callsIn(value: Json): Call[] {
  const read = documentIn(value);
  const inner = typeof read === 'object' && read !== null ? Object.values(read) : [];
  const object = objectOf(read) ?? {};
  return [...callOf(object), ...callOfApi(object), ...inner.flatMap(callsIn)];
}

/** A call, as those write it that make it. */
function callOf(value: Statement): Call[] {
  const { action, Api, Arguments, Arn, Input, inputs, parameters, Parameters, Resource, service, Service, ...more } = value;
  const { Api: api = Api, Service: of = Service, ...given } = objectOf(inputs) ?? {};
  const [, integrated, does] = texts(plain(Resource ?? Arn)).flatMap((text) => [INTEGRATION.exec(text) ?? []])[0] ?? [];
  if (integrated !== undefined && does !== undefined) {
    return [[integrated, does, documentIn(Arguments ?? Parameters ?? Input)]];
  }
  if (action === 'aws:executeAutomation') {
    return [['ssm', 'startAutomationExecution', { ...given, Parameters: given.RuntimeParameters }]];
  }
  if (typeof of === 'string' && typeof api === 'string') {
    return [[of, api, { ...given, ...more }]];
  }
  return typeof service === 'string' && typeof action === 'string' ? [[service, action, parameters]] : [];
}

/** `iam:CreateAccessKey` */
export const actionOf = ([service, action]: Call): string => `${normalized(service)}:${capital(action)}`;

/** The SDK has several names for a service: `SecretsManager`, `@aws-sdk/client-secrets-manager`. */
const normalized = (service: string): string =>
  service
    .replace(/^(@aws-sdk\/)?client-/, '')
    .replaceAll('-', '')
    .toLowerCase();

/** And for a call: `getSecretValue`, `GetSecretValueCommand`. */
const capital = (action: string): string => action.charAt(0).toUpperCase() + action.slice(1).replace(/Command$/, '');
