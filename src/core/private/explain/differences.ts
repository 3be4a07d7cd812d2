import type { PermissionSet } from '../model/permission-set';
import type { Difference } from './access';
import type { Known } from './known';

export interface Differences {
  readonly leftOut: readonly Difference[];
  readonly differs: readonly Difference[];
}

/** How what a principal has differs from the vendor's pages. Sets that no option chose have left something out, too. */
export function differencesOf(
  known: Known,
  sets: readonly PermissionSet[],
  products: readonly string[],
  granted: ReadonlySet<string>,
): Differences {
  const others = [...known.sets.values()].filter((set) => !sets.includes(set) && (products.includes(set.product) || isOfSame(sets, set)));
  const lacks = ({ actions }: Pick<Difference, 'actions'>) => !actions.some((action) => granted.has(action));
  const applies = ({ actions, kind }: Difference) => kind === 'corrected' || actions.some((action) => granted.has(action));
  const deviations = (some: readonly PermissionSet[]) =>
    some.flatMap((set) => set.deviations.map((one): Difference => ({ ...one, set: set.id })));
  const withheld = (one: Difference) => one.kind === 'withheld';
  return {
    leftOut: unique([
      ...deviations(sets).filter(withheld),
      ...deviations(others).filter((one) => withheld(one) && lacks(one)),
      ...others.flatMap(notChosen).filter(lacks),
    ]),
    differs: unique(deviations(sets).filter((one) => !withheld(one) && applies(one))),
  };
}

const isOfSame = (sets: readonly PermissionSet[], { product }: PermissionSet): boolean => sets.some((set) => set.product === product);

const notChosen = ({ groups, id, summary }: PermissionSet): Difference[] =>
  groups
    .filter(({ evidence }) => evidence === 'documented')
    .map(({ actions, source, why }) => ({ kind: 'not chosen', actions, reason: `${why} (${summary})`, source, set: id }));

/** Sets share deviations. */
const unique = (all: readonly Difference[]): Difference[] => [
  ...new Map(all.map((one) => [JSON.stringify([one.kind, one.actions, one.reason]), one])).values(),
];
