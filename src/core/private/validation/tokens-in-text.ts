import { Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Returns the text itself if CDK generates the name when it is needed. */
export function resolved(scope: Construct, text: string): unknown {
  try {
    return Stack.of(scope).resolve(text);
  } catch {
    return {};
  }
}

/** Whether a value comes to nothing, or has a part that does: no template can contain null, such as that of a context value in cdk.json. */
export const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'object' && Object.values(value).some(isNothing));

/** The text that `Fn::Join` and `Fn::Sub` make, as far as synth knows it, with an ellipsis for each other part. */
export function joined(value: unknown): string {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': join, 'Fn::Sub': sub } = (value ?? {}) as { 'Fn::Join'?: [string, unknown]; 'Fn::Sub'?: string | [string, unknown] };
  if (Array.isArray(join?.[1])) {
    return join[1].map(joined).join(join[0]);
  }
  return sub === undefined ? '…' : String([sub].flat()[0]).replace(/\$\{[^}]*\}/g, '…');
}

/** Returns the text with a stand-in for each token. */
export function withoutTokens(got: string, standIn: string): string {
  if (!Token.isUnresolved(got)) {
    return got;
  }
  const fragments = Tokenization.reverseString(got).mapTokens({ mapToken: () => standIn });
  return String(fragments.join({ join: (left, right) => `${left ?? ''}${right ?? ''}` }));
}

/**
 * A dynamic reference of CloudFormation, which the deployment replaces; `ssm-secure` only in a few properties, of which the library sets none:
 * .../AWSCloudFormation/latest/UserGuide/dynamic-references-ssm-secure-strings.html, read 2026-12-01.
 */
const DYNAMIC = /\{\{resolve:(ssm|secretsmanager):[^{}]+\}\}/g;

/** Returns the text with a stand-in for each token and dynamic reference: what only the deployment knows. */
export const withoutLater = (got: string, standIn: string): string => withoutTokens(got, standIn).replace(DYNAMIC, standIn);

export const isKnownLater = (got: string): boolean => withoutLater(got, '') !== got;
