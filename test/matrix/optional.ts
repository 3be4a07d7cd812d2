import { actionFacts } from './actions';
import { deniedParts } from './calls';
import { ENV } from './fixtures';
import { actionsOf, filled, toldOf } from './reach';
import { UNIVERSE } from './universe';
import type { Who } from './world';

const { told, names } = UNIVERSE;
const OWN = { ...told.always, ...told.own, 'ec2:Subnet': `arn:aws:ec2:${ENV.region}:${ENV.account}:subnet/${names.subnet[0]}` };

/**
 * The actions that a principal of `ENV` may call though it names nothing but what AWS requires, each with what it leaves out. AWS judges an
 * optional resource only if the call names it: a permission on this subnet or that group does not bind a call without one.
 *
 * What is required has the names of the product's own in the universe: a denial for another reason would prove nothing.
 */
export async function allowedUnnamed(who: Who): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const action of new Set(await actionsOf(who))) {
    const facts = await actionFacts(action);
    const required = facts?.resourceTypes.filter((type) => type.required) ?? [];
    const optional = facts?.resourceTypes.filter((type) => !type.required) ?? [];
    if (!facts || required.length === 0 || optional.length === 0) continue;
    const call = required.map((type) => {
      const resource = filled(type, ENV.region, 'own');
      return { action, resource, context: toldOf(facts, type, resource, OWN) };
    });
    if ((await deniedParts(who, call)).length === 0) found[action] = optional.map(({ name }) => name);
  }
  return found;
}
