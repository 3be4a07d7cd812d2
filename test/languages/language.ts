/** An app that every language has; what it synthesizes has to be the same in all of them. */
export interface Program {
  /** As it stands in the table, and the folder that the app is synthesized to. */
  readonly name: string;
  /** `cases`: one stack for each case of test/VENDOR/cases.ts. `example`: an app that users start from. */
  readonly kind: 'cases' | 'example';
  /** The name of its source without folder and extension, in the spelling of TypeScript. */
  readonly source: string;
}

export const PROGRAMS: readonly Program[] = [
  { name: 'cloudberry', kind: 'cases', source: 'cloudberry' },
  { name: 'logzio', kind: 'cases', source: 'logzio' },
  { name: 'examples/cloudberry-backup', kind: 'example', source: 'cloudberry-backup' },
  { name: 'examples/cloudberry-ec2-restore', kind: 'example', source: 'cloudberry-ec2-restore' },
  { name: 'examples/cloudberry-managed-backup', kind: 'example', source: 'cloudberry-managed-backup' },
  { name: 'examples/logzio-archive', kind: 'example', source: 'logzio-archive' },
];

/** What a language says of something that templates do not show: of errors, types, documentation. */
export interface Check {
  readonly name: string;
  /** Why it failed; undefined if it did not. */
  readonly failure?: string;
}

/** A language that the package is published for. A new one is a module in languages/ and a line in run.ts. */
export interface Language {
  readonly name: string;
  /** Builds the package and installs it as a user would. */
  build(): Promise<void>;
  /** Runs the program of this language, with a cloud assembly in `outdir`. */
  synthesize(program: Program, outdir: string): Promise<void>;
  checks?(): Promise<Check[]>;
}
