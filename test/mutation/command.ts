// npm run mutate [-- TEXT]: every statement that the library makes, made wrong in each of the fixed ways; what notices it, and what does not.
import { cpus } from 'node:os';
import { run } from '../tools/processes';
import { table } from '../tools/report';
import { killerOf } from './judge';
import { allMutants, type Mutant } from './statements';
import { isExplained, SURVIVORS, unused } from './survivors';

/** The share of mutants that must be noticed. */
const LEAST = 0.98;
const MUTANTS_PER_SHARE = 600;

const nameOf = ({ how, of, vendor }: Mutant): string => `${vendor} ${of}: ${how}`;

interface Found {
  readonly name: string;
  readonly killer?: string;
}

async function share(text: string, from: number): Promise<Found[]> {
  const args = ['--max-old-space-size=3000', '--import', 'tsx', __filename, '--from', `${from}`, text];
  const { code, stderr, stdout } = await run(process.execPath, args, { timeoutSeconds: 3600 });
  if (code !== 0) throw new Error(stderr || stdout);
  return JSON.parse(stdout.slice(stdout.indexOf('[{"name"')));
}

const chosen = (text: string): Mutant[] => allMutants().filter((mutant) => nameOf(mutant).includes(text));

async function main(): Promise<void> {
  const [first = '', from, of = ''] = process.argv.slice(2);
  if (first === '--from') {
    const found: Found[] = [];
    for (const mutant of chosen(of).slice(Number(from), Number(from) + MUTANTS_PER_SHARE)) {
      found.push({ name: nameOf(mutant), killer: await killerOf(mutant) });
    }
    console.log(JSON.stringify(found));
    return;
  }
  const start = Date.now();
  const all = chosen(first);
  const queue = Array.from({ length: Math.ceil(all.length / MUTANTS_PER_SHARE) }, (_, index) => index * MUTANTS_PER_SHARE);
  const found: Found[] = [];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      found.push(...(await share(first, next)));
      process.stderr.write(`${found.length} of ${all.length}, ${((Date.now() - start) / 60_000).toFixed(1)} minutes\n`);
    }
  };
  await Promise.all(cpus().slice(0, 2).map(worker));
  report(found, first === '');
  console.log(`\n${((Date.now() - start) / 60_000).toFixed(1)} minutes`);
}

function report(found: readonly Found[], isWhole: boolean): void {
  const survived = found.filter(({ killer }) => killer === undefined).map(({ name }) => name);
  const of = (vendor: string) => found.filter(({ name }) => name.startsWith(`${vendor} `));
  const rows = [...new Set(found.map(({ name }) => name.split(' ')[0]))].map((vendor) => {
    const [all, alive] = [of(vendor).length, of(vendor).filter(({ killer }) => killer === undefined).length];
    return [vendor, `${all}`, `${alive}`, `${((1 - alive / all) * 100).toFixed(2)} %`];
  });
  console.log(table(['', 'mutants', 'survived', 'noticed'], rows));
  for (const name of survived) console.log(`survived${isExplained(name) ? ', as it may' : ''}: ${name}`);
  const score = 1 - survived.length / found.length;
  const open = survived.filter((name) => !isExplained(name));
  const stale = isWhole ? unused(survived) : [];
  for (const reason of stale) console.log(`no mutant survives for this reason any more: ${reason}`);
  console.log(`${(score * 100).toFixed(2)} % of ${found.length} (at least ${LEAST * 100} %); ${SURVIVORS.length} reasons for survivors`);
  process.exitCode = (isWhole && score < LEAST) || open.length > 0 || stale.length > 0 ? 1 : 0;
}

void main();
