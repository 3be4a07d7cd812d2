// npm run fuzz [-- SEED]: random calls, apps and surroundings; two processes at once.
import { run } from '../tools/processes';
import { table } from '../tools/report';
import { type Fuzzed, KINDS, type Kind } from './run';

/** How many of each kind, in shares that take about as long as each other. */
const SHARES: readonly [Kind, number][] = [
  ['calls', 10_000],
  ['calls', 10_000],
  ['apps', 500],
  ['apps', 500],
  ['cases', 400],
];

async function share(kind: Kind, seed: number, runs: number): Promise<Fuzzed> {
  const args = ['--tsconfig', 'tsconfig.dev.json', __filename, '--of', kind, `${seed}`, `${runs}`];
  const { code, stderr, stdout } = await run('node_modules/.bin/tsx', args, { timeoutSeconds: 3600 });
  if (code !== 0) throw new Error(stderr || stdout);
  return JSON.parse(stdout.split('\n').filter((line) => line.startsWith('{"'))[0]);
}

async function main(): Promise<void> {
  const [first, kind, ofSeed, runs] = process.argv.slice(2);
  if (first === '--of') {
    console.log(JSON.stringify(await KINDS[kind as Kind](Number(ofSeed), Number(runs))));
    return;
  }
  const seed = Number(first ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  const start = Date.now();
  const queue = SHARES.map(([of, count], index) => ({ of, count, seed: seed + index }));
  const results: [Kind, Fuzzed][] = [];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) results.push([next.of, await share(next.of, next.seed, next.count)]);
  };
  await Promise.all([worker(), worker()]);
  const rows = Object.keys(KINDS).map((of) => {
    const all = results.filter(([one]) => one === of).map(([, result]) => result);
    const sum = (count: (one: Fuzzed) => number) => all.reduce((total, one) => total + count(one), 0).toLocaleString('en');
    return [of, sum((one) => one.inputs), sum((one) => one.refused), sum((one) => one.asked), sum((one) => (one.failure ? 1 : 0))];
  });
  console.log(table(['', 'inputs', 'refused', 'requests judged', 'failed'], rows));
  const failures = results.flatMap(([, { failure }]) => failure ?? []);
  console.log([...failures, `${((Date.now() - start) / 60_000).toFixed(1)} minutes`].join('\n\n'));
  process.exitCode = failures.length > 0 ? 1 : 0;
}

void main();
