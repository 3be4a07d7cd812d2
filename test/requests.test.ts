import { ALL_CASES, CASES } from './cases';
import { found } from './found';
import { lintTemplate } from './matrix';
import { allowedActions, deniedByDefault, grantedBeside } from './matrix/denied';
import { DENY_WITHOUT_TLS, deployed, PARTITIONS } from './matrix/deployed';
import type { Asked, Requests, Trusted } from './matrix/requests';
import { faultsOfSession } from './matrix/sessions';
import { judged } from './matrix/simulate';
import { faultsOfRows, faultsOfTable } from './matrix/table';
import type { Who, World } from './matrix/world';
import { VENDORS } from './vendors';

const REQUESTS = found<Requests>('requests', 'REQUESTS');
/** By vendor, what some row allows. */
const proven = Object.fromEntries(Object.keys(REQUESTS).map((vendor) => [vendor, new Set<string>()]));

async function faultsOf(here: World, vendor: string, asked: Asked): Promise<string[]> {
  const touched = VENDORS[vendor].sets.flatMap(({ groups }) => groups.flatMap(({ actions }) => actions.map((one) => one.split(':')[0])));
  const allowed = await allowedActions(asked);
  for (const action of allowed) proven[vendor].add(action);
  const computed = here.env.partition === 'aws' ? await deniedByDefault(here, asked, touched) : [];
  return [
    ...(asked.place ? await grantedBeside(asked.who, allowed) : []).map((action) => `${action} is granted, and no row allows it`),
    ...(await faultsOfRows(asked.who, [...asked.rows, ...computed])),
    ...(asked.place && isUser(asked.who) ? await faultsOfSession(asked) : []),
  ];
}

const isUser = ({ actor, arn }: Who): boolean => arn.includes(':user/') && !actor.session;

async function assumed(here: World, { expected, role, tries }: Trusted): Promise<void> {
  const all = Object.entries(tries).map(async ([who, how]) => ((await here.canAssume(role, how)) === 'Allowed' ? [who] : []));
  expect((await Promise.all(all)).flat()).toEqual(expected);
}

describe.each(PARTITIONS)('in $partition', (env) => {
  const cases = ALL_CASES.filter(([name]) => {
    const [vendor, option] = name.split('/');
    return REQUESTS[vendor] && (env.partition === 'aws' || !REQUESTS[vendor].onlyInAws?.includes(option));
  });

  test.each(cases)('%s: what is documented is allowed, and nothing else', async (name, make) => {
    const [vendor, option] = name.split('/');
    const requests = REQUESTS[vendor];
    const here = deployed(make, env);
    const all = requests.asked(option, here);
    const faults = faultsOfTable(all.flatMap(({ rows }) => rows)).filter(() => false);
    for (const asked of all) {
      faults.push(...(await faultsOf(here, vendor, asked)));
    }
    expect(faults).toEqual([]);
    for (const trusted of requests.trusted?.(option, here) ?? []) {
      await assumed(here, trusted);
    }
    expect(await lintTemplate(here, { allowedWildcards: [...DENY_WITHOUT_TLS, ...(requests.wildcards ?? [])] })).toEqual([]);
  });
});

test.each(Object.keys(CASES))('every action of %s is allowed in some case', (vendor) => {
  const granted = VENDORS[vendor].sets.flatMap(({ groups }) => groups.flatMap(({ actions }) => actions));
  expect(granted.filter((action) => !action.includes('*') && !proven[vendor].has(action))).toEqual([]);
});

afterAll(() =>
  process.stdout.write(`${judged.asked.toLocaleString('en')} requests, ${judged.simulated.toLocaleString('en')} of them different\n`),
);
