import { isWithin } from '../model/addresses';
import { matches, type Variables, type Wildcards } from './pattern';
import type { Asked, Json } from './request';
import { all, any, isToken, not, symbols, type Truth, texts } from './text';

/**
 * Whether a condition is met (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html,
 * .../reference_policies_condition-single-vs-multi-valued-context-keys.html).
 */
export function isMet(operator: string, values: Json, given: Asked['given'], variables?: Variables): Truth {
  const [, quantifier, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(operator) ?? [];
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
  const told = (given ?? []).filter((value) => quantifier === undefined || value !== '');
  const own = name === 'Null' ? [`${(given ?? []).length === 0}`] : told;
  if (own.length === 0) {
    return quantifier ? quantifier === 'ForAllValues' : negated || ifExists !== undefined;
  }
  return quantifier === 'ForAllValues' ? all(own.map(one)) : quantifier || own.length === 1 ? any(own.map(one)) : undefined;
}

/** `lacking`: the result if a policy variable has no value. Nothing matches it, and AWS may ignore the statement (..._variables.html). */
type Comparison = (value: string, own: string, variables: Variables | undefined, lacking: Truth) => Truth;

function text(wildcards: Wildcards, read = (one: string) => one): Comparison {
  return (value, own, ...rest) => matches(read(value), read(own), wildcards, ...rest);
}

/** Compares what the texts mean, so the result is not known if they contain a token. */
function meaning(compare: (value: string, own: string) => Truth): Comparison {
  return (value, own) => (symbols(value + own).some(isToken) ? undefined : compare(value, own));
}

const lower = (one: string) => one.replace(/\uE000[^\uE001]*\uE001|[^\uE000]+/g, (part) => (isToken(part) ? part : part.toLowerCase()));

const COMPARISONS: Record<string, Comparison | undefined> = {
  ...{ StringEquals: text('none'), StringEqualsIgnoreCase: text('none', lower), StringLike: text('text') },
  ...{ ArnEquals: text('arn'), ArnLike: text('arn'), BinaryEquals: text('none'), Bool: text('none', lower), Null: text('none', lower) },
  IpAddress: (value, own, ...rest) => value === own || meaning(isInRange)(value, own, ...rest),
};

/** A request can stand for those from all addresses of a range: not known if only some of them are in this one. */
const isInRange = (range: string, from: string): Truth => isWithin(from, range) || (isWithin(range, from) ? undefined : false);

/** Compares numbers or dates, by the sign of their difference. */
function ordered(name: string): Comparison | undefined {
  const [, type, order, equals] = /^(Numeric|Date)(?=.)(?:(Less|Greater)Than)?(Equals)?$/.exec(name) ?? [];
  const number = (one: string) => (type === 'Numeric' ? Number(one) : /^\d+$/.test(one) ? Number(one) * 1000 : Date.parse(one));
  const accepted = [equals && 0, order && (order === 'Less' ? -1 : 1)];
  return type === undefined ? undefined : meaning((value, own) => accepted.includes(Math.sign(number(own) - number(value))));
}
