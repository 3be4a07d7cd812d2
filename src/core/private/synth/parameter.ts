import { type CfnParameter, Token } from 'aws-cdk-lib';

/**
 * How a value acts where it stands: compared as it is (`StringEquals`, a name), where any value that is there may come at deployment; or letter by
 * letter (an ARN, a pattern, a number that is a limit), where it has to be known, or limited by its parameter. A principal acts as a whole: AWS
 * refuses wildcards in a part of one.
 */
export type Place = 'compared' | 'acts' | 'principal';

/** Types whose values CloudFormation checks against what is there, so that they are ids and names. */
const CHECKED = /^(List<)?AWS::(?!SSM)/;

/** What may come by a parameter where it stands: undefined if nothing but what is allowed. */
export function parameterFindings(parameter: CfnParameter, place: Place): string[] {
  const { allowedPattern, allowedValues, default: byDefault, maxValue, minValue, type } = parameter;
  const name = `parameter '${parameter.node.path}'`;
  const values = [...(allowedValues ?? []), byDefault].map(String);
  if (allowedValues?.includes('') || (byDefault === '' && !allowedValues)) {
    return [`${name}, which may be empty`];
  }
  if (place === 'compared' || CHECKED.test(type)) {
    return [];
  }
  const limited = /Number/.test(type)
    ? minValue !== undefined && maxValue !== undefined
    : allowedValues
      ? !values.some(isWild)
      : allowedPattern !== undefined && !type.startsWith('AWS::SSM') && rulesOutWildcards(allowedPattern);
  return limited
    ? []
    : [`${name} without ${/Number/.test(type) ? 'minValue and maxValue' : 'an allowedPattern that rules out *, ? and $'}`];
}

const isWild = (text: string): boolean => /[*?]|\$\{/.test(text);

/** The parts of a regular expression that stand for one character each; those that are not understood count as any. */
export function rulesOutWildcards(pattern: string): boolean {
  const parts = pattern.match(/\\.|\[(?:\\.|[^\]\\])*\]|\(\?[:=!<]*|\{[\d,]*\}|./gs) ?? [];
  const stands = parts.filter((part) => !/^([\^$|()+*?]|\(\?.*|\{[\d,]*\})$/s.test(part));
  return (
    !Token.isUnresolved(pattern) && stands.length > 0 && stands.every((part) => !/\\[pPQE]|&&|\[.*\[/.test(part) && !matchesWildcard(part))
  );
}

function matchesWildcard(part: string): boolean {
  try {
    return ['*', '?', '$'].some((letter) => new RegExp(`^(?:${part})$`, 's').test(letter));
  } catch {
    return true;
  }
}
