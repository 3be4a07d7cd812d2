import { objectOf, partsOf } from '../policy/document';
import { matches } from '../policy/pattern';
import type { Json } from '../policy/request';
import { textOf, texts } from '../policy/text';

/** Something of which nothing is known. */
export const ANY = 'any';

/** What is known of an event: the values that a field may have. The field `*` stands for all that are not listed; else those are absent. */
export interface EventFields {
  readonly [field: string]: readonly string[] | EventFields | typeof ANY;
}

type Test = (own: string, wanted: string) => boolean;

const equals: Test = (own, wanted) => matches(wanted, own, 'none') === true;

/** One or several values; `equals-ignore-case` may be inside of a prefix or suffix. */
const tested =
  (test: Test) =>
  (own: string, wanted: Json): boolean => {
    const { 'equals-ignore-case': either } = objectOf(wanted) ?? {};
    return either === undefined
      ? texts(wanted).some((one) => test(own, one))
      : texts(either).some((one) => test(own.toLowerCase(), one.toLowerCase()));
  };

/** Whether a text is as a pattern says, in which only `*` stands for others. */
export const isLike = (own: string, pattern: string): boolean =>
  new RegExp(`^${pattern.replace(/[\\^$.|?+()[\]{}]/g, '\\$&').replaceAll('*', '.*')}$`, 's').test(own);

/**
 * The operators of a pattern on texts; numbers and addresses are no texts
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html, read 2026-12-01).
 */
const OPERATORS: Readonly<Record<string, (own: string, wanted: Json) => boolean>> = {
  'anything-but': (own, wanted) => !partsOf(wanted).some(({ value }) => fits(own, value)),
  'equals-ignore-case': tested((own, wanted) => own.toLowerCase() === wanted.toLowerCase()),
  exists: (_, wanted) => wanted !== 'false',
  prefix: tested((own, wanted) => own.startsWith(wanted)),
  suffix: tested((own, wanted) => own.endsWith(wanted)),
  wildcard: tested(isLike),
};

function fits(own: string, wanted: Json): boolean {
  const [operator, value] = Object.entries(objectOf(wanted) ?? {})[0] ?? [];
  return operator === undefined ? equals(own, textOf(wanted)) : (OPERATORS[operator]?.(own, value) ?? false);
}

/** Whether some event of which this is known may match a pattern of EventBridge (as `plain` writes it). */
export const mayMatch = (pattern: Json, event: EventFields): boolean =>
  partsOf(pattern).some(({ value }) => {
    const fields = objectOf(value);
    return fields !== undefined && Object.entries(fields).every(([name, wanted]) => isMet(name, wanted, event));
  });

function isMet(name: string, wanted: Json, event: EventFields): boolean {
  const own = event[name] ?? event['*'];
  if (name === '$or') {
    return mayMatch(wanted, event);
  }
  const isOf = (one: Json): boolean =>
    Array.isArray(own) ? own.some((text) => fits(text, one)) : isAbsence(one, own) || mayMatch(one, (own as EventFields | undefined) ?? {});
  return own === ANY || partsOf(wanted).some(({ value }) => isOf(value));
}

const isAbsence = (wanted: Json, own: unknown): boolean => own === undefined && objectOf(wanted)?.exists === 'false';
