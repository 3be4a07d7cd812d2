import { Lazy } from 'aws-cdk-lib';

/** What `StringParameter.valueFromLookup` answers until the CLI has looked it up, which it does only if this synthesis succeeds. */
const NOT_YET = /dummy-value-for-/;

export const isLookedUpLater = (text: string): boolean => NOT_YET.test(text);

/** The text, or what CDK's own checks of names let pass until it is looked up. */
export function nameForCdk(name: string | undefined): string | undefined {
  return name !== undefined && isLookedUpLater(name) ? Lazy.string({ produce: () => name }) : name;
}
