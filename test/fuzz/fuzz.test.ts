import { KINDS, type Kind } from './run';

// A share of what `npm run fuzz` tries, each time another one with another FUZZ_SEED.

const SEED = Number(process.env.FUZZ_SEED ?? 7);

test.each<[Kind, number]>([
  ['calls', 60],
  ['apps', 6],
  ['cases', 6],
])('random %s', async (kind, runs) => {
  const { failure, inputs } = await KINDS[kind](SEED, runs);
  expect(failure).toBeUndefined();
  expect(inputs).toBe(runs);
});
