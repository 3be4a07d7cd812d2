import { ROOMS } from './code/rooms';
import { keptOfCode, LEAST as LEAST_OF_CODE } from './code/score';
import { allMutants } from './mutants';
import { countsOf, kept, LEAST, total } from './score';

test('the kept score is of the mutants that there are today (else: npm run mutate, or npm run mutate -- VENDOR)', async () => {
  const counted = Object.fromEntries(Object.entries(kept()).map(([kind, { mutants }]) => [kind, mutants]));
  expect(counted).toEqual(countsOf((await allMutants()).map(({ name }) => name)));
});

test.each(['statements', 'data'])('enough mutants of %s are noticed, and each of the others has its reason', (of) => {
  const scores = Object.entries(kept()).filter(([kind]) => kind.startsWith('data/') === (of === 'data'));
  const { explained, mutants, noticed } = total(Object.fromEntries(scores));
  expect(noticed / mutants).toBeGreaterThanOrEqual(LEAST);
  expect(noticed + explained).toBe(mutants);
});

test('the scores of the code are of the rooms that there are; where all mutants were tried, enough are noticed', () => {
  const scores = Object.entries(keptOfCode());
  expect(Object.keys(ROOMS)).toEqual(expect.arrayContaining(scores.map(([room]) => room)));
  const low = scores.filter(([, { every, mutants, noticed }]) => every === 1 && noticed / mutants < LEAST_OF_CODE);
  expect(low.map(([room]) => room)).toEqual([]);
});
