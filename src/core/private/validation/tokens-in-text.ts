import { Stack, Tokenization } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Returns the text itself if CDK generates the name when it is needed. */
export function resolved(scope: Construct, text: string): unknown {
  try {
    return Stack.of(scope).resolve(text);
  } catch {
    return {};
  }
}

/** Returns the text with a stand-in for each token. */
export function withoutTokens(got: string, standIn: string): string {
  const fragments = Tokenization.reverseString(got).mapTokens({ mapToken: () => standIn });
  return String(fragments.join({ join: (left, right) => `${left ?? ''}${right ?? ''}` }));
}
