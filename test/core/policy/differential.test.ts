import { typeForContextKey } from '@cloud-copilot/iam-simulate';
import { compare, dataKeys, MOST_UNKNOWN } from './differential';
import { KEYS } from './keys';

test('the evaluator and iam-simulate agree on random policies; npm run differential asks sixty times as many', async () => {
  const { cases, counts, unknown, unknownOfLess, disagreement } = await compare(600, 1);
  expect(disagreement).toBeUndefined();
  expect(cases).toBe(600);
  expect(unknown).toBeLessThanOrEqual(MOST_UNKNOWN.ofAll);
  expect(unknownOfLess).toBeLessThanOrEqual(MOST_UNKNOWN.ofLess);
  const often = [...counts].filter(([, [allowed, denied]]) => allowed + denied >= 20); // the full size has every one often
  expect(often.filter(([, [allowed, denied]]) => allowed === 0 || denied === 0)).toEqual([]);
}, 120_000);

test('every condition key of what the constructs make is asked', () => {
  expect(dataKeys().filter((key) => !(key in KEYS))).toEqual([]);
});

test('keys have the type of the service reference', async () => {
  const types: Record<string, string> = { Arn: 'ARN', Ip: 'IPAddress', Binary: 'String' };
  for (const [key, { type, many }] of Object.entries(KEYS)) {
    expect([key, await typeForContextKey(key)]).toEqual([key, `${many ? 'ArrayOf' : ''}${types[type] ?? type}`]);
  }
});
