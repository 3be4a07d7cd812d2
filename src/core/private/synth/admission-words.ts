import type { Json } from '../policy/request';
import { plain, texts } from '../policy/text';
import { pathOf } from '../validation/shown-value';
import { readable } from './readable';
import type { Admission } from './resource-policies';

/** As many of a list as a reader wants to see. */
const MOST = 5;
const listed = (all: readonly string[]): string =>
  [...all.slice(0, MOST), ...(all.length > MOST ? [`${all.length - MOST} more`] : [])].join(', ');

/** The policies that let a principal in: one text for all of a type that allow the same. */
export function wordsOf(admissions: readonly Admission[], who: string): string[] {
  const groups = new Map<string, Set<string>>();
  for (const { asOneOfAll, by, statement } of admissions) {
    const what = listed(actionsOf(statement));
    const rest = asOneOfAll ? `${what} for everyone who meets the conditions, as '${who}' does` : `${what} for '${who}'`;
    const key = JSON.stringify([by.Type, rest]);
    groups.set(key, (groups.get(key) ?? new Set()).add(`'${pathOf(by.construct)}'`));
  }
  return [...groups].map(([key, paths]) => {
    const [type, rest] = JSON.parse(key);
    return `${paths.size > 1 ? 'policies' : 'the policy'} of ${type} ${listed([...paths])} ${paths.size > 1 ? 'allow' : 'allows'} ${rest}`;
  });
}

const actionsOf = ({ Action, NotAction }: Admission['statement']): string[] => [
  ...texts(plain(Action as Json)).map(readable),
  ...texts(plain(NotAction as Json)).map((one) => `all but ${readable(one)}`),
];

/** What to do if all that a principal has in addition, or some of it, is for everyone who meets conditions. */
export function todoFor(isAll: boolean, isSome: boolean): string | undefined {
  const there = 'name the principals that you mean, or deny this one';
  return isAll
    ? `In these policies, ${there}, or acknowledge.`
    : isSome
      ? `Use a principal of your own for further permissions; in the policies for everyone who meets their conditions, ${there}; or acknowledge.`
      : undefined;
}
