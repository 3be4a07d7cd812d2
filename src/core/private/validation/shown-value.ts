import { type Duration, Tokenization } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { isUnresolved, withoutTokens } from './tokens-in-text';

const LONGEST = 1000;
/** A policy says more than a value. */
const LONGEST_JSON = 4000;
const LATER = 'known at deployment only';

/** The path that users know, without CDK's name for the L1 of an L2. */
export const pathOf = (construct: IConstruct): string => construct.node.path.replace(/\/Resource$/, '');

/** Shortens a text, and writes what no terminal shows: a control character, or one that turns the direction of writing. */
export const legible = (text: string, longest = LONGEST): string =>
  (text.length > longest ? `${text.slice(0, longest)}…` : text).replace(/[\p{Cc}\p{Cf}]/gu, escaped);

const escaped = (one: string): string => `\\u${(one.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;

/** Words JSON of a template. */
export const shownJson = (value: unknown): string => (value === undefined ? 'nothing' : legible(JSON.stringify(value), LONGEST_JSON));

/** Words any value so that the reader recognizes it in a message. Never throws. */
export function show(got: unknown): string {
  try {
    return legible(shown(got, 0));
  } catch {
    return 'a value that cannot be shown';
  }
}

function shown(got: unknown, depth: number): string {
  switch (typeof got) {
    case 'undefined':
      return 'nothing';
    case 'string':
      return shownText(got);
    case 'number':
      return isUnresolved(got) ? `a number ${LATER}` : Object.is(got, -0) ? '-0' : String(got);
    case 'bigint':
      return `${got}n`;
    case 'function':
      return shownFunction(got);
    case 'object':
      return got === null ? 'null' : shownObject(got, depth);
    default:
      return String(got); // booleans and symbols
  }
}

/** A token in a text is an id of CDK that says nothing to anybody. */
function shownText(got: string): string {
  if (!isUnresolved(got)) {
    return JSON.stringify(got);
  }
  const known = withoutTokens(got, '…');
  return known === '…' ? `a text ${LATER}` : `${JSON.stringify(known)} (… is ${LATER})`;
}

/** Python and Java cannot pass a function; in JavaScript it is usually a factory that was not called. */
function shownFunction(got: object): string {
  const { name } = got as { name?: unknown };
  const isClass = /^class\b/.test(Function.prototype.toString.call(got));
  return `the ${isClass ? 'class' : 'function'} ${name || 'without a name'}${isClass ? '' : ', which was not called'}`;
}

function shownObject(got: object, depth: number): string {
  if (Construct.isConstruct(got)) {
    return `the construct '${got.node.path}'`;
  }
  if (isDate(got)) {
    return Number.isNaN(got.getTime()) ? 'an invalid Date' : got.toISOString();
  }
  if ('toHumanString' in got && 'isUnresolved' in got) {
    return shownDuration(got as Duration);
  }
  if (Array.isArray(got)) {
    return isUnresolved(got) ? `a list ${LATER}` : `[${shownItems(got, depth, (item) => shown(item, depth + 1))}]`;
  }
  return Tokenization.isResolvable(got) ? `a value ${LATER}` : shownStruct(got, depth);
}

function shownDuration(got: Duration): string {
  return got.isUnresolved() ? `a number of ${got.unitLabel()} ${LATER}` : got.toHumanString() || String(got);
}

function shownStruct(got: object, depth: number): string {
  const type: unknown = Object.getPrototypeOf(got);
  if (type !== null && type !== Object.prototype) {
    const isWorded = typeof got.toString === 'function' && got.toString !== Object.prototype.toString;
    return isWorded ? String(got) : `a ${got.constructor?.name || 'nameless object'}`;
  }
  const items = shownItems(Object.entries(got), depth, ([name, value]) => `${name}: ${shown(value, depth + 1)}`);
  return items ? `{ ${items} }` : '{}';
}

function shownItems<T>(items: readonly T[], depth: number, one: (item: T) => string): string {
  return depth > 1 && items.length > 0 ? '…' : [...items.slice(0, 5).map(one), ...(items.length > 5 ? ['…'] : [])].join(', ');
}

/** Also recognizes a Date of another realm, such as a sandbox. */
export const isDate = (got: unknown): got is Date => Object.prototype.toString.call(got) === '[object Date]';
