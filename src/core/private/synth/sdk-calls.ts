import { objectOf, type Statement } from '../policy/document';
import { documentIn } from '../policy/document-text';
import type { Json } from '../policy/request';
import { plain, texts } from '../policy/text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { oncePerApp } from './once';
import { meantBy } from './resource-names';

/** A call of AWS that a resource of the app makes, on something in the app. */
export interface SdkCall {
  readonly by: FinalResource;
  /** `iam:CreateAccessKey` */
  readonly action: string;
  readonly on: FinalResource;
  readonly parameters: Statement;
}

/** Where such calls stand: `AwsCustomResource`, states, schedules, runbooks. */
const CALLERS =
  /^(Custom::.*|AWS::CloudFormation::CustomResource|AWS::StepFunctions::StateMachine|AWS::Scheduler::Schedule|AWS::SSM::Document)$/;
/** `arn:aws:states:::aws-sdk:iam:createAccessKey.waitForTaskToken` */
const INTEGRATION = /:(?:states|scheduler):::aws-sdk:([^:]+):(\w+)/;

/** All calls, by what they are made on. */
export const sdkCalls = oncePerApp((app) => {
  const found = new Map<FinalResource, SdkCall[]>();
  for (const by of app.resources.filter(({ Type }) => CALLERS.test(Type))) {
    for (const [service, action, given] of callsIn(substituted(by.Properties))) {
      const parameters = objectOf(given) ?? {};
      for (const on of onWhat(app, by, parameters)) {
        found.set(on, [...(found.get(on) ?? []), { by, action: `${normalized(service)}:${capital(action)}`, on, parameters }]);
      }
    }
  }
  return found;
});

/** The definition of a state machine, with what it is completed by. */
function substituted(properties: FinalResource['Properties']): Json {
  const { DefinitionString, DefinitionSubstitutions, ...more } = properties;
  return typeof DefinitionString === 'string' && DefinitionSubstitutions
    ? { ...more, DefinitionString: { 'Fn::Sub': [DefinitionString, DefinitionSubstitutions] } }
    : properties;
}

type Call = [service: string, action: string, parameters: Json];

/** The calls anywhere in a value, and in the JSON of its texts. */
function callsIn(value: Json): Call[] {
  const read = documentIn(value);
  const inner = typeof read === 'object' && read !== null ? Object.values(read) : [];
  return [...callOf(objectOf(read) ?? {}), ...inner.flatMap(callsIn)];
}

/** A call, as those write it that make it. */
function callOf(value: Statement): Call[] {
  const { action, Api, Arguments, Arn, Input, inputs, parameters, Parameters, Resource, service, Service, ...more } = value;
  const { Api: api = Api, Service: of = Service, ...given } = objectOf(inputs) ?? {};
  const [, integrated, does] = texts(plain(Resource ?? Arn)).flatMap((text) => [INTEGRATION.exec(text) ?? []])[0] ?? [];
  if (integrated !== undefined && does !== undefined) {
    return [[integrated, does, documentIn(Arguments ?? Parameters ?? Input)]];
  }
  if (typeof of === 'string' && typeof api === 'string') {
    return [[of, api, { ...given, ...more }]];
  }
  return typeof service === 'string' && typeof action === 'string' ? [[service, action, parameters]] : [];
}

/** What the parameters name, each by its key: `UserName`. */
const onWhat = (app: FinalApp, { construct: { stack } }: FinalResource, parameters: Statement): FinalResource[] => [
  ...new Set(Object.entries(parameters).flatMap(([key, value]) => [value].flat().flatMap((one) => meantBy(app, stack, one, key)))),
];

/** The SDK has several names for a service: `SecretsManager`, `@aws-sdk/client-secrets-manager`. */
const normalized = (service: string): string =>
  service
    .replace(/^(@aws-sdk\/)?client-/, '')
    .replaceAll('-', '')
    .toLowerCase();

/** And for a call: `getSecretValue`, `GetSecretValueCommand`. */
const capital = (action: string): string => action.charAt(0).toUpperCase() + action.slice(1).replace(/Command$/, '');
