// npm run mutate:code -- ROOM [FILE]: StrykerJS makes the code of a room wrong, statement by statement, and asks the tests.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NAMES } from '../found';
import { endWith } from '../tools/command';
import { ExplainedError } from '../tools/explained-error';
import { nodeEnvironment } from '../tools/node-environment';
import { run } from '../tools/processes';
import { table } from '../tools/report';

const ROOT = resolve(__dirname, '..', '..');
const REPORT = join(ROOT, '.stryker', 'report.json');
const HOURS = 12;

interface Room {
  readonly mutated: string;
  /** What jest runs for each mutant: the tests that the room has of its own. */
  readonly tests: string;
  /** The share that must be noticed, where it was measured. */
  readonly least?: number;
}

/** The vendors, and the rooms of core that have tests of their own. */
const ROOMS: Record<string, Room> = {
  policy: { mutated: 'src/core/private/policy/', tests: 'test/core/policy' },
  explain: { mutated: 'src/core/private/explain/', tests: 'test/core/explain' },
  operate: { mutated: 'src/core/private/operate/', tests: 'test/core/operate test/core/connection-test.test.ts' },
  validation: { mutated: 'src/core/private/validation/', tests: 'test/core/given.test.ts' },
  ...Object.fromEntries(NAMES.map((vendor) => [vendor, { mutated: `src/${vendor}/`, tests: `test/${vendor}` }])),
};

async function stryker({ mutated, tests }: Room, file: string): Promise<void> {
  const library = await nodeEnvironment(join(__dirname, 'stryker'), join(ROOT, '.stryker'), '@stryker-mutator/core');
  const env = {
    ...process.env,
    MUTATED: `${mutated}${file || '**/*.ts'}`,
    COMMAND: `npx jest --ci --coverage=false --silent --bail ${tests}`,
    STRYKER_API: join(library, '..', 'api', 'dist', 'src', 'plugin', 'index.js'),
  };
  const args = [join(library, 'bin', 'stryker.js'), 'run', join(__dirname, 'stryker', 'config.mjs')];
  const onLine = (line: string) => /tested/.test(line) && process.stderr.write(`${line}\n`);
  const { code, stderr, stdout } = await run(process.execPath, args, { cwd: ROOT, env, timeoutSeconds: HOURS * 3600, onLine });
  if (code !== 0) throw new ExplainedError(`StrykerJS failed: ${stdout.slice(-3000)}${stderr}`);
}

interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Mutated[] }>>;
}

interface Mutated {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number } };
}

/** Texts and what is read once are not counted; what nobody runs is. */
function isEnough(least: number | undefined): boolean {
  const { files }: Report = JSON.parse(readFileSync(REPORT, 'utf8'));
  const all = Object.entries(files).flatMap(([file, { mutants }]) => mutants.map((mutant) => ({ ...mutant, file })));
  const counted = all.filter(({ status }) => ['Killed', 'Timeout', 'Survived', 'NoCoverage'].includes(status));
  const alive = counted.filter(({ status }) => ['Survived', 'NoCoverage'].includes(status));
  for (const { file, location, mutatorName, replacement = '', status } of alive) {
    console.log(
      `${status === 'Survived' ? 'survived' : 'not run'}: ${file}:${location.start.line} ${mutatorName} ${replacement.split('\n')[0]}`,
    );
  }
  const share = (1 - alive.length / counted.length) * 100;
  console.log(
    `\n${share.toFixed(2)} % of ${counted.length}${least ? ` (at least ${least} %)` : ''}; ${all.length - counted.length} not counted`,
  );
  return least === undefined || share >= least;
}

async function main([name = '', file = '']: readonly string[]): Promise<boolean> {
  const room = ROOMS[name];
  if (!room) {
    console.log(
      table(
        ['room', 'mutated', 'tests'],
        Object.entries(ROOMS).map(([one, { mutated, tests }]) => [one, mutated, tests]),
      ),
    );
    throw new ExplainedError('Name one of these rooms, and a file of it if you like: npm run mutate:code -- policy pattern.ts');
  }
  const start = Date.now();
  await stryker(room, file);
  const passed = isEnough(file ? undefined : room.least);
  console.log(`${((Date.now() - start) / 60_000).toFixed(1)} minutes`);
  return passed;
}

endWith(main(process.argv.slice(2)));
