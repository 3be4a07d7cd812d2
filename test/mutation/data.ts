import { ALL_CASES } from '../cases';
import { documentedPolicy } from '../documented';
import { deployed, PARTITIONS } from '../matrix/deployed';
import { statements } from '../matrix/documents';
import type { World } from '../matrix/world';
import { compared, faultsOfAccount, faultsOfAdded, faultsOfAlike, OF_PAGES, OF_SETS_ON_PAGES, setsOnPages } from '../permission-pages';
import { faultsOfSids, OF_SETS } from '../permission-sets';
import { pageReach, productFigures } from '../reach/figures';
import { PAGES, PRODUCTS } from '../reach/rows';
import { faultsOfCase } from '../requests';
import { VENDORS } from '../vendors';
import { type Change, changesOfGroup, changesOfSet, changesOfStatement } from './data-operators';
import type { Mutant } from './mutants';

const [ENV] = PARTITIONS;

/** Every mutant of the data of every vendor: its sets, and what was transcribed of its pages. */
export async function dataMutants(): Promise<Mutant[]> {
  const all = await Promise.all(Object.keys(VENDORS).map(ofVendor));
  return all.flat();
}

async function ofVendor(vendor: string): Promise<Mutant[]> {
  const { documented, sets } = VENDORS[vendor];
  const groups = [...new Set(sets.flatMap((set) => set.groups))];
  const kinds = [...new Set(groups.map(({ on }) => on))];
  const files = [...new Set(documented.flatMap((one) => one.files))];
  const mutants = (of: string, changes: readonly Change[], sids = [of]): Mutant[] =>
    changes.map((change) => ({ name: `data/${vendor} ${of}: ${change.how}`, killer: () => killerOf(vendor, change.sids ?? sids, change) }));
  const ofGroups = await Promise.all(groups.map(async (group) => mutants(group.sid, await changesOfGroup(group, kinds))));
  return [
    ...ofGroups.flat(),
    ...sets.flatMap((set) =>
      mutants(
        set.id,
        changesOfSet(set),
        set.groups.map(({ sid }) => sid),
      ),
    ),
    ...files.flatMap((file) =>
      statements(documentedPolicy(vendor, file)).flatMap((statement, index) =>
        mutants(`${file} ${index + 1}`, changesOfStatement(statement)),
      ),
    ),
  ];
}

type Find = (vendor: string, sids: readonly string[]) => string[] | Promise<string[]>;

/** Who can notice a change, from the quickest to the slowest. */
const FINDERS: Readonly<Record<Change['in'], readonly Find[]>> = {
  words: [ofSets, ofPages],
  page: [ofPages, ofPageReach],
  policies: [ofSets, ofPages, ofRequests, ofProductReach],
};

async function killerOf(vendor: string, sids: readonly string[], change: Change): Promise<string | undefined> {
  casesOf(vendor); // before the fault
  const undo = change.apply();
  try {
    for (const find of FINDERS[change.in]) {
      const [found] = await find(vendor, sids);
      if (found) return `${find.name}: ${found}`;
    }
    return undefined;
  } catch (error) {
    return `refused: ${(error as Error).message}`;
  } finally {
    undo();
  }
}

async function ofSets(name: string): Promise<string[]> {
  const vendor = VENDORS[name];
  const checks = vendor.sets.flatMap((set) => Object.values(OF_SETS).map((check) => check(set, vendor)));
  return [...(await Promise.all(checks)).flat(), ...faultsOfSids(vendor)];
}

async function ofPages(name: string): Promise<string[]> {
  const vendor = VENDORS[name];
  const pages = vendor.documented.map((one) => compared(name, vendor, one));
  const beside = setsOnPages(name, vendor).flatMap(([set, page]) =>
    Object.values(OF_SETS_ON_PAGES).map((check) => check(set, page, vendor)),
  );
  return [
    ...pages.flatMap((page) => Object.values(OF_PAGES).flatMap((check) => check(page))),
    ...faultsOfAccount(name, vendor),
    ...faultsOfAdded(name, vendor),
    ...faultsOfAlike(name, vendor),
    ...(await Promise.all(beside)).flat(),
  ];
}

async function ofPageReach(name: string): Promise<string[]> {
  for (const { allowed, of, title, vendor, ...page } of PAGES) {
    const got = vendor === name ? await pageReach(vendor, page) : { allowed, of };
    if (got.allowed !== allowed || got.of !== of) return [`${title} reaches ${got.allowed} of ${got.of}`];
  }
  return [];
}

async function ofProductReach(name: string): Promise<string[]> {
  for (const row of PRODUCTS) {
    if (row.vendor !== name) continue;
    const { ours } = await productFigures(row);
    if (ours.allowed !== row.bar) return [`${row.product}, ${row.edition} reaches ${ours.allowed}`];
  }
  return [];
}

const MOST_CASES = 12;

/** The cases whose policies have the groups, from all over the list; for what has no Sid there, some of all. */
async function ofRequests(vendor: string, sids: readonly string[]): Promise<string[]> {
  const having = casesOf(vendor).filter((one) => sids.some((sid) => one.sids.has(sid)));
  const some = having.length > 0 ? having : casesOf(vendor);
  for (const { make, option } of some.filter((_, index) => index % Math.ceil(some.length / MOST_CASES) === 0)) {
    const here = deployed((stack) => make(stack), ENV); // anew: the data is another
    const found = await faultsOfCase(vendor, option, here, false);
    if (found.length > 0) return found;
  }
  return [];
}

interface Case {
  readonly option: string;
  readonly make: (typeof ALL_CASES)[number][1];
  readonly sids: ReadonlySet<string | undefined>;
}

const CASES = new Map<string, Case[]>();

/** With the Sids as they are without a fault. */
function casesOf(vendor: string): Case[] {
  const known = CASES.get(vendor);
  if (known) return known;
  const own = ALL_CASES.filter(([name]) => name.startsWith(`${vendor}/`));
  const made = own.map(([name, make]) => ({ option: name.split('/')[1], make, sids: sidsOf(deployed(make, ENV)) }));
  CASES.set(vendor, made);
  return made;
}

const sidsOf = ({ documents }: World) => new Set(documents.flatMap(({ policy }) => statements(policy).map(({ Sid }) => Sid)));
