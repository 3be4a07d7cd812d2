import { ALL_CASES } from './cases';
import { deployed, PARTITIONS } from './matrix/deployed';
import { judged } from './matrix/simulate';
import { faultsOfCase, granted, REQUESTS } from './requests';

/** By vendor, what some row allows. */
const proven = Object.fromEntries(Object.keys(REQUESTS).map((vendor) => [vendor, new Set<string>()]));

// What is computed is asked in one partition: the policies are the same in all, but for the names in them.
describe.each(PARTITIONS)('in $partition', (env) => {
  const everywhere = env.partition === 'aws';
  const cases = ALL_CASES.map(([name, make]) => [...(name.split('/') as [string, string]), make] as const).filter(
    ([vendor, option]) => REQUESTS[vendor] && (everywhere || !REQUESTS[vendor].onlyInAws?.includes(option)),
  );

  test.each(cases)('%s/%s: what is documented is allowed, and nothing else', async (vendor, option, make) => {
    expect(await faultsOfCase(vendor, option, deployed(make, env), everywhere, proven[vendor])).toEqual([]);
  });
});

test.each(Object.keys(REQUESTS))('every action of %s is allowed in some case', (vendor) => {
  expect(granted(vendor).filter((action) => !action.includes('*') && !proven[vendor].has(action))).toEqual([]);
});

afterAll(() => {
  const [asked, simulated] = [judged.asked, judged.simulated].map((count) => count.toLocaleString('en'));
  process.stdout.write(`${asked} requests judged, ${simulated} of them different\n`);
});
