import { isToken, symbols } from './text';
import type { Truth } from './truth';

// Two characters long, so that no character of a text is taken for one.
const [MANY, ONE, MANY_OF_SEGMENT, ONE_OF_SEGMENT] = ['**', '??', '*:', '?:'];
const VARIABLE = /(\$\{[^}]*\})/;

/** How `*` and `?` are read: as themselves, as wildcards, or as wildcards of an ARN, in the element Resource or in a condition. */
export type Wildcards = 'none' | 'text' | 'resource' | 'arn';

/** The value of a policy variable; undefined if the request lacks it. */
export type Variables = (name: string) => string | undefined;

/** A text of a policy, ready to be matched; undefined if one of its variables has no value. */
export function pattern(text: string, wildcards: Wildcards, variables?: Variables): string[] | undefined {
  const result: string[] = [];
  for (const [at, part] of (wildcards === 'resource' ? completed(text) : text).split(variables ? VARIABLE : /(?!)/).entries()) {
    const value = at % 2 === 1 ? variableValue(part.slice(2, -1), variables) : part;
    if (value === undefined) {
      return undefined;
    }
    result.push(...(at % 2 === 1 ? symbols(value) : read(part, wildcards, result)));
  }
  return result;
}

/**
 * In the first five segments of an ARN a wildcard stays in its segment, but for a `*` that ends one in the element Resource
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html). How many segments a token is is not known.
 */
function read(part: string, wildcards: Wildcards, before: readonly string[]): string[] {
  const free = wildcards === 'text' || isToken(before[0] ?? symbols(part)[0] ?? '');
  let colons = before.filter((symbol) => symbol === ':').length;
  return symbols(part).map((symbol, at, own) => {
    colons += symbol === ':' ? 1 : 0;
    const inside = !free && colons < 5;
    const runsOn = wildcards === 'resource' && [':', undefined].includes(own[at + 1]);
    if (wildcards === 'none' || (symbol !== '*' && symbol !== '?')) {
      return symbol;
    }
    return symbol === '*' ? (inside && !runsOn ? MANY_OF_SEGMENT : MANY) : inside ? ONE_OF_SEGMENT : ONE;
  });
}

/** `arn:aws:sqs` stands for `arn:aws:sqs:*:*:*` (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html). */
const completed = (text: string): string =>
  text.startsWith('arn:') && !symbols(text).some(isToken) ? text + ':*'.repeat(Math.max(0, 6 - text.split(':').length)) : text;

/** `${*}` and its like are characters; `${key, 'text'}` has a default. */
function variableValue(variable: string, variables?: Variables): string | undefined {
  const [, name, otherwise] = /^([^,]*)(?:,\s*'(.*)')?$/.exec(variable) ?? [];
  return ['*', '?', '$'].includes(variable) ? variable : (variables?.(name?.trim() ?? variable) ?? otherwise);
}

/** Whether a text is one that the pattern stands for; not known where that depends on a token. */
export function matches(pattern: readonly string[], text: readonly string[]): Truth {
  return reaches(pattern, text, false) ? true : reaches(pattern, text, true) ? undefined : false;
}

/** Strictly, a token is equal to itself only; loosely, it may be any text. */
function reaches(pattern: readonly string[], text: readonly string[], loosely: boolean): boolean {
  const open = (symbol = ''): boolean => loosely && isToken(symbol);
  const many = (symbol = ''): boolean => symbol === MANY || symbol === MANY_OF_SEGMENT || open(symbol);
  const withSkipped = (places: Iterable<number>): Set<number> => {
    const all = new Set(places);
    for (const place of all) {
      if (many(pattern[place])) {
        all.add(place + 1); // visited by this loop as well
      }
    }
    return all;
  };
  let places = withSkipped([0]);
  for (const symbol of text) {
    const next = [...places].flatMap((place) =>
      open(symbol)
        ? [...pattern.keys(), pattern.length].slice(place)
        : open(pattern[place]) || takes(pattern[place], symbol)
          ? [many(pattern[place]) ? place : place + 1]
          : [],
    );
    places = withSkipped(next);
  }
  return places.has(pattern.length);
}

function takes(wanted: string | undefined, symbol: string): boolean {
  const inSegment = symbol !== ':';
  const others = { [MANY]: true, [MANY_OF_SEGMENT]: inSegment, [ONE]: !isToken(symbol), [ONE_OF_SEGMENT]: inSegment && !isToken(symbol) };
  return wanted !== undefined && (wanted === symbol || (others[wanted] ?? false));
}
