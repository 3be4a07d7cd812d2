import recommended from 'aws-cdk-lib/recommended-feature-flags.json';

/** The products here. A new one is a line, an app in each language, and its cases in TypeScript and Python. */
export const VENDORS: readonly string[] = ['cloudberry', 'logzio', 'veeam'];
const EXAMPLES: readonly string[] = [
  'cloudberry-backup',
  'cloudberry-ec2-restore',
  'cloudberry-managed-backup',
  'logzio-archive',
  'veeam-m365-backup',
  'veeam-m365-immutable-copy',
];
/** What the examples ask for on the command line. */
const CONTEXT = { veeamProxyCidr: '203.0.113.7/32' };

/** `apps`: every kind of access, in all languages. `cases`: one stack for each case of test/VENDOR/cases.ts. `example`: users start from it. */
export type Kind = 'apps' | 'cases' | 'example';

/** An app that several languages have; what it synthesizes has to be the same in all of them. */
export interface Program {
  /** As it stands in the table. */
  readonly name: string;
  readonly kind: Kind;
  /** The names of its sources without folder and extension, in the spelling of TypeScript. */
  readonly sources: readonly string[];
  /** Feature flags, and what an app asks for. */
  readonly context?: Record<string, unknown>;
}

export const PROGRAMS: readonly Program[] = [
  { name: 'apps', kind: 'apps', sources: VENDORS },
  { name: 'apps, all feature flags', kind: 'apps', sources: VENDORS, context: recommended },
  ...VENDORS.map((vendor): Program => ({ name: `cases of ${vendor}`, kind: 'cases', sources: [vendor] })),
  ...EXAMPLES.map((example): Program => ({ name: `example ${example}`, kind: 'example', sources: [example], context: CONTEXT })),
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
