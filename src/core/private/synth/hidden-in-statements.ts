import { type IResolvable, type Stack, Tokenization } from 'aws-cdk-lib';
import { finding } from '../validation/errors';
import { parameterOf } from '../validation/resolved-later';
import { isUnresolved } from '../validation/tokens-in-text';
import type { FinalApp } from './final-app';
import { findingsIn } from './hidden';
import { oncePerStack } from './once';
import { OF_STORE, type Place } from './parameter';

/** A statement with the tokens that it consists of. */
export type RawStatement = { readonly [element: string]: unknown };

/** Operators that compare a value as a whole. For the others, its characters or its size matter. */
const COMPARES = /^(For(All|Any)Value(s)?:)?(String(Not)?Equals(IgnoreCase)?|Bool|Null)(IfExists)?$/;

/** How to fix it. */
const HOW =
  'Use a string that is known at synth, or a CfnParameter with an allowedPattern that excludes wildcards (for a number, with minValue and maxValue).';

/** CDK checks the name of a bucket and the ARN of a key before a look-up: what stands in for it has to be valid. */
const HOW_STORED =
  'Create the parameter in this app, use a string that is known at synth, or a CfnParameter of type String, whose allowedPattern limits the value itself. ' +
  'StringParameter.valueFromLookup reads one at synth: for the name of a bucket or an ARN, pass a valid one as its third argument, which stands in until then.';

/** An address has no wildcards, but a range can be too large. */
const HOW_ADDRESS =
  'Use addresses that are known at synth, or a CfnParameter with allowedValues, or with an allowedPattern that matches narrow ranges only, ' +
  'such as ^[0-9.]+/(3[0-2]|2[4-9])$.';

/**
 * Checks that every value in the library's statements exists at deployment and matches no more than it seems to. A condition with an empty
 * value disappears, and a token can hide a wildcard. Only tokens are checked: literals come from the data.
 */
export function hiddenProblems(app: FinalApp, stack: Stack, what: string, statements: readonly RawStatement[]): string[] {
  const places = new Map<string, Set<string>>();
  const findings = findingsOf(app, stack);
  for (const [index, statement] of statements.entries()) {
    inEach(statement, (value, place, at) => {
      for (const found of findings(value, place)) {
        const key = finding('', found, ALLOWED[place], todoOf(found, place));
        places.set(key, (places.get(key) ?? new Set()).add(`${statement.Sid ?? index}.${at.join('.')}`));
      }
    });
  }
  return [...places].map(([text, names]) => `${what}: ${[...names].join(', ')}${text}`); // one for each finding, at any position
}

const todoOf = (found: string, place: Place): string => (found.startsWith(OF_STORE) ? HOW_STORED : place === 'address' ? HOW_ADDRESS : HOW);

const ALLOWED: Record<Place, string> = {
  compared: 'a nonempty value',
  ...{ acts: 'a nonempty value without *, ? and ${', principal: 'a nonempty value without *, ? and ${' },
  address: 'a range that is known not to be wide',
};

type Visit = (value: unknown, place: Place, at: readonly string[]) => void;

/** Visits the values of a statement that are not literals, with their position. */
function inEach(statement: RawStatement, visit: Visit): void {
  within(statement.Resource, 'acts', RESOURCE, visit);
  within(statement.NotResource, 'acts', NOT_RESOURCE, visit);
  within(statement.Principal, 'principal', PRINCIPAL, visit);
  within(statement.NotPrincipal, 'principal', PRINCIPAL, visit);
  const conditions = (statement.Condition ?? {}) as Record<string, Record<string, unknown>>;
  for (const operator of Object.keys(conditions)) {
    const place: Place = COMPARES.test(operator) ? 'compared' : /IpAddress/.test(operator) ? 'address' : 'acts';
    for (const key of Object.keys(conditions[operator])) {
      within(conditions[operator][key], place, ['Condition', operator, key], visit);
    }
  }
}

const [RESOURCE, NOT_RESOURCE, PRINCIPAL] = [['Resource'], ['NotResource'], ['Principal']];

/** A list that is a token is one value. */
function within(value: unknown, place: Place, at: readonly string[], visit: Visit): void {
  if (isUnresolved(value)) {
    visit(value, place, at);
  } else if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) {
      within((value as Record<string, unknown>)[key], place, at, visit);
    }
  }
}

/** What is found in the values of a stack, each once: most statements name the same. */
const findingsOf = oncePerStack((app, stack) => {
  const all = new Map<Place, Map<unknown, readonly string[]>>();
  return (value: unknown, place: Place): readonly string[] => {
    const known = all.get(place) ?? new Map<unknown, readonly string[]>();
    all.set(place, known);
    const found = known.get(value) ?? partsOf(value, place).flatMap(([token, as]) => findingsIn(app, stack, app.render(stack, token), as));
    known.set(value, found);
    return found;
  };
});

/** Each token of a text on its own: what is between them comes from the data, or was checked when it was given, as were numbers in a range. */
function partsOf(value: unknown, place: Place): [unknown, Place][] {
  if (typeof value !== 'string') {
    return [[value, place]];
  }
  const fragments = Tokenization.reverseString(value);
  const isChecked = (token: IResolvable) => place === 'principal' || (place === 'address' && parameterOf(`${token}`)?.type === 'Number');
  return fragments.tokens.map((token) => [token, fragments.length > 1 && isChecked(token) ? 'compared' : place]);
}
