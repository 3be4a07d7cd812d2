import type { Duration } from 'aws-cdk-lib';
import { problem } from './errors';
import { type Place, type PropType, propType } from './prop-types';
import { isDate } from './shown-value';
import { isUnresolved } from './tokens-in-text';

export const BOOL = propType<boolean>(
  (got) => typeof got === 'boolean',
  'true or false',
  "Convert a string first, such as a context value of `cdk -c`: value === 'true'.",
);

export const DATE = propType<Date>(
  (got) => isDate(got) && /^\d{4}-/.test(Number.isNaN(got.getTime()) ? '' : got.toISOString()), // IAM takes years of four digits
  'a valid Date',
  "For example, new Date('2026-01-31T12:00:00Z').",
);

interface Range {
  readonly from: number;
  readonly to?: number;
  readonly except?: number;
  readonly todo: string;
  /** Whether it may be a token that resolves only at deployment. */
  readonly later?: boolean;
}

export function wholeNumber({ except, from, later, to = Number.MAX_SAFE_INTEGER, todo }: Range): PropType<number> {
  const upTo = to === Number.MAX_SAFE_INTEGER ? `a whole number from ${from}` : `${from} to ${to}`;
  const allowed = except === undefined ? upTo : `${upTo}, other than ${except}`;
  const isGood = (got: number) => Number.isSafeInteger(got) && got >= from && got <= to && got !== except;
  return propType<number>(
    (got) => typeof got === 'number',
    allowed,
    todo,
    (what, got) => ((later && isUnresolved(got)) || isGood(got) ? [] : [problem(what, got, allowed, todo)]),
  );
}

/** A member of an enum. Some enums of CDK have members that make no sense for every option. */
export function enumOf<T extends string>(name: string, members: Readonly<Record<string, T>>, except: readonly T[] = []): PropType<T> {
  const known = Object.entries(members).filter(([, value]) => !except.includes(value));
  const allowed = known.map(([key]) => `${name}.${key}`).join(', ');
  const is = (got: unknown) => known.some(([, value]) => value === got);
  const plain = (text: unknown) =>
    String(text)
      .replace(/[^a-z0-9]/gi, '')
      .toLowerCase();
  const meant = (got: unknown) => known.find((pair) => typeof got === 'string' && pair.some((one) => plain(one) === plain(got)));
  return {
    is,
    problems: (what, got) => {
      const [key] = meant(got) ?? [];
      return is(got) ? [] : [problem(what, got, allowed, key ? `Use the enum member: ${name}.${key}.` : 'Choose one of them.')];
    },
  };
}

/** A value that a factory of the library creates; `member` is one that only these values have. */
export function madeBy<T>(
  member: string,
  factory: string,
  todo: string,
  more?: (what: string, got: T, place: Place) => string[],
): PropType<T> {
  return propType<T>((got) => typeof got === 'object' && got !== null && member in got, `a value that ${factory} creates`, todo, more);
}

/** The longest time that S3 locks an object: a limit of S3 itself. */
export const lockedDays = (todo: string, later = false): PropType<Duration> =>
  duration('Days', 1, 36_500, '1 to 36,500 whole days', todo, later);

/** A length of time in whole units. It must be known at synth, unless `later` allows a token. `tooLong` is what to do with a longer one. */
export function duration(
  unit: 'Days' | 'Hours' | 'Seconds',
  from: number,
  to: number,
  allowed: string,
  todo: string,
  later = false,
  tooLong = todo,
): PropType<Duration> {
  const units = unit.toLowerCase();
  return propType<Duration>(
    (got) => typeof (got as Partial<Duration> | null | undefined)?.toSeconds === 'function',
    'a Duration',
    todo,
    (what, got) => {
      if (got.isUnresolved()) {
        const isTaken = later && got.unitLabel() === units;
        return isTaken
          ? []
          : [problem(what, got, allowed, later ? `Give it in ${units}.` : 'CDK needs the value at synth: give a number.')];
      }
      const count = got[`to${unit}`]({ integral: false });
      const isRight = Number.isInteger(count) && count >= from && count <= to;
      return isRight ? [] : [problem(what, got, allowed, count > to ? tooLong : todo)];
    },
  );
}
