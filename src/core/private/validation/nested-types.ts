import { problem } from './errors';
import { areTyped, isStruct, type Place, type PropType, propProblems, type Struct } from './prop-types';
import { pathIn } from './resolved-later';
import { legible } from './shown-value';
import { isUnresolved } from './tokens-in-text';

/** A group of options that is the value of one prop. */
export function structOf<P>(of: Struct<P>, allowed = 'an object with options', todo = 'Or omit it.'): PropType<P> {
  return {
    is: (got) => areTyped(got, of),
    problems: (what, got, place) =>
      isStruct(got) ? within(what, place, (here) => propProblems(got as P, of, here)) : [problem(what, got, allowed, todo)],
  };
}

/** The problems of what a prop contains, with the path of the prop. */
export const within = (what: string, place: Place, problems: (here: Place) => string[]): string[] =>
  problems({ ...place, path: pathIn(place, what) }).map((one) => `${what}.${one}`);

/** A list whose length must be known at synth. */
export function listOf<T>(type: PropType<T>, allowed: string, todo: string, least = 0): PropType<T[]> {
  const isList = (got: unknown): got is unknown[] => Array.isArray(got) && !isUnresolved(got);
  return {
    is: (got) => isList(got) && got.every(type.is),
    problems: (what, got, place) =>
      isList(got) && got.length >= least
        ? got.flatMap((one, index) => type.problems(`${what}[${index}]`, one, place))
        : [problem(what, got, allowed, todo)],
  };
}

const LONGEST_KEY = 100;

/** A map of strings. */
export function mapOf<T>(keys: PropType<string>, values: PropType<T>, allowed: string, todo: string): PropType<{ [key: string]: T }> {
  return {
    is: (got) => isStruct(got) && Object.values(got as object).every(values.is),
    problems: (what, got, place) =>
      isStruct(got) && Object.keys(got as object).length > 0
        ? Object.entries(got as object).flatMap(([key, value]) => [
            ...keys.problems(`${what}, a key`, key, place),
            ...values.problems(`${what}.${legible(key, LONGEST_KEY)}`, value, place),
          ])
        : [problem(what, got, allowed, todo)],
  };
}
