import type { CfnParameter } from 'aws-cdk-lib';
import { isNameOfValue } from '../validation/resolved-later';
import { isUnresolved } from '../validation/tokens-in-text';

/**
 * How a value is used in its place. `compared` as a whole (`StringEquals`, a name): any nonempty value is fine. `acts` character by
 * character (an ARN, a pattern, a numeric limit): it must be known, or limited by its parameter. `principal` as a whole: AWS rejects
 * wildcards in a part of one. `address`: a range, which acts by its width.
 */
export type Place = 'compared' | 'acts' | 'principal' | 'address';

/** Types whose values CloudFormation checks against existing resources, so that they are ids and names. */
const CHECKED = /^(List<)?AWS::(?!SSM)/;

/** How a finding begins that no constraint of a parameter can mend. */
export const OF_STORE = 'a value of AWS Systems Manager';

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
  if (isNameOfValue(parameter)) {
    // what limits it limits that name: https://github.com/aws-cloudformation/cfn-lint/issues/3328
    return [`${OF_STORE} (${name}), which only the deployment reads: constraints of the parameter limit its name alone`];
  }
  if (place === 'address' && !allowedValues && matchesWide(allowedPattern ?? '.*')) {
    const why = allowedPattern === undefined ? 'without an allowedPattern that excludes' : 'whose allowedPattern does not exclude';
    return [`${name} ${why} wide ranges, such as 0.0.0.0/0`];
  }
  const limited = /Number/.test(type)
    ? minValue !== undefined && maxValue !== undefined
    : allowedValues
      ? !values.some(isWild)
      : allowedPattern !== undefined && rulesOutWildcards(allowedPattern);
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
    !isUnresolved(pattern) &&
    stands.length > 0 &&
    stands.every((part) => !/&&|\[.*\[/.test(part) && areKnown(part.match(/\\./gs) ?? []) && !matchesWildcard(part))
  );
}

const areKnown = (escapes: readonly string[]): boolean => escapes.every((one) => ESCAPE.test(one));

const matchesWildcard = (part: string): boolean => ['*', '?', '$'].some((letter) => matchesWhole(part, letter));

/** Ranges of any address: also of those that the pattern itself seems to write. */
function matchesWide(pattern: string): boolean {
  const written = pattern.replace(/\\\.|\[\.\]/g, '.').replace(/(\\d|\[0-9\])(\{[\d,]+\}|[+*])?/g, '0');
  const addresses = ['0.0.0.0', '10.0.0.0', '203.0.113.7', ...(written.match(/(\d{1,3}\.){3}\d{1,3}/g) ?? [])];
  const ranges = [...addresses.map((one) => [one, 8] as const), ...['::', '2001:db8::'].map((one) => [one, 16] as const)];
  return ranges.some(([address, narrow]) =>
    Array.from({ length: narrow }, (_, length) => `${address}/${length}`).some((one) => matchesWhole(pattern, one)),
  );
}

/** CloudFormation compares the whole value. What JavaScript cannot read is not ruled out. */
function matchesWhole(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 's').test(value);
  } catch {
    return true;
  }
}
