import type { Mutant } from './tried';

/** Mutants that nobody can notice, and why. */
interface Survivor {
  readonly file: string;
  /** Of what follows the file in the name of a mutant. */
  readonly mutants: RegExp;
  readonly why: string;
}

const POLICY = 'src/core/private/policy';

export const SURVIVORS: readonly Survivor[] = [
  {
    file: `${POLICY}/condition.ts`,
    mutants: /^StringLiteral: 'none' => ""$/,
    why: 'of Bool and BinaryEquals: neither a truth value nor Base64 has a wildcard',
  },
  {
    file: `${POLICY}/condition.ts`,
    mutants: /^ArrayDeclaration: \[\] => /,
    why: 'both addresses get the same end; of what does not fit a pattern, the first element is not read',
  },
  {
    file: `${POLICY}/pattern.ts`,
    mutants: /^Regex: \/\[\*\?\$.* => \/\[\^|^ConditionalExpression: symbol\.length < 2 => false$/,
    why: 'the long way comes to the same answer',
  },
  {
    file: `${POLICY}/prepared-request.ts`,
    mutants: /^StringLiteral: 'session' => ""$/,
    why: 'whatever the token is called, nothing else is called so',
  },
];

const fits = ({ file, mutants }: Survivor, name: string): boolean =>
  name.startsWith(`${file} `) && mutants.test(name.slice(file.length + 1));

export const isExplained = (name: string): boolean => SURVIVORS.some((one) => fits(one, name));

/** Reasons of these files for which nothing survives. */
export const unused = (files: readonly string[], found: readonly Mutant[]): string[] =>
  SURVIVORS.filter((one) => files.includes(one.file) && !found.some(({ isNoticed, name }) => !isNoticed && fits(one, name))).map(
    ({ file, mutants }) => `${file} ${mutants.source}`,
  );
