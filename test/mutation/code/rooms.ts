import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NAMES } from '../../found';

export const ROOT = resolve(__dirname, '..', '..', '..');

/** A part of the code, and the tests that are asked about it; both relative to the repository. */
export interface Room {
  readonly files: readonly string[];
  readonly tests: readonly string[];
}

/** Data, which `npm run mutate` makes wrong in better ways. */
const DATA = /[/-](permissions|sources|account-ids)\.ts$/;
/** What tries all cases or random ones takes seconds for each mutant that survives. */
const SLOW = /(cases|given-sweep|tenants|differential)\.test\.ts$/;

function all(folder: string, ending: string): string[] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  return entries
    .flatMap((entry) => (entry.isDirectory() ? all(`${folder}/${entry.name}`, ending) : [`${folder}/${entry.name}`]))
    .filter((file) => file.endsWith(ending))
    .sort();
}

const code = (folder: string): string[] => all(folder, '.ts').filter((file) => !DATA.test(file));
const tests = (folder: string): string[] => all(folder, '.test.ts').filter((file) => !SLOW.test(file));
const core = (...names: string[]): string[] => names.map((name) => `test/core/${name}.test.ts`);

const WRONG_USE = NAMES.map((vendor) => `test/${vendor}/wrong-use.test.ts`);
const OF_VENDORS = NAMES.flatMap((vendor) => tests(`test/${vendor}`));

/** What is asked about each room of core: what was written for it, and what uses it most. */
const CORE: Readonly<Record<string, readonly string[]>> = {
  policy: core('policy/evaluate', 'policy/differential', 'own-grants', 'denials', 'sessions'),
  model: [...core('setups', 'setup', 'names', 'denials', 'connection-test'), ...OF_VENDORS, 'test/permission-sets.test.ts'],
  env: [...core('shared-principals', 'referrers', 'relations', 'references', 'names', 'final-app'), ...WRONG_USE],
  validation: [
    ...core('given', 'given-sweep', 'placeholder', 'names', 'naming', 'workload', 'access', 'access-keys', 'only-from', 'connection-test'),
    ...WRONG_USE,
  ],
  synth: [
    ...core('promises', 'final-app', 'final-template', 'references', 'referrers', 'relations', 'hidden', 'denials', 'bucket-findings'),
    ...core('own-grants', 'only-from', 'shared-principals', 'restore', 'injectors', 'owner', 'sessions', 'naming'),
    'test/warnings.test.ts',
  ],
  provision: [
    ...core('setups', 'setup', 'naming', 'names', 'workload', 'access', 'access-keys', 'sessions', 'injectors', 'restore', 'owner'),
    ...OF_VENDORS,
  ],
  operate: core('operate/monitor', 'connection-test', 'restore', 'setup'),
  explain: tests('test/core/explain'),
};

/** The rooms of core/private, core itself, and the vendors. */
export const ROOMS: Readonly<Record<string, Room>> = {
  ...Object.fromEntries(Object.entries(CORE).map(([name, asked]) => [name, { files: code(`src/core/private/${name}`), tests: asked }])),
  core: { files: code('src/core').filter((file) => !file.startsWith('src/core/private/')), tests: [...tests('test/core'), ...WRONG_USE] },
  ...Object.fromEntries(
    NAMES.map((name) => [name, { files: code(`src/${name}`), tests: [...tests(`test/${name}`), ...core('setups', 'restore', 'names')] }]),
  ),
};
