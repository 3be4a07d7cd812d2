import fc from 'fast-check';
import { type Outcome, outcomeOf, outcomeOfCalls, outcomeOfCase } from './judge';
import { built, type CasePlan, casePlans, type Plan, plans, shownPlan } from './plan';

export interface Fuzzed {
  readonly inputs: number;
  /** Calls and syntheses that the library refused, and requests that were judged. */
  readonly refused: number;
  readonly asked: number;
  /** The smallest input that fails, and how. */
  readonly failure?: string;
}

/** What is tried: calls alone, whole apps, and the cases of the vendors in other surroundings. */
export const KINDS = {
  calls: (seed: number, runs: number) => tried(plans, async (plan: Plan) => outcomeOfCalls(built(plan)), shownPlan, seed, runs),
  apps: (seed: number, runs: number) => tried(plans, outcomeOf, shownPlan, seed, runs),
  cases: (seed: number, runs: number) =>
    tried(casePlans, outcomeOfCase, ({ name, surroundings }: CasePlan) => `${name} in ${JSON.stringify(surroundings)}`, seed, runs),
};
export type Kind = keyof typeof KINDS;

/** Tries inputs until one fails, and makes that one smaller. */
async function tried<T>(
  all: fc.Arbitrary<T>,
  outcome: (input: T) => Promise<Outcome>,
  show: (input: T) => string,
  seed: number,
  runs: number,
): Promise<Fuzzed> {
  const counts = { inputs: 0, refused: 0, asked: 0 };
  const property = fc.asyncProperty(all, async (input) => {
    const { asked, faults, refused } = await outcome(input);
    counts.inputs += 1;
    counts.asked += asked;
    counts.refused += refused;
    if (faults.length > 0) throw new Error(faults.join('\n'));
  });
  const { counterexample, counterexamplePath, errorInstance, failed } = await fc.check(property, { seed, numRuns: runs });
  const [smallest] = counterexample ?? [];
  return failed && smallest !== undefined
    ? { ...counts, failure: `seed ${seed}, path ${counterexamplePath}:\n${show(smallest)}\n→ ${(errorInstance as Error).message}` }
    : counts;
}
