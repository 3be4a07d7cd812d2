import { type CfnParameter, Token } from 'aws-cdk-lib';

/**
 * How a value is used in its place. `compared` as a whole (`StringEquals`, a name): any nonempty value is fine. `acts` character by
 * character (an ARN, a pattern, a numeric limit): it must be known, or limited by its parameter. `principal` as a whole: AWS rejects
 * wildcards in a part of one.
 */
export type Place = 'compared' | 'acts' | 'principal';

/** Types whose values CloudFormation checks against existing resources, so that they are ids and names. */
const CHECKED = /^(List<)?AWS::(?!SSM)/;

/** What a parameter may contain in its place; undefined if only allowed values are possible. */
export function parameterFindings(parameter: CfnParameter, place: Place): string[] {
  const { allowedPattern, allowedValues, default: byDefault, maxValue, minValue, type } = parameter;
  const name = `parameter '${parameter.node.path}'`;
  const values = [...(allowedValues ?? []), byDefault].map(String);
  if (allowedValues?.includes('') || (byDefault === '' && !allowedValues)) {
    return [`${name}, which can be empty`];
  }
  if (place === 'compared' || CHECKED.test(type)) {
    return [];
  }
  const limited = /Number/.test(type)
    ? minValue !== undefined && maxValue !== undefined
    : allowedValues
      ? !values.some(isWild)
      : allowedPattern !== undefined && !type.startsWith('AWS::SSM') && rulesOutWildcards(allowedPattern);
  return limited ? [] : [`${name} without ${/Number/.test(type) ? 'minValue and maxValue' : 'an allowedPattern that excludes *, ? and $'}`];
}

const isWild = (text: string): boolean => /[*?]|\$\{/.test(text);

/** Escapes that mean the same in Java, whose syntax CloudFormation follows (.../UserGuide/cfn-regexes.html). Others can be codes of a wildcard. */
const ESCAPE = /^\\([dDwWsSbBtnrfAzZ]|[^A-Za-z\d])$/s;

/** Splits a regular expression into parts that each match one character. Parts that it does not recognize count as any character. */
export function rulesOutWildcards(pattern: string): boolean {
  const parts = pattern.match(/\\.|\[(?:\\.|[^\]\\])*\]|\(\?[:=!<]*|\{[\d,]*\}|./gs) ?? [];
  const stands = parts.filter((part) => !/^([\^$|()+*?]|\(\?.*|\{[\d,]*\})$/s.test(part));
  return (
    !Token.isUnresolved(pattern) &&
    stands.length > 0 &&
    stands.every((part) => !/&&|\[.*\[/.test(part) && areKnown(part.match(/\\./gs) ?? []) && !matchesWildcard(part))
  );
}

const areKnown = (escapes: readonly string[]): boolean => escapes.every((one) => ESCAPE.test(one));

function matchesWildcard(part: string): boolean {
  try {
    return ['*', '?', '$'].some((letter) => new RegExp(`^(?:${part})$`, 's').test(letter));
  } catch {
    return true;
  }
}
