import { found } from '../../test/found';
import type { Launch } from './launch';
import { launchTemplate, type Made } from './template';

/** By vendor: `test/<vendor>/launch.ts`. */
const LAUNCH = found<Record<string, Launch>>('launch', 'LAUNCH');

/** Every template by `vendor/name`. */
export const LAUNCHES: ReadonlyMap<string, Launch> = new Map(
  Object.entries(LAUNCH).flatMap(([vendor, all]) => Object.entries(all).map(([name, one]) => [`${vendor}/${name}`, one] as const)),
);

const MADE = new Map<string, Made>();

/** Synthesized once. */
export function made(name: string): Made {
  const launch = LAUNCHES.get(name);
  if (!launch) throw new Error(`there is no template ${name}`);
  const one = MADE.get(name) ?? launchTemplate(name, launch);
  MADE.set(name, one);
  return one;
}
