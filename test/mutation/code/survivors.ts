import type { Mutant } from './tried';

/** Mutants that nobody can notice, and why. */
interface Survivor {
  readonly file: string;
  /** Of what follows the file in the name of a mutant. */
  readonly mutants: RegExp;
  readonly why: string;
}

export const SURVIVORS: readonly Survivor[] = [];

const fits = ({ file, mutants }: Survivor, name: string): boolean =>
  name.startsWith(`${file} `) && mutants.test(name.slice(file.length + 1));

export const isExplained = (name: string): boolean => SURVIVORS.some((one) => fits(one, name));

/** Reasons of these files for which nothing survives. */
export const unused = (files: readonly string[], found: readonly Mutant[]): string[] =>
  SURVIVORS.filter((one) => files.includes(one.file) && !found.some(({ isNoticed, name }) => !isNoticed && fits(one, name))).map(
    ({ file, mutants }) => `${file} ${mutants.source}`,
  );
