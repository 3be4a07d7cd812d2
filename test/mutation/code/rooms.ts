import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NAMES } from '../../found';

export const ROOT = resolve(__dirname, '..', '..', '..');

/** A part of the code, and the tests that are asked about it; both relative to the repository. */
export interface Room {
  readonly files: readonly string[];
  readonly tests: readonly string[];
  /** Those of the tests that were written for it: a file, or a file and a part of the names of tests in it. */
  readonly own: readonly string[];
}

/** Data, which `npm run mutate` makes wrong in better ways. */
const DATA = /([/-](permissions|sources|account-ids)|model\/denials)\.ts$/;
/** What tries all cases or random ones takes seconds for each mutant that survives; it is asked about the room that it was written for only. */
const SLOW = /(cases|compare|thief|given-sweep|tenants|differential)\.test\.ts$/;

const all = (folder: string, ending: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file}`)
    .filter((file) => file.endsWith(ending))
    .sort();

const code = (folder: string): string[] => all(folder, '.ts').filter((file) => !DATA.test(file));
const tests = (folder: string): string[] => all(folder, '.test.ts').filter((file) => !SLOW.test(file));

const core = (...names: string[]): string[] => names.map((name) => `test/core/${name}.test.ts`);

/** Each warning, made to appear. */
const WARNINGS = 'test/warnings.test.ts';
/** What cdk-nag finds in each case. */
const NAG = 'test/nag.test.ts';
/** What each case and each grant allows and denies. */
const REQUESTS = 'test/requests.test.ts';
const ALLOWED = [REQUESTS, 'test/grants.test.ts'];
const WRONG_USE = NAMES.map((vendor) => `test/${vendor}/wrong-use.test.ts`);
const OF_VENDORS = NAMES.flatMap((vendor) => tests(`test/${vendor}`));

/** By room of core: all of what was written for it, and some of what uses it most. Every file costs a mutant that survives a tenth of a second. */
const CORE: Readonly<Record<string, [own: readonly string[], others: readonly string[], named?: readonly string[]]>> = {
  env: [
    core('shared-principals'),
    [
      ...core('referrers', 'relations', 'references', 'names', 'final-app', 'setups', 'access-keys', 'owner', 'only-from'),
      ...OF_VENDORS,
      WARNINGS,
    ],
    [`${WARNINGS} core.`, ...core('relations', 'owner')],
  ],
  explain: [core('explain/explain', 'explain/command'), core('explain/questions', 'explain/compare', 'explain/elsewhere', 'explain/thief')],
  model: [
    core('naming', 'setups', 'setup'),
    [
      ...core('names', 'denials', 'connection-test', 'explain/explain', 'operate/monitor', 'relations', 'references'),
      ...OF_VENDORS,
      ...ALLOWED,
    ],
  ],
  operate: [
    core('operate/connection-calls', 'operate/monitor', 'connection-test', 'injectors'),
    core('restore', 'setup', 'naming', 'endpoints'),
    [`${core('endpoints')} a connection test in`],
  ],
  policy: [
    core('policy/evaluate', 'policy/differential'),
    core('own-grants', 'denials', 'sessions', 'trust', 'principals', 'undecided', 'open-policies', 'demanded'),
  ],
  provision: [
    [
      ...tests('test/core/provision'),
      ...core('setups', 'setup', 'only-from', 'naming', 'access', 'sessions', 'shared-principals', 'workload', 'own-grants'),
    ],
    [
      ...core('names', 'access-keys', 'injectors', 'restore', 'owner'),
      ...core('promises', 'final-template', 'relations', 'explain/explain'),
      ...OF_VENDORS,
      WARNINGS,
      NAG,
      ...ALLOWED,
    ],
  ],
  synth: [
    core('promises', 'final-app', 'final-template', 'bucket-findings'),
    [
      ...core('references', 'referrers', 'relations', 'hidden', 'denials', 'own-grants', 'only-from', 'shared-principals'),
      ...core(
        'restore',
        'sessions',
        'setups',
        'names',
        'access-keys',
        'principals',
        'trust',
        'undecided',
        'sdk-calls',
        'endpoints',
        'owner',
      ),
      ...core('open-policies', 'organization-policies', 'object-headers', 'demanded', 'credentials', 'stages', 'workload', 'injectors'),
      WARNINGS,
    ],
  ],
  validation: [
    core('given', 'placeholder'),
    [
      ...core('given-sweep', 'names', 'naming', 'workload', 'access', 'access-keys', 'only-from', 'connection-test'),
      ...core('setups', 'relations', 'hidden', 'injectors', 'shared-principals'),
      ...WRONG_USE,
      WARNINGS,
    ],
  ],
};

const PRIVATE = 'src/core/private';
const room = (files: readonly string[], own: readonly string[], others: readonly string[], named: readonly string[] = []): Room => ({
  files,
  own: [...own, ...named],
  tests: [...own, ...others],
});
const rest = code('src/core').filter((file) => !file.startsWith(PRIVATE));

/** The rooms of core, core itself, and the vendors. */
export const ROOMS: Readonly<Record<string, Room>> = Object.fromEntries([
  ...Object.entries(CORE).map(([name, [own, ...others]]): [string, Room] => [name, room(code(`${PRIVATE}/${name}`), own, ...others)]),
  [
    'core',
    room(
      rest,
      core(
        'setups',
        'setup',
        'access',
        'access-keys',
        'workload',
        'connection-test',
        'operate/monitor',
        'restore',
        'shared-principals',
        'stages',
      ),
      [...OF_VENDORS, ...ALLOWED],
    ),
  ],
  ...NAMES.map((name): [string, Room] => [
    name,
    room(
      code(`src/${name}`),
      tests(`test/${name}`),
      [...core('setups', 'restore', 'names', 'naming', 'denials', 'given-sweep'), WARNINGS, ...ALLOWED],
      [`${REQUESTS} in aws ${name}/`, `${WARNINGS} ${name}`],
    ),
  ]),
]);
