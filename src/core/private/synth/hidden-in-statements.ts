import { type Stack, Token, Tokenization } from 'aws-cdk-lib';
import { problem } from '../validation/errors';
import type { FinalApp } from './final-app';
import { findingsIn } from './hidden';
import type { Place } from './parameter';
import { Said } from './rendered';

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
  return statements.flatMap((statement, index) => {
    const name = `${what}.${index}${statement.Sid ? ` ('${statement.Sid}')` : ''}`;
    return placesIn(statement).flatMap(({ at, place, value }) => {
      const found = known(app, stack, value, place);
      return found.length > 0 ? [problem(`${name}, ${at}`, new Said(found.join(', ')), allowedIn(place), HOW)] : [];
    });
  });
}

const allowedIn = (place: Place): string =>
  place === 'compared' ? 'a value that is not empty' : 'a value without *, ? and ${ that is not empty';

/** The values of a statement by where they stand. */
function placesIn({ Condition = {}, NotPrincipal, NotResource, Principal, Resource }: RawStatement) {
  const element = (at: string, value: unknown) => each(value).map((one) => ({ at, place: 'acts' as Place, value: one }));
  const principals = [Principal, NotPrincipal].flatMap((names) =>
    typeof names === 'object' && names !== null ? Object.values(names) : [names],
  );
  const conditions = Object.entries(Condition as object).flatMap(([operator, keys]) =>
    Object.entries(keys as object).flatMap(([key, value]) => {
      const place: Place = COMPARES.test(operator) ? 'compared' : 'acts';
      return each(value).map((one) => ({ at: `Condition.${operator}.${key}`, place, value: one }));
    }),
  );
  return [...element('Resource', Resource), ...element('NotResource', NotResource), ...element('Principal', principals), ...conditions];
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
    tokensOf(value).flatMap((token) => findingsIn(app, stack, app.render(stack, token), place));
  if (key) {
    all.set(key, found);
  }
  return found;
}

/** Each token of a text by itself: what stands between them is the data's, or was checked when it was given. */
const tokensOf = (value: unknown): unknown[] => (typeof value === 'string' ? Tokenization.reverseString(value).tokens : [value]);
