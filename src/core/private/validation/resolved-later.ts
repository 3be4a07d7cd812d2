import { CfnParameter, Reference, Token, Tokenization } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { isLookedUpLater } from './looked-up';
import { resolved } from './tokens-in-text';

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
  const late = names.filter((name) => typeof values[name] === 'string' && Token.isUnresolved(values[name]));
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

/** The parameter that a text consists of, if it is one. */
export function parameterOf(text: string): CfnParameter | undefined {
  const { firstToken, length } = Tokenization.reverseString(text);
  const target = length === 1 && Reference.isReference(firstToken) ? firstToken.target : undefined;
  return target instanceof CfnParameter ? target : undefined;
}

/** What a parameter is without anyone's choice, or one of the few values that it may have. */
export const knownValuesOf = ({ allowedValues, default: usual }: CfnParameter): string[] =>
  (allowedValues ?? [usual]).filter((one) => typeof one === 'string');
