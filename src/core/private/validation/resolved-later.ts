import { CfnParameter, type CfnStack, Reference, Tokenization } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { problem } from './errors';
import { isLookedUpLater } from './looked-up';
import { isNothing, isUnresolved, resolved } from './tokens-in-text';

/** Where a check runs again. */
interface Later {
  readonly scope?: Construct;
  readonly path?: string;
}

/** The name of a prop with those of the props that contain it. */
export const pathIn = ({ path }: Later, what: string): string => (path === undefined ? what : `${path}.${what}`);

/** Refuses texts whose tokens come to nothing in the end, and checks what they come to otherwise. */
export function checkFinal(
  place: Later,
  what: string,
  texts: readonly string[],
  allowed: string,
  check: (...final: unknown[]) => string[],
) {
  const { scope } = place;
  if (!scope || !texts.some(isUnresolved)) {
    return;
  }
  const todo = 'It resolves to nothing: the context value, the parameter or the Lazy value is missing.';
  const validate = () => {
    const final = texts.map((one) => resolved(scope, one));
    return final.some(isNothing) ? [problem(pathIn(place, what), undefined, allowed, todo)] : check(...final);
  };
  scope.node.addValidation({ validate });
}

/**
 * Runs a check of several values again when the tokens of values have what they stand for, which synth may know: a lookup, a Lazy value. Only once all of them are
 * literal texts.
 */
export function checkAgain<T>(place: Later, values: T, names: readonly (keyof T)[], check: (final: T) => string[]): void {
  const { scope } = place;
  const late = names.filter((name) => typeof values[name] === 'string' && isUnresolved(values[name]));
  if (!scope || late.length === 0) {
    return;
  }
  const validate = () => {
    const final = late.map((name) => [name, resolved(scope, String(values[name]))] as const);
    const isKnown = final.every(([, value]) => typeof value === 'string' && !isLookedUpLater(value));
    return isKnown ? check({ ...values, ...Object.fromEntries(final) }).map((one) => pathIn(place, one)) : [];
  };
  scope.node.addValidation({ validate });
}

/** If a text is a parameter: what it is without anyone's choice, or the few values that it may have, with a name for each. */
export function valuesOfParameter(what: string, text: string): [name: string, value: string][] {
  const parameter = parameterOf(text);
  return parameter ? writtenValues(parameter).map((value) => [`${what}, a value of parameter '${parameter.node.path}'`, value]) : [];
}

/** The values of a parameter that the app writes: those that it allows, and what it is if nobody gives another one. */
export const writtenValues = (parameter: CfnParameter): string[] => {
  const { allowedValues = [], default: byDefault = [] } = parameter;
  return isNameOfValue(parameter) ? [] : [...new Set([allowedValues, isGiven(parameter) ? [] : byDefault].flat().map(String))];
};

/** Whether the stack around a nested one always gives another value. */
function isGiven({ logicalId, stack }: CfnParameter): boolean {
  const { parameters } = (stack.nestedStackResource ?? {}) as Partial<CfnStack>;
  return stack.resolve(logicalId) in Object(stack.nestedStackParent?.resolve(parameters));
}

/** Whether what is given to a parameter is a name in Systems Manager, and the value is what is found there. */
export const isNameOfValue = (parameter: CfnParameter | undefined): boolean =>
  parameter?.type.startsWith('AWS::SSM::Parameter::Value<') ?? false;

/** The parameter that a text is as a whole. */
export function parameterOf(text: string): CfnParameter | undefined {
  const { firstToken, length } = Tokenization.reverseString(text);
  return length === 1 && Reference.isReference(firstToken) && firstToken.target instanceof CfnParameter ? firstToken.target : undefined;
}
