import { ALL_CASES } from './cases';
import { found } from './found';
import { lintTemplate } from './matrix';
import { allowedActions, faultsOf } from './matrix/denied';
import { DENY_WITHOUT_TLS, deployed, PARTITIONS } from './matrix/deployed';
import type { Requests, Trusted } from './matrix/requests';
import { judged } from './matrix/simulate';
import type { World } from './matrix/world';
import { VENDORS } from './vendors';

const REQUESTS = found<Requests>('requests', 'REQUESTS');
const granted = (vendor: string) => VENDORS[vendor].sets.flatMap(({ groups }) => groups.flatMap(({ actions }) => actions));
/** By vendor, what some row allows. */
const proven = Object.fromEntries(Object.keys(REQUESTS).map((vendor) => [vendor, new Set<string>()]));

async function whoAssumes(here: World, { role, tries }: Trusted): Promise<string[]> {
  const all = Object.entries(tries).map(async ([who, how]) => ((await here.canAssume(role, how)) === 'Allowed' ? [who] : []));
  return (await Promise.all(all)).flat();
}

// What is computed is asked in one partition: the policies are the same in all, but for the names in them.
describe.each(PARTITIONS)('in $partition', (env) => {
  const everywhere = env.partition === 'aws';
  const cases = ALL_CASES.map(([name, make]) => [...(name.split('/') as [string, string]), make] as const).filter(
    ([vendor, option]) => REQUESTS[vendor] && (everywhere || !REQUESTS[vendor].onlyInAws?.includes(option)),
  );

  test.each(cases)('%s/%s: what is documented is allowed, and nothing else', async (vendor, option, make) => {
    const { asked, trusted, wildcards = [] } = REQUESTS[vendor];
    const here = deployed(make, env);
    for (const one of asked(option, here)) {
      for (const action of await allowedActions(one)) proven[vendor].add(action);
      const touched = granted(vendor).map((action) => action.split(':')[0]);
      expect(await faultsOf(here, one, touched, everywhere)).toEqual([]);
    }
    for (const role of trusted?.(option, here) ?? []) {
      expect(await whoAssumes(here, role)).toEqual(role.expected);
    }
    expect(await lintTemplate(here, { allowedWildcards: [...DENY_WITHOUT_TLS, ...wildcards] })).toEqual([]);
  });
});

test.each(Object.keys(REQUESTS))('every action of %s is allowed in some case', (vendor) => {
  expect(granted(vendor).filter((action) => !action.includes('*') && !proven[vendor].has(action))).toEqual([]);
});

afterAll(() => {
  const [asked, simulated] = [judged.asked, judged.simulated].map((count) => count.toLocaleString('en'));
  process.stdout.write(`${asked} requests judged, ${simulated} of them different\n`);
});
