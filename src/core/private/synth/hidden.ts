import { CfnParameter, type Stack } from 'aws-cdk-lib';
import { isWide } from '../model/addresses';
import { substitutedIn } from '../policy/text';
import { isNameOfValue } from '../validation/resolved-later';
import type { FinalApp } from './final-app';
import { elsewhere, handedOver, readsOf } from './handed-over';
import { valuesOf } from './known-names';
import { type Place, parameterFindings } from './parameter';
import { type Elsewhere, passedTo } from './stack-outputs';
import { Targets } from './targets';
import { parametersIn } from './template-parameters';

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
    const isOpen = WILD.test(value) || (place === 'address' && isWide(value));
    return isOpen ? [`'${value}'`] : place === 'compared' ? [] : inText(app, stack, value, place);
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

/** What the text reads at deployment: of parameters of the app, what they hold. */
function inText(app: FinalApp, stack: Stack, text: string, place: Place): string[] {
  const reads = text.split(/(?=\{\{resolve:)/).filter((part) => part.startsWith('{{resolve:'));
  return reads.flatMap((read) => {
    const ofAny = /^[^}]*:\d+\}/.test(read) ? [] : readsOf(app, stack, read); // another version may hold something else
    const [held] = ofAny.flatMap((one) => handedOver(app, stack, one) ?? []);
    return held ? findingsIn(app, held.stack, held.value, place) : unknown(text);
  });
}

function inReference(app: FinalApp, stack: Stack, value: object, place: Place): string[] {
  const own = parametersIn(app, stack).get((value as { Ref?: unknown }).Ref);
  const target = isNameOfValue(own) ? undefined : Targets.of(app).find(stack, value);
  const element = isNameOfValue(own) ? own : target?.later ? undefined : target?.element;
  const isParameter = element instanceof CfnParameter;
  const from = isParameter ? namedBy(app, element) : element ? undefined : elsewhere(app, stack, value);
  if (from) {
    return findingsIn(app, from.stack, from.value, place);
  }
  if (isParameter) {
    return parameterFindings(element, place);
  }
  const type = app.find(element)?.Type;
  return place === 'compared' || (type !== undefined && !ARBITRARY.test(type)) ? [] : unknown(value);
}

/**
 * What the parameter of Systems Manager holds whose name is given to that of a template, unless whoever deploys may give another name. Parameters
 * that CDK makes stand beside the import that they are for.
 */
function namedBy(app: FinalApp, { allowedValues, default: byDefault, logicalId, node, stack }: CfnParameter): Elsewhere | undefined {
  const id = String(app.render(stack, logicalId));
  const beside = node.scope?.node.tryFindChild(node.id.replace(/\.Parameter$/, '')) ?? {};
  const isFixed = 'parameterArn' in beside || passedTo(app, stack, id) !== undefined;
  return isFixed || allowedValues?.every((one) => one === byDefault) ? handedOver(app, stack, { Ref: id }) : undefined;
}

/** What may make a range wide that is as a whole what the deployment gives: a parameter. */
export const widenedBy = (app: FinalApp, stack: Stack, range: unknown): string[] =>
  typeof range === 'object' && range !== null && 'Ref' in range ? findingsIn(app, stack, range, 'address') : [];

const unknown = (value: unknown): string[] => [
  `${typeof value === 'string' ? value : JSON.stringify(value)}, which is known only at deployment`,
];
