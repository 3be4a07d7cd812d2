// npm run mutate [-- TEXT]: every statement that the library makes, and the data behind it, made wrong in each of the fixed ways; what
// notices it, and what does not.
import { cpus } from 'node:os';
import { run } from '../tools/processes';
import { table } from '../tools/report';
import { allMutants, type Mutant } from './mutants';
import { countsOf, type Found, isNoticed, keepScores, kindOf, LEAST, shareOf } from './score';
import { isExplained, SURVIVORS, unused } from './survivors';

const MUTANTS_PER_SHARE = 600;

async function share(text: string, from: number): Promise<Found[]> {
  const args = ['--max-old-space-size=3000', '--import', 'tsx', __filename, '--from', `${from}`, text];
  const { code, stderr, stdout } = await run(process.execPath, args, { timeoutSeconds: 3600 });
  if (code !== 0) throw new Error(stderr || stdout);
  return JSON.parse(stdout.slice(stdout.indexOf('[{"name"')));
}

const chosen = async (text: string): Promise<Mutant[]> => (await allMutants()).filter(({ name }) => name.includes(text));

async function printShare(text: string, from: number): Promise<void> {
  const found: Found[] = [];
  for (const { killer, name } of (await chosen(text)).slice(from, from + MUTANTS_PER_SHARE)) found.push({ name, killer: await killer() });
  console.log(JSON.stringify(found));
}

async function main(): Promise<void> {
  const [first = '', from, text = ''] = process.argv.slice(2);
  if (first === '--from') {
    await printShare(text, Number(from));
    return;
  }
  const start = Date.now();
  const minutes = () => `${((Date.now() - start) / 60_000).toFixed(1)} minutes`;
  const all = (await allMutants()).map(({ name }) => name);
  const { length } = all.filter((name) => name.includes(first));
  const queue = Array.from({ length: Math.ceil(length / MUTANTS_PER_SHARE) }, (_, index) => index * MUTANTS_PER_SHARE);
  const found: Found[] = [];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      found.push(...(await share(first, next)));
      process.stderr.write(`${found.length} of ${length}, ${minutes()}\n`);
    }
  };
  await Promise.all(cpus().slice(0, 2).map(worker));
  report(found, first === '');
  keepScores(found, all);
  console.log(`\n${minutes()}`);
}

function report(found: readonly Found[], isWhole: boolean): void {
  const survived = found.filter((one) => !isNoticed(one)).map(({ name }) => name);
  const rows = Object.entries(countsOf(found.map(({ name }) => name))).map(([kind, count]) => {
    const some = found.filter(({ name }) => kindOf(name) === kind);
    return [kind, `${count}`, `${count - some.filter(isNoticed).length}`, `${(shareOf(some) * 100).toFixed(2)} %`];
  });
  console.log(table(['', 'mutants', 'survived', 'noticed'], rows));
  for (const name of survived) console.log(`survived${isExplained(name) ? ', as it may' : ''}: ${name}`);
  const open = survived.filter((name) => !isExplained(name));
  const stale = isWhole ? unused(survived) : [];
  for (const reason of stale) console.log(`no mutant survives for this reason any more: ${reason}`);
  const [ofData, ofStatements] = [true, false].map((is) => found.filter(({ name }) => name.startsWith('data/') === is));
  const low = [ofData, ofStatements].filter((some) => some.length > 0 && shareOf(some) < LEAST);
  const total = `${(shareOf(found) * 100).toFixed(2)} % of ${found.length}`;
  console.log(`${total} (at least ${LEAST * 100} % of statements and of data); ${SURVIVORS.length} reasons for survivors`);
  process.exitCode = (isWhole && low.length > 0) || open.length > 0 || stale.length > 0 ? 1 : 0;
}

void main();
