import type { World } from '../matrix';
import { faultsOfCase, lintOfCase } from '../requests';
import { mutatedWorld, type Place, type StatementMutant } from './statements';

type Faults = (place: Place, here: World) => Promise<string[]>;

/** From the quickest to the slowest, each with how many of the cases that have the statement it looks at. */
const KILLERS: readonly [cases: number, Faults][] = [
  [1, ({ vendor }, here) => lintOfCase(vendor, here)],
  [2, ({ option, vendor }, here) => faultsOfCase(vendor, option, here, false)],
  [2, ({ option, vendor }, here) => faultsOfCase(vendor, option, here)],
  [12, ({ option, vendor }, here) => faultsOfCase(vendor, option, here, false)],
  [4, ({ option, vendor }, here) => faultsOfCase(vendor, option, here)],
];

/** What notices the mutant: the first fault of the first case that has one. Undefined if nothing does. */
export async function killerOf({ places, statement }: Pick<StatementMutant, 'places' | 'statement'>): Promise<string | undefined> {
  for (const [cases, faults] of KILLERS) {
    for (const place of spread(places, cases)) {
      try {
        const [found] = await faults(place, mutatedWorld(place, statement));
        if (found) return found;
      } catch (error) {
        return `refused: ${(error as Error).message}`;
      }
    }
  }
  return undefined;
}

/** Some from all over the list. */
const spread = (places: readonly Place[], most: number): Place[] =>
  places.filter((_, index) => index % Math.ceil(places.length / most) === 0);
