import { found } from './found';
import { lintTemplate } from './matrix';
import { askedOfTest, faultsOfNetwork, trustedWithTest } from './matrix/connection-test';
import { allowedActions, faultsOf } from './matrix/denied';
import { DENY_WITHOUT_TLS } from './matrix/deployed';
import type { Requests, Trusted } from './matrix/requests';
import type { World } from './matrix/world';
import { VENDORS } from './vendors';

export const REQUESTS = found<Requests>('requests', 'REQUESTS');

/** Every action that a set of the vendor grants. */
export const granted = (vendor: string): string[] => VENDORS[vendor].sets.flatMap(({ groups }) => groups.flatMap(({ actions }) => actions));

export async function faultsOfTrust(here: World, { expected, role, tries }: Trusted): Promise<string[]> {
  const all = Object.entries(tries).map(async ([who, how]) => ((await here.canAssume(role, how)) === 'Allowed' ? [who] : []));
  const found = (await Promise.all(all)).flat();
  return found.join() === expected.join()
    ? []
    : [`${role} can be assumed by ${found.join(', ') || 'nobody'}, not by ${expected.join(', ')}`];
}

/** What the service reference says of the policies of a case. */
export function lintOfCase(vendor: string, here: World): Promise<string[]> {
  const { openAccounts, wildcards = [] } = REQUESTS[vendor];
  return lintTemplate(here, { allowedWildcards: [...DENY_WITHOUT_TLS, ...wildcards], openAccounts });
}

/** What is wrong with a case as it is deployed: documented is not allowed, or more than that is. `proven` gets the actions that a row allows. */
export async function faultsOfCase(vendor: string, option: string, here: World, computes = true, proven?: Set<string>): Promise<string[]> {
  const { asked, trusted } = REQUESTS[vendor];
  const faults = [...(await lintOfCase(vendor, here)), ...faultsOfNetwork(here)];
  const touched = granted(vendor).map((action) => action.split(':')[0]);
  for (const one of [...asked(option, here), ...askedOfTest(here)]) {
    for (const action of proven ? await allowedActions(one) : []) proven?.add(action);
    faults.push(...(await faultsOf(here, one, touched, computes)));
  }
  for (const role of [...(trusted?.(option, here) ?? []), ...trustedWithTest(here)]) faults.push(...(await faultsOfTrust(here, role)));
  return faults;
}
