import { type Duration, Token } from 'aws-cdk-lib';
import { problem } from './errors';
import { type Place, type PropType, propType } from './prop-types';
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

interface Range {
  readonly from: number;
  readonly to?: number;
  readonly except?: number;
  readonly todo: string;
  /** Whether it may be one that only the deployment knows. */
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
    (what, got) => ((later && Token.isUnresolved(got)) || isGood(got) ? [] : [problem(what, got, allowed, todo)]),
  );
}

/** A member of an enum; some of CDK's have members that make no sense for everything. */
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
      return is(got) ? [] : [problem(what, got, allowed, key ? `Use the member itself: ${name}.${key}.` : 'Choose one of them.')];
    },
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

/** How long S3 locks objects at most, by its own limit. */
export const lockedDays = (todo: string, later = false): PropType<Duration> =>
  duration('Days', 1, 36_500, '1 to 36,500 whole days', todo, later);

/** A length of time in whole units. Where it goes must be known at synth, but for those that `later` lets pass. */
export function duration(
  unit: 'Days' | 'Seconds',
  from: number,
  to: number,
  allowed: string,
  todo: string,
  later = false,
): PropType<Duration> {
  const units = unit.toLowerCase();
  return propType<Duration>(
    (got) => typeof (got as Partial<Duration> | null | undefined)?.toSeconds === 'function',
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
