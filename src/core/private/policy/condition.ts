import { BlockList, isIP } from 'node:net';
import { matches, pattern, type Variables, type Wildcards } from './pattern';
import type { Json } from './request';
import { isToken, symbols, texts } from './text';
import { all, any, not, type Truth } from './truth';

/** What a request has of a key: its values, `null` for a key that it lacks, undefined if that is not known. */
export type Given = readonly string[] | null | undefined;

// Each page of this folder is https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_....html
const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/** Whether a condition is met. Several values: one of them (..._elements_condition_operators, ..._condition-logic-multiple-context-keys-or-values). */
export function isMet(operator: string, values: Json, given: Given, variables?: Variables): Truth {
  const [, quantifier, name = '', ifExists] = OPERATOR.exec(operator) ?? [];
  const positive = name.replace('Not', '');
  const compare = COMPARISONS[positive] ?? ordered(positive);
  if (name === 'Null') {
    const lacks = given && given.length > 0 ? false : given === undefined ? undefined : true;
    return any(texts(values).map((value) => (isToken(value) ? undefined : value.toLowerCase() === 'true' ? lacks : not(lacks))));
  }
  if (given === undefined || compare === undefined) {
    return undefined;
  }
  const negated = positive !== name;
  const one = (own: string): Truth => {
    // Such a variable makes nothing match, and may make the statement void (..._variables): what is negated then is not documented.
    const found = any(texts(values).map((value) => compare(value, own, variables, negated ? undefined : false)));
    return negated ? not(found) : found;
  };
  // A key that is lacking meets what is negated; with a quantifier, also one without a value (..._condition-single-vs-multi-valued-context-keys).
  const own = given?.filter((value) => quantifier === undefined || value !== '') ?? [];
  if (own.length === 0) {
    return ifExists && !given ? true : quantifier ? quantifier === 'ForAllValues' : negated;
  }
  return quantifier === 'ForAllValues' ? all(own.map(one)) : any(own.map(one));
}

/** `lacking` is the answer for a value with a policy variable that the request lacks. */
type Comparison = (value: string, own: string, variables: Variables | undefined, lacking: Truth) => Truth;

const glob =
  (wildcards: Wildcards, prepare = (text: string) => text): Comparison =>
  (value, own, variables, lacking) => {
    const wanted = pattern(prepare(value), wildcards, variables);
    return wanted ? matches(wanted, symbols(prepare(own))) : lacking;
  };

/** Texts that mean something else than their characters: not known as long as a part of them is not. */
const read =
  (compare: (value: string, own: string) => boolean): Comparison =>
  (value, own) =>
    [value, own].some((text) => symbols(text).some(isToken)) ? (value === own ? true : undefined) : compare(value, own);

const lower = (text: string): string =>
  symbols(text)
    .map((symbol) => (isToken(symbol) ? symbol : symbol.toLowerCase()))
    .join('');

const COMPARISONS: Record<string, Comparison | undefined> = {
  StringEquals: glob('none'),
  StringEqualsIgnoreCase: glob('none', lower),
  StringLike: glob('text'),
  ArnEquals: glob('arn'),
  ArnLike: glob('arn'),
  Bool: read((value, own) => value.toLowerCase() === own.toLowerCase()),
  BinaryEquals: read((value, own) => value === own),
  IpAddress: read(isInRange),
};

function isInRange(range: string, address: string): boolean {
  const [base, bits] = range.split('/');
  const [kind, own] = [base, address].map((text) => isIP(text));
  if (kind === 0 || kind !== own) {
    return false;
  }
  const family = kind === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(base, Number(bits ?? (kind === 4 ? 32 : 128)), family);
  return list.check(address, family);
}

const ORDERS: Record<string, (own: number, value: number) => boolean> = {
  Equals: (own, value) => own === value,
  LessThan: (own, value) => own < value,
  LessThanEquals: (own, value) => own <= value,
  GreaterThan: (own, value) => own > value,
  GreaterThanEquals: (own, value) => own >= value,
};

function ordered(name: string): Comparison | undefined {
  const [, type, order] = /^(Numeric|Date)(.*)$/.exec(name) ?? [];
  const holds = ORDERS[order];
  const number = type === 'Date' ? (text: string) => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text)) : Number;
  return holds && read((value, own) => holds(number(own), number(value)));
}
