import { objectOf, partsOf } from '../policy/document';
import { documentIn } from '../policy/document-text';
import type { Json } from '../policy/request';
import { actionOf, type Call } from './calls-in';
import type { FinalResource } from './final-resource';
import { PACK, REMEDIATION, resourceOfRule, resourcesOfPack } from './remediated';

/** A runbook that is started, and the parameters that it gets. */
export type Started = readonly [document: Json, parameters: Json];

type Properties = FinalResource['Properties'];

const each = (value: Json): Properties[] => partsOf(value).flatMap((one) => (objectOf(one.value) as Properties | undefined) ?? []);
const named = (entries: readonly (readonly [Json, Json])[]): Json => Object.fromEntries(entries);

/** What a remediation passes: values of its own, or the resource that breaks its rule. */
function passedBy(remediation: FinalResource, parameter: Json): Json {
  const { ResourceValue, StaticValue } = Object(parameter);
  return ResourceValue?.Value === 'RESOURCE_ID' ? resourceOfRule(remediation) : (StaticValue?.Values ?? StaticValue?.Value);
}

const RUN = 'aws:ssm:start-automation-execution';

/**
 * Resources that start runbooks: .../fis/latest/userguide/fis-actions-reference.html and
 * .../AWSCloudFormation/latest/TemplateReference/aws-properties-ssmincidents-responseplan-ssmautomation.html, read 2026-12-01.
 */
const STARTING: Readonly<Record<string, (properties: Properties, by: FinalResource) => Started[]>> = {
  [PACK]: (_, by) => resourcesOfPack(by).flatMap(startedBy),
  [REMEDIATION]: ({ Parameters, TargetId }, by) => [
    [TargetId, named(Object.entries(Object(Parameters) as object).map(([name, one]) => [name, passedBy(by, one)]))],
  ],
  'AWS::Events::Rule': ({ Targets }) => each(Targets).map(({ Arn, Input }): Started => [Arn, Input]),
  'AWS::FIS::ExperimentTemplate': ({ Actions }) =>
    each(Object.values(Object(Actions) as object)).flatMap(({ ActionId, Parameters }): Started[] =>
      ActionId === RUN ? [[Parameters?.documentArn, Parameters?.documentParameters]] : [],
    ),
  'AWS::SSM::Association': ({ Name, Parameters }) => [[Name, Parameters]],
  'AWS::SSM::MaintenanceWindowTask': ({ TaskArn, TaskInvocationParameters }) => [
    [TaskArn, TaskInvocationParameters?.MaintenanceWindowAutomationParameters?.Parameters],
  ],
  'AWS::SSMIncidents::ResponsePlan': ({ Actions }) =>
    each(Actions).flatMap(({ SsmAutomation }): Started[] =>
      each(SsmAutomation).map(({ DocumentName, Parameters }) => [
        DocumentName,
        named(each(Parameters).map(({ Key, Values }) => [Key, Values])),
      ]),
    ),
};

export const isStarting = (type: string): boolean => type in STARTING;

export function startedBy(by: FinalResource): Started[] {
  return STARTING[by.Type]?.(by.Properties, by) ?? [];
}

/** What a call starts. */
export function startedIn(call: Call): Started[] {
  const { DocumentName, Parameters } = objectOf(call[2]) ?? {};
  return actionOf(call) === 'ssm:StartAutomationExecution' ? [[DocumentName, Parameters]] : [];
}

/** What is started, or passed, can be what the deployment decides. */
export const eitherOf = ([document, parameters]: Started): Started[] => {
  const given = partsOf(parameters).map(({ value }) => value);
  return partsOf(document).flatMap(({ value }) => (given.length > 0 ? given : [undefined]).map((one): Started => [value, one]));
};

export const parametersOf = ([, parameters]: Started): Properties => (objectOf(documentIn(parameters)) ?? {}) as Properties;
