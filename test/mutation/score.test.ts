import { ROOMS } from './code/rooms';
import { keptOfCode, LEAST as LEAST_OF_CODE, totalOfCode } from './code/score';
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

test('enough mutants of the code are noticed, in every room (npm run mutate:code)', () => {
  const scores = keptOfCode();
  expect(Object.keys(scores).sort()).toEqual(Object.keys(ROOMS).sort());
  const { mutants, noticed } = totalOfCode(scores);
  expect(noticed / mutants).toBeGreaterThanOrEqual(LEAST_OF_CODE);
});
