import { existsSync } from 'node:fs';
import { join } from 'node:path';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import { EXAMPLES } from '../e2e/examples';
import { NAMES } from '../found';

/** Where a vendor's app is in a language (`app.ts`), and its cases in Python. */
export const fileOf = (vendor: string, name: string): string => join(__dirname, '..', vendor, 'languages', name);

/** Named after its class, as Java wants it. */
export const javaFile = (vendor: string): string => `${vendor[0].toUpperCase()}${vendor.slice(1)}.java`;

/** Where an example is in Python. */
export const inPython = (example: string): string => join(__dirname, '..', '..', 'examples', `${example.replace(/-/g, '_')}.py`);

/** `apps`: every kind of access, in all languages. `cases`: one stack for each case of test/VENDOR/cases.ts. `example`: users start from it. */
export type Kind = 'apps' | 'cases' | 'example';

/** An app that several languages have; what it synthesizes has to be the same in all of them. */
export interface Program {
  /** As it stands in the table. */
  readonly name: string;
  readonly kind: Kind;
  /** The vendors whose apps or cases it has, or the name of the example. */
  readonly sources: readonly string[];
  /** Feature flags, and what an app asks for. */
  readonly context?: Record<string, unknown>;
}

export const PROGRAMS: readonly Program[] = [
  { name: 'apps', kind: 'apps', sources: NAMES },
  { name: 'apps, all feature flags', kind: 'apps', sources: NAMES, context: recommended },
  ...NAMES.map((vendor): Program => ({ name: `cases of ${vendor}`, kind: 'cases', sources: [vendor] })),
  ...Object.entries(EXAMPLES)
    .filter(([example]) => existsSync(inPython(example)))
    .map(([example, { context }]): Program => ({ name: `example ${example}`, kind: 'example', sources: [example], context })),
];

/** What a language says of something that templates do not show: of errors, types, documentation. */
export interface Check {
  readonly name: string;
  /** Why it failed; undefined if it did not. */
  readonly failure?: string;
}

/** A program and its arguments. */
export type Command = readonly [string, ...string[]];

/** A way to use the package. A new one is a module in languages/ and a line in run.ts. */
export interface Language {
  readonly name: string;
  readonly kinds: readonly Kind[];
  /** Builds the package and installs it as a user would. */
  build(): Promise<void>;
  /** What synthesizes the program in this language. */
  command(program: Program): Command;
  checks?(): Promise<Check[]>;
}
