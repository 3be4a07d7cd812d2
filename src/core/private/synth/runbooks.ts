import type { Stack } from 'aws-cdk-lib';
import { objectOf } from '../policy/document';
import { documentIn } from '../policy/document-text';
import type { Json } from '../policy/request';
import { type Call, callsIn } from './calls-in';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { oncePerApp } from './once';
import { callsOfAws, type Parameters } from './runbooks-of-aws';
import { eitherOf, parametersOf, type Started, startedBy, startedIn } from './started';
import { textIn } from './text-in';
import { byWrittenName } from './written-names';

/** Runbooks of AWS Systems Manager: those of the app, and those of AWS. */
export const RUNBOOK = 'AWS::SSM::Document';

/** The calls of the runbooks that a resource starts, and of those that these start, with the parameters that they get. */
export const callsOfStarted = (app: FinalApp, by: FinalResource, calls: readonly Call[]): Call[] =>
  [...startedBy(by), ...calls.flatMap(startedIn)].flatMap((one) => callsOf(app, by.construct.stack, one));

function callsOf(app: FinalApp, stack: Stack, started: Started, within: readonly string[] = []): Call[] {
  return eitherOf(started).flatMap((one) => {
    const [name, given] = [nameIn(app, stack, one[0]), parametersOf(one)];
    const found = within.includes(name)
      ? []
      : [...callsOfAws(name, given), ...ofApp(app, name).flatMap((own) => callsOfRunbook(own, given))];
    return [...found, ...found.flatMap(startedIn).flatMap((inner) => callsOf(app, stack, inner, [...within, name]))];
  });
}

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

const runbooks = oncePerApp((app) => byWrittenName(app, RUNBOOK, 'Name'));

const ofApp = (app: FinalApp, name: string): readonly FinalResource[] => runbooks(app).get(name) ?? [];

/** By its name, or an ARN: `arn:aws:ssm:eu-west-1:111122223333:automation-definition/NAME:$DEFAULT`. */
const nameIn = (app: FinalApp, stack: Stack, document: Json): string => {
  const text = textIn(app, stack)(document);
  return text.slice(text.lastIndexOf('/') + 1).split(':')[0];
};
