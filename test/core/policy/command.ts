// npm run differential [-- SEED]: the evaluator of src/core/private/policy beside iam-simulate, on random policies and requests.
import { table } from '../../tools/report';
import { compare, MOST_UNKNOWN } from './differential';

const CASES = 40_000;
const LEAST = 200;
const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

async function main(): Promise<void> {
  const seed = Number(process.argv[2] ?? 20261128);
  const start = Date.now();
  const { cases, counts, unknown, unknownOfLess, disagreement } = await compare(CASES, seed);
  const rows = [...counts].map(([feature, [allowed, denied]]) => [
    ...[feature, `${allowed}`, `${denied}`],
    Math.min(allowed, denied) < LEAST ? `below ${LEAST}` : 'ok',
  ]);
  console.log(table(['decided by', 'allowed', 'denied', ''], rows));
  console.log(`\nseed ${seed}, ${cases} cases, ${disagreement ? 1 : 0} disagreements, ${((Date.now() - start) / 1000).toFixed(0)} s`);
  console.log(`not known: ${percent(unknown)} (at most ${percent(MOST_UNKNOWN.ofAll)})`);
  const ofLess = `${percent(unknownOfLess)} (at most ${percent(MOST_UNKNOWN.ofLess)})`;
  console.log(`not known with intrinsics and without some of the context, and never decided otherwise: ${ofLess}`);
  if (disagreement) console.log(`\n${disagreement}`);
  const open = unknown > MOST_UNKNOWN.ofAll || unknownOfLess > MOST_UNKNOWN.ofLess;
  process.exitCode = disagreement || open || rows.some((row) => row[3] !== 'ok') ? 1 : 0;
}

void main();
