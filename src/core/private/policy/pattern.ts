import { isDrawn } from './drawn';
import { all, isId, isToken, isWord, symbols, type Truth, token } from './text';

// Two characters each, so that they differ from every character of a text. Those with a colon do not match one.
const WILDCARDS = ['**', '??', '*:', '?:'];

/**
 * What `*` and `?` mean: characters, wildcards, or ARN wildcards. Those do not cross a colon in the first five segments, except, in the element
 * Resource, a `*` that ends a segment (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html).
 */
export type Wildcards = 'none' | 'text' | 'arn' | 'resource';

/** Returns the value of a policy variable, or undefined if the request does not have it. */
export type Variables = (name: string) => string | undefined;

const PARTITION = `arn:${token({ Ref: 'AWS::Partition' })}:`;

/** Where the app does not know its partition, whoever writes one means that of the deployment. */
const inPartition = (wanted: string, own: string): string =>
  own.startsWith(PARTITION) ? wanted.replace(/^arn:aws[a-z-]*:/, PARTITION) : wanted;

/** Whether a text of a policy matches a text of the request. Returns `lacking` if a policy variable has no value. */
export function matches(pattern: string, own: string, wildcards: Wildcards, variables?: Variables, lacking?: Truth): Truth {
  const truth = compared(inPartition(pattern, own), own, wildcards, variables, lacking);
  const parts = truth === undefined && wildcards !== 'text' ? pairs(pattern, own) : undefined;
  return parts ? all(parts.map(([one, other], at) => compared(one, other, at < 5 || wildcards === 'none' ? 'none' : 'text'))) : truth;
}

function compared(wanted: string, own: string, wildcards: Wildcards, variables?: Variables, lacking?: Truth): Truth {
  if (!/[*?$\uE000]/.test(wanted + own)) {
    return wanted === own; // the usual case
  }
  const pattern: string[] = [];
  for (const [at, part] of wanted.split(variables ? /\$\{([^}]*)\}/ : /(?!)/).entries()) {
    const value = variables && at % 2 === 1 ? valueOfVariable(part, variables) : part;
    if (value === undefined) {
      return lacking;
    }
    pattern.push(...(at % 2 === 1 ? symbols(value) : withWildcards(value, wildcards, pattern)));
  }
  const text = symbols(own);
  const at = pattern.findIndex((symbol, place) => symbol !== text[place]);
  if (at >= 0 && [pattern[at], text[at]].every((symbol = '') => symbol.length < 2)) {
    return false; // different characters before the first wildcard or token
  }
  const [some, rest] = at < 0 ? [[], text.slice(pattern.length)] : [pattern.slice(at), text.slice(at)];
  return reaches(some, rest, false) ? true : reaches(some, rest, true) ? undefined : false;
}

/** `${*}`, `${?}` and `${$}` are characters. `${key, 'text'}` has a default. */
function valueOfVariable(variable: string, variables: Variables): string | undefined {
  const [, name = variable, otherwise] = /^([^,]*?)\s*,\s*'(.*)'$/.exec(variable) ?? [];
  return ['*', '?', '$'].includes(name) ? name : (variables(name) ?? otherwise);
}

function withWildcards(part: string, wildcards: Wildcards, before: readonly string[]): string[] {
  let colons = before.filter((symbol) => symbol === ':').length;
  return symbols(part).map((symbol, at, own) => {
    colons += symbol === ':' ? 1 : 0;
    const inSegment = wildcards !== 'text' && colons < 5 && !isToken(before[0] ?? own[0]); // a leading token can be a whole ARN
    const runsOn = wildcards === 'resource' && symbol === '*' && [':', undefined].includes(own[at + 1]);
    const isWildcard = wildcards !== 'none' && (symbol === '*' || symbol === '?');
    return isWildcard ? `${symbol}${inSegment && !runsOn ? ':' : symbol}` : symbol;
  });
}

/** For each prefix of the pattern, computes which prefixes of the text it matches. `loosely`: a token can be any text, or any word. */
function reaches(pattern: readonly string[], text: readonly string[], loosely: boolean): boolean {
  const mayBeNothing = (symbol: string): boolean => loosely && isToken(symbol) && !isWord(symbol);
  let row = [true, ...text.map((_, at) => text.slice(0, at + 1).every(mayBeNothing))];
  for (const wanted of pattern) {
    const isAny = wanted === '**' || wanted === '*:';
    const [many, none] = [isAny || (loosely && isToken(wanted)), isAny || mayBeNothing(wanted)];
    const next = [none && row[0]];
    for (const [at, symbol] of text.entries()) {
      const taken = takes(wanted, symbol) || (loosely && mayHold(wanted, symbol));
      const held = loosely && mayHold(symbol, wanted);
      next.push(
        (taken && (row[at] || (many && next[at]))) ||
          (none && row[at + 1]) ||
          (held && (row[at] || (row[at + 1] && !isDrawn(symbol)))) ||
          (mayBeNothing(symbol) && next[at]),
      );
    }
    row = next;
  }
  return row[text.length];
}

/** Whether what a token stands for may contain a symbol. No two ids are the same. */
const mayHold = (one: string, other: string): boolean =>
  isToken(one) &&
  (!isWord(one) ||
    (isDrawn(one) ? /^[a-z0-9]$/i : /^[\w-]$/).test(other) ||
    WILDCARDS.includes(other) ||
    (isToken(other) && !(isId(one) && isId(other))));

/** A token is more than the one character of a `?`, unless AWS draws one. */
const takes = (wanted: string, symbol: string): boolean =>
  wanted === symbol ||
  (WILDCARDS.includes(wanted) && !(isToken(symbol) ? wanted.startsWith('?') && !isDrawn(symbol) : symbol === ':' && wanted.endsWith(':')));

/** The segments of two ARNs, if the first five are compared as they are: what is not known of one does not reach into the next. */
export function pairs(pattern: string, own: string): [string, string][] | undefined {
  const wanted = inPartition(pattern, own);
  const [theirs, ours] = [segments(wanted), segments(own)];
  const isPlain = theirs.length === 6 && ours.length === 6 && !/[*?]/.test(theirs.slice(0, 5).join()) && !wanted.includes('${');
  return isPlain ? theirs.map((part, at) => [part, ours[at]]) : undefined;
}

/** A colon inside of a token separates nothing. */
export function segments(arn: string): string[] {
  const parts = arn.split(/:(?![^\uE000]*\uE001)/);
  return parts.length < 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
