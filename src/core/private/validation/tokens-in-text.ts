import { type IResolvable, Stack, Token, TokenComparison, Tokenization } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** A number token in a text. Newer CDKs take it for letters in `Token.isUnresolved` and in their checks of names; `resolve` knows it in all. */
const NUMBER = /-1\.\d{10,16}e\+289/;

const hasNumber = (text: string): boolean => text.includes('e+289') && NUMBER.test(text);

/** Whether a value is a token, or a text with a token in it: of any kind, on every CDK. Quick, because it is asked of every text of an app. */
export function isUnresolved(value: unknown): boolean {
  return typeof value === 'string' ? (value.includes('{') && Token.isUnresolved(value)) || hasNumber(value) : Token.isUnresolved(value);
}

export function compareStrings(one: string, other: string): TokenComparison {
  const [isLater, isOtherLater] = [one, other].map(isUnresolved);
  return isLater && isOtherLater
    ? TokenComparison.BOTH_UNRESOLVED
    : isLater || isOtherLater
      ? TokenComparison.ONE_UNRESOLVED
      : Token.compareStrings(one, other);
}

/** Returns the text itself if CDK generates the name when it is needed. */
export function resolved(scope: Construct, text: string): unknown {
  try {
    const value: unknown = Stack.of(scope).resolve(text);
    return typeof value === 'number' ? `${value}` : value;
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
export const withoutTokens = (got: string, standIn: string): string => (isUnresolved(got) ? replaced(got, () => standIn) : got);

/** Returns the text with number tokens as text tokens, which the CDK's own checks know. */
export const withTextTokens = (got: string): string => (hasNumber(got) ? replaced(got, (token) => `${token}`) : got);

function replaced(got: string, mapToken: (token: IResolvable) => string): string {
  const fragments = Tokenization.reverseString(got).mapTokens({ mapToken });
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
