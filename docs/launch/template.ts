// Templates without the CDK: synthesized by the constructs, and deployed by CloudFormation alone.
import {
  App,
  BootstraplessSynthesizer,
  type CfnElement,
  CfnParameter,
  CfnRule,
  Fn,
  type ICfnConditionExpression,
  Stack,
  Token,
} from 'aws-cdk-lib';
import { Annotations, Match, Template as Synthesized } from 'aws-cdk-lib/assertions';
import type { IConstruct } from 'constructs';
import type { Json, Template } from '../../test/matrix/types';
import { marksOf } from '../marks';
import type { Launch, Values } from './launch';
import { withoutSlash } from './names';
import type { Parameter } from './parameter';

/** A template as CloudFormation takes it. */
export type Whole = Template & {
  readonly Description?: string;
  readonly Metadata?: Json;
  readonly Rules?: Record<string, Json>;
  readonly Outputs?: Record<string, { readonly Description?: string; readonly Value: Json; readonly Export?: Json }>;
};

/** What the synthesis of a template says beside it. */
export interface Made {
  readonly template: Whole;
  readonly warnings: readonly string[];
  /** By the logical id of a policy, the permission sets in it. */
  readonly sets: ReadonlyMap<string, readonly string[]>;
  /** What it consists of: the ids that an app of the CDK needs to take it over. */
  readonly constructs: readonly { readonly id: string; readonly type: string }[];
}

/** `vendor/name`, with parameters. */
export function launchTemplate(name: string, launch: Launch): Made {
  return synthesized(name, (stack) => {
    const { parameters } = launch;
    stack.templateOptions.metadata = {
      'AWS::CloudFormation::Interface': { ParameterGroups: [{ Parameters: parameters.map((one) => one.name) }] },
    };
    const made = new Map(parameters.map((one) => [one, parameterOf(stack, one)]));
    const of = (one: Parameter): CfnParameter => made.get(one) ?? fail(name, one);
    launch.make(stack, { text: (one) => of(one).valueAsString, number: (one) => of(one).valueAsNumber });
  });
}

/** The same by the construct alone, with a value in place of each parameter. */
export const fixedTemplate = (name: string, launch: Launch, given = rightValues(launch)): Made =>
  synthesized(name, (stack) => launch.make(stack, fixed(given)));

/** What has to exist before. */
export const templateBefore = (name: string, { before }: Launch, given: Record<string, string>): Whole =>
  synthesized(`${name}-before`, (stack) => before?.(stack, fixed(given))).template;

export const rightValues = ({ parameters }: Launch): Record<string, string> =>
  Object.fromEntries(parameters.map(({ name, right }) => [name, right]));

const fixed = (given: Record<string, string>): Values => ({ text: ({ name }) => given[name], number: ({ name }) => Number(given[name]) });

function fail(name: string, { name: parameter }: Parameter): never {
  throw new Error(`${name} uses the parameter ${parameter}, and does not list it`);
}

function parameterOf(stack: Stack, one: Parameter): CfnParameter {
  const [minLength, maxLength] = one.length ?? [];
  const [minValue, maxValue] = one.range ?? [];
  const made = new CfnParameter(stack, one.name, {
    type: one.range ? 'Number' : 'String',
    description: one.description,
    constraintDescription: one.constraint,
    allowedPattern: one.pattern,
    allowedValues: one.values && [...one.values],
    ...{ minLength, maxLength, minValue, maxValue },
  });
  if (one.rule) {
    const { not, says } = one.rule;
    const isOther = Fn.conditionEquals(made.valueAsString, Token.asString(not)) as ICfnConditionExpression;
    const assertions = [{ assert: Fn.conditionNot(isOther), assertDescription: says }];
    new CfnRule(stack, `${one.name}Rule`, { assertions });
  }
  return made;
}

/** Without the bootstrap, the metadata of the CDK, and reasons for findings of cdk-nag, which nobody reads without the CDK. */
function synthesized(name: string, make: (stack: Stack) => void): Made {
  const app = new App({ analyticsReporting: false, postCliContext: { 'aws:cdk:disable-asset-staging': true } });
  const stack = new Stack(app, withoutSlash(name), {
    synthesizer: new BootstraplessSynthesizer(),
    description: `${name} of cdk-vendor-access`,
  });
  make(stack);
  const template: Whole = Synthesized.fromStack(stack).toJSON();
  const found = Annotations.fromStack(stack).findWarning('*', Match.anyValue());
  const resources = Object.entries<Json>(template.Resources ?? {}).map(([id, { Metadata: _, ...rest }]) => [id, rest]);
  return {
    template: { ...template, Resources: Object.fromEntries(resources) },
    warnings: found.map(({ entry }) => String(entry.data)),
    sets: new Map(stack.node.findAll().flatMap((one) => setsOf(stack, one))),
    constructs: stack.node.children.map((one) => ({ id: one.node.id, type: one.constructor.name })),
  };
}

/** What the library notes at each of its policies, for `explain`. */
const setsOf = (stack: Stack, one: IConstruct): [string, readonly string[]][] =>
  marksOf(one).map(({ sets }) => [stack.getLogicalId(one.node.defaultChild as CfnElement), sets]);
