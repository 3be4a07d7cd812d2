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

/** A start, and the runbooks that led to it. */
interface Reached {
  readonly started: Started;
  readonly within: readonly string[];
}

const from = (within: readonly string[], all: readonly Started[]): Reached[] => all.map((started) => ({ started, within }));

/** The calls of the runbooks that a resource starts, and of those that these start, with the parameters that they get. */
export function callsOfStarted(app: FinalApp, by: FinalResource, calls: readonly Call[]): Call[] {
  const starts = [...startedBy(by).map((one) => [one]), calls.flatMap(startedIn)]; // two remediations may pass the same, and mean different things
  return starts.flatMap((all) => callsOf(app, by.construct.stack, from([], all)));
}

/** Level by level, each runbook once with the same parameters: many ways may lead to it. */
function callsOf(app: FinalApp, stack: Stack, level: readonly Reached[], seen = new Set<string>()): Call[] {
  const found = level.flatMap(({ started, within }) =>
    eitherOf(started).flatMap((one) => {
      const [name, given] = [nameIn(app, stack, one[0]), parametersOf(one)];
      const key = JSON.stringify([name, given]);
      if (within.includes(name) || seen.has(key)) {
        return [];
      }
      seen.add(key);
      const calls = [...callsOfAws(name, given), ...ofApp(app, name).flatMap((own) => callsOfRunbook(own, given))];
      return calls.map((call) => ({ call, next: from([...within, name], startedIn(call)) }));
    }),
  );
  const next = found.flatMap((one) => one.next);
  return [...found.map(({ call }) => call), ...(next.length > 0 ? callsOf(app, stack, next, seen) : [])];
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
