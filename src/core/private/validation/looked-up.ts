import { Lazy, TokenComparison } from 'aws-cdk-lib';
import { compareStrings, withTextTokens } from './tokens-in-text';

/**
 * The value that `StringParameter.valueFromLookup` returns until the CLI has looked it up. The CLI does so only if this synthesis succeeds.
 */
const NOT_YET = /dummy-value-for-/;

export const isLookedUpLater = (text: string): boolean => NOT_YET.test(text);

/** The text in a form that passes CDK's own checks, also until it is looked up. */
export function uncheckedByCdk<T extends string | undefined>(text: T): T {
  return (text === undefined ? text : isLookedUpLater(text) ? Lazy.string({ produce: () => text }) : withTextTokens(text)) as T;
}

/** Compares as CDK does. What is still to be looked up is taken for the same: a difference that it makes would be gone in the next synthesis. */
export const compare = (one: string, other: string): TokenComparison =>
  [one, other].some(isLookedUpLater) ? TokenComparison.SAME : compareStrings(one, other);
