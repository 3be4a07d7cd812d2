import { type Stack, Token, Tokenization } from 'aws-cdk-lib';
import { finding } from '../validation/errors';
import type { FinalApp } from './final-app';
import { findingsIn } from './hidden';
import type { Place } from './parameter';

/** A statement with the tokens that it was made of. */
export type RawStatement = { readonly [element: string]: unknown };

const KNOWN = new WeakMap<FinalApp, Map<string, readonly string[]>>();

/** Operators that compare a value as it is; in the others its letters, or its size, act. */
const COMPARES = /^(For(All|Any)Value(s)?:)?(String(Not)?Equals(IgnoreCase)?|Bool|Null)(IfExists)?$/;

/** How to do it instead. */
const HOW =
  'Give a text that is known at synth, or a CfnParameter with an allowedPattern that rules out wildcards (a number: with minValue and maxValue).';

/**
 * Whether everything that the library's statements are made of is there when they are deployed, and is no more than it looks like: a condition
 * whose value comes to nothing disappears, and a token can hide a wildcard. What the data itself writes is no token.
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
  return [...places].map(([text, names]) => `${what}: ${[...names].join(', ')}${text}`); // one for each finding, wherever it stands
}

const allowedIn = (place: Place): string =>
  place === 'compared' ? 'a value that is not empty' : 'a value without *, ? and ${ that is not empty';

/** The values of a statement by where they stand. */
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

/** Each token of a text by itself: what stands between them is the data's, or was checked when it was given. */
function partsOf(value: unknown, place: Place): [unknown, Place][] {
  if (typeof value !== 'string') {
    return [[value, place]];
  }
  const fragments = Tokenization.reverseString(value);
  const as = place === 'principal' && fragments.length > 1 ? 'compared' : place;
  return fragments.tokens.map((token) => [token, as]);
}
