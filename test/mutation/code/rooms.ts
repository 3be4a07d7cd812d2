import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NAMES } from '../../found';

export const ROOT = resolve(__dirname, '..', '..', '..');

/** A part of the code, and the tests that are asked about it; both relative to the repository. */
export interface Room {
  readonly files: readonly string[];
  readonly tests: readonly string[];
  /** Those of the tests that were written for it. */
  readonly own: readonly string[];
}

/** Data, which `npm run mutate` makes wrong in better ways. */
const DATA = /[/-](permissions|sources|account-ids)\.ts$/;
/** What tries all cases or random ones takes seconds for each mutant that survives; it is asked about the room that it was written for only. */
const SLOW = /(cases|compare|thief|given-sweep|tenants|differential)\.test\.ts$/;

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

/** What was written for a room of core, if it is quick enough to be asked about each of its mutants. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  policy: core('policy/evaluate'),
  validation: core('given', 'placeholder'),
  operate: core('operate/monitor'),
  explain: core('explain/explain', 'explain/command'),
};
const FURTHER: Readonly<Record<string, readonly string[]>> = {
  policy: core('policy/differential'),
  validation: core('given-sweep'),
  explain: core('explain/compare', 'explain/thief'),
};

/** What is asked about core; about a vendor, only its own tests and those of core. */
const OF_CORE = [...tests('test/core'), 'test/permission-sets.test.ts'];
const ASKED = [...OF_CORE, ...NAMES.flatMap((vendor) => tests(`test/${vendor}`))];

const PRIVATE = 'src/core/private';
const inside = readdirSync(join(ROOT, PRIVATE)).map((name): [string, Room] => [
  name,
  { files: code(`${PRIVATE}/${name}`), tests: [...ASKED, ...(FURTHER[name] ?? [])], own: OWN[name] ?? [] },
]);
const vendors = NAMES.map((name): [string, Room] => {
  const own = tests(`test/${name}`);
  return [name, { files: code(`src/${name}`), tests: [...own, ...OF_CORE], own }];
});

/** The rooms of core, core itself, and the vendors. */
export const ROOMS: Readonly<Record<string, Room>> = Object.fromEntries([
  ...inside,
  ['core', { files: code('src/core').filter((file) => !file.startsWith(PRIVATE)), tests: ASKED, own: [] }],
  ...vendors,
]);
