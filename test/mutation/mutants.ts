import { dataMutants } from './data';
import { killerOf } from './judge';
import { statementMutants } from './statements';

/** A fault that is put in, and what notices it. */
export interface Mutant {
  /** What is wrong in what: `VENDOR SID (Type): how`, or `data/VENDOR SID: how`. */
  readonly name: string;
  /** The first fault that a test finds. Undefined: none does. */
  killer(): Promise<string | undefined>;
}

/** All of them, always in the same order. */
export async function allMutants(): Promise<Mutant[]> {
  const ofStatements = statementMutants().map((mutant) => ({
    name: `${mutant.vendor} ${mutant.of}: ${mutant.how}`,
    killer: () => killerOf(mutant),
  }));
  return [...ofStatements, ...(await dataMutants())];
}
