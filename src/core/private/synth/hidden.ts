import { CfnParameter, type Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { substitutedIn } from '../policy/text';
import type { FinalApp } from './final-app';
import { valuesOf } from './known-names';
import { type Place, parameterFindings } from './parameter';
import { elsewhere } from './stack-outputs';
import { Targets } from './targets';

/** Characters that a policy must contain only where the data writes them. */
const WILD = /[*?]|\$\{/;

/** Resources whose attributes come from arbitrary code or text of the user. */
export const ARBITRARY = /^(Custom::|AWS::CloudFormation::(CustomResource|Macro|Stack|WaitCondition)$|AWS::SSM::Parameter$)/;

/** What is empty in a rendered value, or can hide in it. */
export function findingsIn(app: FinalApp, stack: Stack, value: unknown, place: Place): string[] {
  if (value === undefined || value === null || value === '') {
    return ['nothing'];
  }
  if (typeof value === 'string') {
    return WILD.test(value) ? [`'${value}'`] : place !== 'compared' && value.includes('{{resolve:') ? unknown(value) : [];
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? ['nothing'] : value.flatMap((one) => findingsIn(app, stack, one, place));
  }
  return typeof value === 'object' ? inIntrinsic(app, stack, value as Record<string, unknown>, place) : [];
}

function inIntrinsic(app: FinalApp, stack: Stack, value: Record<string, unknown>, place: Place): string[] {
  const [[name, argument] = ['', undefined]] = Object.entries(value);
  const part: Place = place === 'principal' && /Join|Sub/.test(name) ? 'compared' : place;
  const inside = (...values: unknown[]) => values.flatMap((one) => findingsIn(app, stack, one, part));
  const otherwise = () => (part === 'compared' ? [] : unknown(value));
  const list = Array.isArray(argument) ? argument : [];
  switch (name) {
    case 'Ref':
    case 'Fn::GetAtt':
    case 'Fn::GetStackOutput':
    case 'Fn::ImportValue':
      return argument === 'AWS::NoValue' ? ['nothing'] : String(argument).startsWith('AWS::') ? [] : inReference(app, stack, value, place);
    case 'Fn::Join':
    case 'Fn::Sub': {
      const parts = (name === 'Fn::Sub' ? substitutedIn(argument) : list.flat())?.filter((one) => one !== '');
      return parts ? (parts.length > 0 ? inside(...parts) : ['nothing']) : otherwise();
    }
    case 'Fn::If':
      return inside(list[1], list[2]);
    case 'Fn::FindInMap': {
      const values = valuesOf(app, stack, value);
      return values ? inside(...values) : otherwise();
    }
    case 'Fn::Select':
    case 'Fn::Split':
      return inside(...chosenOf(list));
    default:
      return otherwise();
  }
}

/** What `Fn::Select` may choose: any, if the deployment knows which. */
const chosenOf = ([index, of]: readonly unknown[]): unknown[] =>
  Array.isArray(of) && typeof index !== 'object' ? [of[Number(index)]] : [of].flat();

function inReference(app: FinalApp, stack: Stack, value: object, place: Place): string[] {
  const target = Targets.of(app).find(stack, value)?.element;
  const from = target ? undefined : elsewhere(app, stack, value);
  if (from) {
    return findingsIn(app, from.stack, from.value, place);
  }
  const element = target ?? parameterOf(stack, value);
  if (element instanceof CfnParameter) {
    return parameterFindings(element, place);
  }
  const type = app.find(element)?.Type;
  return place === 'compared' || (type !== undefined && !ARBITRARY.test(type)) ? [] : unknown(value);
}

/** What may make a range wide that is as a whole what the deployment gives: a parameter. */
export const widenedBy = (app: FinalApp, stack: Stack, range: unknown): string[] =>
  typeof range === 'object' && range !== null && 'Ref' in range ? findingsIn(app, stack, range, 'address') : [];

/** A parameter that a template references directly. */
function parameterOf(stack: Stack, value: object): CfnParameter | undefined {
  const { Ref: id } = value as { Ref?: unknown };
  const isIt = (one: IConstruct): one is CfnParameter =>
    one instanceof CfnParameter && one.stack === stack && stack.resolve(one.logicalId) === id;
  return id === undefined ? undefined : stack.node.findAll().find(isIt);
}

const unknown = (value: unknown): string[] => [
  `${typeof value === 'string' ? value : JSON.stringify(value)}, which is known only at deployment`,
];
