import { type Stack, Token, Tokenization } from 'aws-cdk-lib';
import { finding } from '../validation/errors';
import type { FinalApp } from './final-app';
import { findingsIn } from './hidden';
import type { Place } from './parameter';

/** A statement with the tokens that it consists of. */
export type RawStatement = { readonly [element: string]: unknown };

const KNOWN = new WeakMap<FinalApp, Map<string, readonly string[]>>();

/** Operators that compare a value as a whole. For the others, its characters or its size matter. */
const COMPARES = /^(For(All|Any)Value(s)?:)?(String(Not)?Equals(IgnoreCase)?|Bool|Null)(IfExists)?$/;

/** How to fix it. */
const HOW =
  'Use a string that is known at synth, or a CfnParameter with an allowedPattern that excludes wildcards (for a number, with minValue and maxValue).';

/**
 * Checks that every value in the library's statements exists at deployment and matches no more than it seems to. A condition with an empty
 * value disappears, and a token can hide a wildcard. Only tokens are checked: literals come from the data.
 */
export function hiddenProblems(app: FinalApp, stack: Stack, what: string, statements: readonly RawStatement[]): string[] {
  const places = new Map<string, Set<string>>();
  for (const [index, statement] of statements.entries()) {
    for (const { at, place, value } of placesIn(statement)) {
      for (const found of new Set(known(app, stack, value, place))) {
        const key = finding('', found, allowedIn(place), HOW);
        places.set(key, (places.get(key) ?? new Set()).add(`${statement.Sid ?? index}.${at}`));
      }
    }
  }
  return [...places].map(([text, names]) => `${what}: ${[...names].join(', ')}${text}`); // one for each finding, at any position
}

const allowedIn = (place: Place): string => (place === 'compared' ? 'a nonempty value' : 'a nonempty value without *, ? and ${');

/** The values of a statement, by their position. */
function placesIn({ Condition = {}, NotPrincipal, NotResource, Principal, Resource }: RawStatement) {
  const element = (at: string, value: unknown, place: Place = 'acts') => each(value).map((one) => ({ at, place, value: one }));
  const principals = [Principal, NotPrincipal].flatMap((names) =>
    typeof names === 'object' && names !== null ? Object.values(names) : [names],
  );
  const conditions = Object.entries(Condition as object).flatMap(([operator, keys]) =>
    Object.entries(keys as object).flatMap(([key, value]) => {
      const place: Place = COMPARES.test(operator) ? 'compared' : 'acts';
      return each(value).map((one) => ({ at: `Condition.${operator}.${key}`, place, value: one }));
    }),
  );
  return [
    ...element('Resource', Resource),
    ...element('NotResource', NotResource),
    ...element('Principal', principals, 'principal'),
    ...conditions,
  ];
}

/** A list of tokens is one value. */
const each = (value: unknown): unknown[] =>
  Array.isArray(value) && !Token.isUnresolved(value) ? value.flatMap(each) : value === undefined ? [] : [value];

function known(app: FinalApp, stack: Stack, value: unknown, place: Place): readonly string[] {
  if (!Token.isUnresolved(value)) {
    return [];
  }
  const all = KNOWN.get(app) ?? new Map<string, readonly string[]>();
  KNOWN.set(app, all);
  const key = typeof value === 'string' ? `${stack.node.addr} ${place} ${value}` : undefined;
  const found =
    (key === undefined ? undefined : all.get(key)) ??
    partsOf(value, place).flatMap(([token, as]) => findingsIn(app, stack, app.render(stack, token), as));
  if (key) {
    all.set(key, found);
  }
  return found;
}

/** Each token of a text on its own: literals between them come from the data, or were checked when they were given. */
function partsOf(value: unknown, place: Place): [unknown, Place][] {
  if (typeof value !== 'string') {
    return [[value, place]];
  }
  const fragments = Tokenization.reverseString(value);
  const as = place === 'principal' && fragments.length > 1 ? 'compared' : place;
  return fragments.tokens.map((token) => [token, as]);
}
