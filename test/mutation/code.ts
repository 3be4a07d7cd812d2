// npm run mutate:code -- ROOM [FILE]: StrykerJS makes the code of a room wrong, statement by statement, and asks the tests.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { endWith } from '../tools/command';
import { ExplainedError } from '../tools/explained-error';
import { run } from '../tools/processes';
import { table } from '../tools/report';

const ROOT = resolve(__dirname, '..', '..');
const HERE = join(__dirname, 'stryker');
const REPORT = join(ROOT, '.stryker', 'report.json');
const HOURS = 6;

interface Room {
  /** From the root, with a slash at the end. */
  readonly folder: string;
  /** Default: those that jest finds to depend on what is mutated, which are most of them. */
  readonly tests?: readonly string[];
  /** The score that it must have, if it was measured. */
  readonly least?: number;
  /** Its tests do not need aws-cdk-lib, which otherwise is loaded again for each mutant. */
  readonly withoutCdk?: boolean;
}

const folders = (path: string): string[] =>
  readdirSync(join(ROOT, path), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []));

/** The rooms of core, and the vendors. */
const ROOMS: Record<string, Room> = {
  ...Object.fromEntries(folders('src/core/private').map((name) => [name, { folder: `src/core/private/${name}/` }])),
  ...Object.fromEntries(folders('src').map((name) => [name, { folder: `src/${name}/` }])),
  core: { folder: 'src/core/' }, // its own files; its rooms by their names
  policy: {
    folder: 'src/core/private/policy/',
    tests: ['test/core/policy/evaluate.test.ts', 'test/core/policy/differential.test.ts'],
    withoutCdk: true,
  },
};

async function stryker(name: string, { folder, tests = [], withoutCdk }: Room, file: string): Promise<void> {
  if (!existsSync(join(HERE, 'node_modules'))) {
    const { code, stderr } = await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: HERE, timeoutSeconds: 600 });
    if (code !== 0) throw new ExplainedError(`StrykerJS could not be installed: ${stderr}`);
  }
  const mutated = file ? `${folder}${file}` : `${folder}${name === 'core' ? '' : '**/'}*.ts`;
  const env = { ...process.env, MUTATED: mutated, TESTS: tests.join(), ...(withoutCdk && { WITHOUT_CDK: '1' }) };
  const bin = join(HERE, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
  const { code, stderr, stdout } = await run(process.execPath, [bin, 'run', join(HERE, 'config.mjs')], {
    cwd: ROOT,
    env,
    timeoutSeconds: HOURS * 3600,
  });
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
function score({ least }: Room): boolean {
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
        ['room', 'folder'],
        Object.entries(ROOMS).map(([one, { folder }]) => [one, folder]),
      ),
    );
    throw new ExplainedError('Name one of these rooms, and a file of it if you like: npm run mutate:code -- policy pattern.ts');
  }
  const start = Date.now();
  await stryker(name, room, file);
  const isEnough = score(file ? { folder: room.folder } : room);
  console.log(`${((Date.now() - start) / 60_000).toFixed(1)} minutes`);
  return isEnough;
}

endWith(main(process.argv.slice(2)));
