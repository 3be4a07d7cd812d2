import { Stack, Tokenization } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** The text itself, if it is a name that CDK generates when it is needed. */
export function resolved(scope: Construct, text: string): unknown {
  try {
    return Stack.of(scope).resolve(text);
  } catch {
    return {};
  }
}

/** The text with something else in the place of what only the deployment knows. */
export function withoutTokens(got: string, standIn: string): string {
  const fragments = Tokenization.reverseString(got).mapTokens({ mapToken: () => standIn });
  return String(fragments.join({ join: (left, right) => `${left ?? ''}${right ?? ''}` }));
}
