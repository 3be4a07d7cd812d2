import { type Duration, Token } from 'aws-cdk-lib';
import { problem } from './errors';
import { areTyped, isStruct, type Place, type PropType, propProblems, propType, type Struct } from './prop-types';
import { isDate } from './shown-value';

export const BOOL = propType<boolean>(
  (got) => typeof got === 'boolean',
  'true or false',
  "Compare a text first, such as one from the context of `cdk -c`: value === 'true'.",
);

export const DATE = propType<Date>(
  (got) => isDate(got) && /^\d{4}-/.test(Number.isNaN(got.getTime()) ? '' : got.toISOString()), // IAM takes years of four digits
  'a valid Date',
  "Such as new Date('2026-01-31T12:00:00Z').",
);

/** A whole number, or one that only the deployment knows. */
export function wholeNumber(from: number, to: number, todo: string, except?: number): PropType<number> {
  const allowed = `${to === Number.MAX_SAFE_INTEGER ? `a whole number from ${from}` : `${from} to ${to}`}${except ? `, other than ${except}` : ''}`;
  return propType<number>(
    (got) => typeof got === 'number',
    allowed,
    todo,
    (what, got) => {
      const good = Token.isUnresolved(got) || (Number.isInteger(got) && got >= from && got <= to && got !== except);
      return good ? [] : [problem(what, got, allowed, todo)];
    },
  );
}

/** A member of an enum; some of CDK's have members that make no sense for everything. */
export function enumOf<T extends string>(name: string, members: Readonly<Record<string, T>>, except: readonly T[] = []): PropType<T> {
  const known = Object.entries(members).filter(([, value]) => !except.includes(value));
  const allowed = known.map(([key]) => `${name}.${key}`).join(', ');
  const is = (got: unknown) => known.some(([, value]) => value === got);
  const plain = (text: unknown) => String(text).replace(/[^a-z0-9]/gi, '').toLowerCase();
  const meant = (got: unknown) => known.find((pair) => typeof got === 'string' && pair.some((one) => plain(one) === plain(got)));
  return {
    is,
    problems: (what, got) => {
      const [key] = meant(got) ?? [];
      return is(got) ? [] : [problem(what, got, allowed, key ? `Use the member itself: ${name}.${key}.` : 'Choose one of them.')];
    },
  };
}

/** The options of something, as one prop of something else. */
export function structOf<P>(of: Struct<P>, allowed = 'an object with options', todo = 'Or leave it out.'): PropType<P> {
  return {
    is: (got) => areTyped(got, of),
    problems: (what, got, place) =>
      isStruct(got) ? under(what, propProblems(got as P, of, place)) : [problem(what, got, allowed, todo)],
  };
}

/** Problems with the path of the prop that they are in. */
export const under = (what: string, problems: readonly string[]): string[] => problems.map((one) => `${what}.${one}`);

/** A list whose length synth must know. */
export function listOf<T>(type: PropType<T>, allowed: string, todo: string, least = 0): PropType<T[]> {
  const isList = (got: unknown): got is unknown[] => Array.isArray(got) && !Token.isUnresolved(got);
  return {
    is: (got) => isList(got) && got.every(type.is),
    problems: (what, got, place) =>
      isList(got) && got.length >= least
        ? got.flatMap((one, index) => type.problems(`${what}[${index}]`, one, place))
        : [problem(what, got, allowed, todo)],
  };
}

/** Texts by keys. */
export function mapOf<T>(keys: PropType<string>, values: PropType<T>, allowed: string, todo: string): PropType<{ [key: string]: T }> {
  return {
    is: (got) => isStruct(got) && Object.values(got as object).every(values.is),
    problems: (what, got, place) =>
      isStruct(got) && Object.keys(got as object).length > 0
        ? Object.entries(got as object).flatMap(([key, value]) => [
            ...keys.problems(`a key of ${what}`, key, place),
            ...values.problems(`${what}.${key}`, value, place),
          ])
        : [problem(what, got, allowed, todo)],
  };
}

/** What a factory of the library makes; `member` is one that nothing else has. */
export function madeBy<T>(
  member: string,
  factory: string,
  todo: string,
  more?: (what: string, got: T, place: Place) => string[],
): PropType<T> {
  return propType<T>((got) => typeof got === 'object' && got !== null && member in got, `what ${factory} makes`, todo, more);
}

/** A length of time in whole units. Where it goes must be known at synth, but for those that `later` lets pass. */
export function duration(unit: 'Days' | 'Seconds', from: number, to: number, allowed: string, todo: string, later = false): PropType<Duration> {
  const units = unit.toLowerCase();
  return propType<Duration>(
    (got) => typeof got === 'object' && got !== null && 'toSeconds' in got && 'isUnresolved' in got,
    'a Duration',
    todo,
    (what, got) => {
      if (got.isUnresolved()) {
        const isTaken = later && got.unitLabel() === units;
        return isTaken ? [] : [problem(what, got, allowed, later ? `Count it in ${units}.` : 'CDK compares it at synth: give a number.')];
      }
      const count = got[`to${unit}`]({ integral: false });
      return Number.isInteger(count) && count >= from && count <= to ? [] : [problem(what, got, allowed, todo)];
    },
  );
}
