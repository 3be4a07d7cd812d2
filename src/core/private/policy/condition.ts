import { matches, type Variables, type Wildcards } from './pattern';
import type { Asked, Json } from './request';
import { all, any, isToken, not, symbols, type Truth, texts } from './text';

/**
 * Whether a condition is met (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html,
 * .../reference_policies_condition-single-vs-multi-valued-context-keys.html).
 */
export function isMet(operator: string, values: Json, given: Asked['given'], variables?: Variables): Truth {
  const [, quantifier, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(operator) ?? [];
  if (name === 'Null') {
    const lacks = given === undefined ? undefined : given === null || given.length === 0;
    return any(texts(values).map((value) => (isToken(value) ? undefined : value.toLowerCase() === 'true' ? lacks : not(lacks))));
  }
  const positive = name.replace('Not', '');
  const compare = COMPARISONS[positive] ?? ordered(positive);
  if (given === undefined || compare === undefined) {
    return undefined;
  }
  const negated = positive !== name;
  const one = (own: string): Truth => {
    const found = any(texts(values).map((value) => compare(value, own, variables, negated ? undefined : false)));
    return negated ? not(found) : found;
  };
  // Without a value: a negated operator, IfExists and ForAllValues are true. ForAnyValue is false, even with IfExists.
  const own = (given ?? []).filter((value) => quantifier === undefined || value !== '');
  if (own.length === 0) {
    return quantifier ? quantifier === 'ForAllValues' : negated || ifExists !== undefined;
  }
  return quantifier === 'ForAllValues' ? all(own.map(one)) : quantifier || own.length === 1 ? any(own.map(one)) : undefined;
}

/** `lacking`: the result if a policy variable has no value. Nothing matches it, and AWS may ignore the statement (..._variables.html). */
type Comparison = (value: string, own: string, variables: Variables | undefined, lacking: Truth) => Truth;

const text =
  (wildcards: Wildcards, read = (one: string) => one): Comparison =>
  (value, own, variables, lacking) =>
    matches(read(value), read(own), wildcards, variables, lacking);

/** Compares what the texts mean, so the result is not known if they contain a token. */
const meaning =
  (compare: (value: string, own: string) => Truth): Comparison =>
  (value, own) =>
    symbols(value + own).some(isToken) ? undefined : compare(value, own);

const lower = (one: string) => one.replace(/\uE000[^\uE001]*\uE001|[^\uE000]+/g, (part) => (isToken(part) ? part : part.toLowerCase()));

const COMPARISONS: Record<string, Comparison | undefined> = {
  ...{ StringEquals: text('none'), StringEqualsIgnoreCase: text('none', lower), StringLike: text('text') },
  ...{ ArnEquals: text('arn'), ArnLike: text('arn'), Bool: text('none', lower), BinaryEquals: text('none') },
  IpAddress: (value, own, ...rest) => value === own || meaning(isInRange)(value, own, ...rest),
};

/** A request can stand for those from all addresses of a range: not known if only some of them are in this one. */
function isInRange(range: string, from: string): Truth {
  const [[base, length = '128'], [address, size = '128']] = [range, from].map((one) => one.split('/'));
  const [wanted, own] = [base, address].map((one) => bitsOf(one).slice(0, Math.min(Number(length), Number(size))));
  const isSame = base.includes(':') === address.includes(':') && wanted === own;
  return isSame && Number(size) < Math.min(Number(length), bitsOf(address).length) ? undefined : isSame;
}

function bitsOf(address: string): string {
  const [radix, size, separator] = address.includes(':') ? ([16, 16, ':'] as const) : ([10, 8, '.'] as const);
  const [head, tail] = address.split('::').map((half) => half.split(separator).filter((group) => group !== ''));
  const zeros = tail ? Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0') : [];
  return [...head, ...zeros, ...(tail ?? [])].map((group) => Number.parseInt(group, radix).toString(2).padStart(size, '0')).join('');
}

/** Compares numbers or dates, by the sign of their difference. */
function ordered(name: string): Comparison | undefined {
  const [, type, order, equals] = /^(Numeric|Date)(Less|Greater)?(?:Than)?(Equals)?$/.exec(name) ?? [];
  const number = (one: string) => (type === 'Numeric' ? Number(one) : /^\d+$/.test(one) ? Number(one) * 1000 : Date.parse(one));
  const accepted = [equals && 0, order && (order === 'Less' ? -1 : 1)];
  return accepted.some((sign) => sign !== undefined)
    ? meaning((value, own) => accepted.includes(Math.sign(number(own) - number(value))))
    : undefined;
}
