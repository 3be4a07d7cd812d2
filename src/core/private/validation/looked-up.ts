import { Lazy } from 'aws-cdk-lib';
import { hasNumber } from './tokens-in-text';

/**
 * The value that `StringParameter.valueFromLookup` returns until the CLI has looked it up. The CLI does so only if this synthesis succeeds.
 */
const NOT_YET = /dummy-value-for-/;

export const isLookedUpLater = (text: string): boolean => NOT_YET.test(text);

/** The text, or a value that passes CDK's own checks: until it is looked up, or if they take a number token in it for letters. */
export function uncheckedByCdk<T extends string | undefined>(text: T): T {
  return text !== undefined && (isLookedUpLater(text) || hasNumber(text)) ? (Lazy.string({ produce: () => text }) as T) : text;
}
