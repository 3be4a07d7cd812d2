import { CfnParameter, Reference, Tokenization } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { isLookedUpLater } from './looked-up';
import { isUnresolved, resolved } from './tokens-in-text';

/** Where a check runs again. */
interface Later {
  readonly scope?: Construct;
  readonly path?: string;
}

/** The name of a prop with those of the props that contain it. */
export const pathIn = ({ path }: Later, what: string): string => (path === undefined ? what : `${path}.${what}`);

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
  const values = [...new Set([...(parameter?.allowedValues ?? []), parameter?.default])].filter((one) => typeof one === 'string');
  return values.map((value) => [`${what}, a value of parameter '${parameter?.node.path}'`, value]);
}

/** The parameter that a text is as a whole. */
export function parameterOf(text: string): CfnParameter | undefined {
  const { firstToken, length } = Tokenization.reverseString(text);
  return length === 1 && Reference.isReference(firstToken) && firstToken.target instanceof CfnParameter ? firstToken.target : undefined;
}
