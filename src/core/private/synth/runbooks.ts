import type { Stack } from 'aws-cdk-lib';
import { objectOf, partsOf } from '../policy/document';
import { documentIn } from '../policy/document-text';
import type { Json } from '../policy/request';
import { plain, texts } from '../policy/text';
import { actionOf, type Call, callsIn } from './calls-in';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { oncePerApp } from './once';
import { textIn } from './text-in';

/** Runbooks of AWS Systems Manager: those of the app, and those of AWS. */
export const RUNBOOK = 'AWS::SSM::Document';

/** What those of AWS call that matters here (https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-ref-s3.html, read 2026-11-30). */
const OF_AWS: Readonly<Record<string, readonly [service: string, action: string]>> = {
  'AWS-ConfigureS3BucketVersioning': ['s3', 'PutBucketVersioning'],
  'AWS-EnableS3BucketEncryption': ['s3', 'PutBucketEncryption'],
  'AWSConfigRemediation-ConfigureS3BucketPublicAccessBlock': ['s3', 'PutPublicAccessBlock'],
  'AWSConfigRemediation-DeleteSecret': ['secretsmanager', 'DeleteSecret'],
  'AWSConfigRemediation-RemovePrincipalStarFromS3BucketPolicy': ['s3', 'PutBucketPolicy'],
  'AWSConfigRemediation-RestrictBucketSSLRequestsOnly': ['s3', 'PutBucketPolicy'],
  'AWSConfigRemediation-RotateSecret': ['secretsmanager', 'RotateSecret'],
};

type Parameters = Readonly<Record<string, Json>>;
type Started = readonly [document: Json, parameters: Json];

/** The calls of the runbooks that a resource starts, with the parameters that it passes. */
export const callsOfStarted = (app: FinalApp, by: FinalResource, calls: readonly Call[]): Call[] =>
  [...startedBy(by), ...calls.flatMap(startedIn)].flatMap(eitherOf).flatMap(([document, parameters]) => {
    const given = (objectOf(documentIn(parameters)) ?? {}) as Parameters;
    const name = nameIn(app, by.construct.stack, document);
    const ofAws: Call[] = name in OF_AWS ? [[...OF_AWS[name], given]] : [];
    return [...ofAws, ...(named(app).get(name) ?? []).flatMap((one) => callsOfRunbook(one, given))];
  });

/** What is started, or passed, can be what the deployment decides. */
const eitherOf = ([document, parameters]: Started): Started[] => {
  const given = partsOf(parameters).map(({ value }) => value);
  return partsOf(document).flatMap(({ value }) => (given.length > 0 ? given : [undefined]).map((one): Started => [value, one]));
};

function startedBy({ Properties, Type }: FinalResource): Started[] {
  switch (Type) {
    case 'AWS::SSM::Association':
      return [[Properties.Name, Properties.Parameters]];
    case 'AWS::SSM::MaintenanceWindowTask':
      return [[Properties.TaskArn, Object(Object(Properties.TaskInvocationParameters).MaintenanceWindowAutomationParameters).Parameters]];
    case 'AWS::Config::RemediationConfiguration':
      return [
        [
          Properties.TargetId,
          Object.fromEntries(Object.entries(Object(Properties.Parameters)).map(([name, one]) => [name, staticIn(one)])),
        ],
      ];
    case 'AWS::Events::Rule':
      return partsOf(Properties.Targets).flatMap(({ value }): Started[] => {
        const { Arn, Input } = objectOf(value) ?? {};
        return [[Arn, Input]];
      });
    default:
      return [];
  }
}

const staticIn = (parameter: Json): Json => Object(Object(parameter).StaticValue).Values ?? Object(Object(parameter).StaticValue).Value;

const startedIn = (call: Call): Started[] => {
  const { DocumentName, Parameters: given } = objectOf(call[2]) ?? {};
  return actionOf(call) === 'ssm:StartAutomationExecution' ? [[DocumentName, given]] : [];
};

/** Its calls, in which the parameters have the given values, or those by default. */
export function callsOfRunbook({ Properties }: FinalResource, given: Parameters): Call[] {
  const content = objectOf(documentIn(Properties.Content)) ?? {};
  const declared = Object.entries(objectOf(content.parameters) ?? {}).map(([name, one]) => [name, objectOf(one)?.default]);
  const values: Parameters = { ...Object.fromEntries(declared.filter(([, value]) => value !== undefined)), ...given };
  return callsIn(filled(content.mainSteps, values));
}

/** A value in which each `{{ name }}` is what the parameter has. */
function filled(value: Json, values: Parameters): Json {
  const [, name = ''] = typeof value === 'string' ? (/^\{\{\s*([\w.]+)\s*\}\}$/.exec(value) ?? []) : [];
  if (name in values) {
    return values[name];
  }
  if (Array.isArray(value)) {
    return value.map((one) => filled(one, values));
  }
  const inner = objectOf(value);
  return inner ? Object.fromEntries(Object.entries(inner).map(([key, one]) => [key, filled(one, values)])) : value;
}

/** The runbooks of the app, by their names as `textIn` writes them. */
const named = oncePerApp((app) => {
  const found = new Map<string, FinalResource[]>();
  for (const one of app.ofType(RUNBOOK)) {
    const write = textIn(app, one.construct.stack);
    for (const name of [write({ Ref: one.logicalId }), ...texts(plain(one.Properties.Name)).map(() => write(one.Properties.Name))]) {
      found.set(name, [...(found.get(name) ?? []), one]);
    }
  }
  return found;
});

/** By its name, or an ARN: `arn:aws:ssm:eu-west-1:111122223333:automation-definition/NAME:$DEFAULT`. */
const nameIn = (app: FinalApp, stack: Stack, document: Json): string => {
  const text = textIn(app, stack)(document);
  return text.slice(text.lastIndexOf('/') + 1).split(':')[0];
};
