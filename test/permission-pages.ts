import type { DeviationKind, PermissionSet } from '../src/core/private/model/permission-set';
import { documentedPolicy } from './documented';
import { actionFacts } from './matrix';
import { statements } from './matrix/documents';
import { list } from './matrix/types';
import type { Documented, Vendor } from './vendors';

// The sets of permissions beside the vendors' pages: each check returns what differs, and no deviation says so.

/** The resource types of AWS that a kind of target stands for; `-` for what cannot be scoped. */
export const TYPES: Record<string, RegExp> = { account: /^-$/, bucket: /^bucket$/, listing: /^bucket$/, object: /^object$/, key: /^key$/ };

type Faults = string[] | Promise<string[]>;

interface Granted {
  readonly action: string;
  readonly place: string | undefined;
}

interface Compared {
  readonly page: ReturnType<typeof pageOf>;
  readonly granted: readonly Granted[];
  readonly grants: (pattern: string) => boolean;
  readonly deviates: (kind: DeviationKind) => string[];
}

/** A page, and the sets that are to grant what it lists. */
export function compared(name: string, { kinds }: Vendor, { files, sets }: Documented): Compared {
  const places = { ...TYPES, ...kinds };
  const granted = sets
    .flatMap(({ groups }) => groups)
    .flatMap(({ actions, on }) => actions.map((action) => ({ action, place: placeOf(places[on]) })));
  return {
    page: pageOf(name, files),
    granted,
    grants: (pattern) => granted.some(({ action }) => covers(pattern, action)),
    deviates: (kind) => sets.flatMap((set) => deviating(set, kind)),
  };
}

export const OF_PAGES: Readonly<Record<string, (of: Compared) => string[]>> = {
  'lists nothing that is neither granted nor a reasoned deviation': ({ deviates, grants, page }) => {
    const known = [...deviates('withheld'), ...deviates('corrected')];
    return [...page.actions].filter((action) => !grants(action) && !known.includes(action));
  },

  'lists everything that is granted, but for reasoned deviations': ({ deviates, granted, page }) =>
    granted.map(({ action }) => action).filter((action) => !page.lists(action) && !deviates('added').includes(action)),

  'is granted on the resources it lists, and as many actions, but for reasoned deviations': ({ deviates, granted, grants, page }) => {
    const narrower = page.pairs.filter(
      ([pattern, place]) =>
        grants(pattern) && (pattern.includes('*') || !granted.some((one) => one.action === pattern && one.place === place)),
    );
    return narrower.map(([pattern]) => pattern).filter((action) => !deviates('narrowed').includes(action));
  },

  'has no deviation that is none': ({ deviates, granted, grants, page }) => [
    ...deviates('withheld').filter((action) => granted.some((one) => one.action === action)),
    ...[...deviates('added'), ...deviates('narrowed')].filter((action) => !grants(action)),
    ...deviates('corrected').filter((action) => !page.actions.has(action)),
  ],
};

/** What each set says of itself, beside the pages that it is compared with. */
export const OF_SETS_ON_PAGES: Readonly<Record<string, (set: PermissionSet, page: Compared['page'], vendor: Vendor) => Faults>> = {
  'withholds nothing that it grants': (set) =>
    deviating(set, 'withheld').filter((pattern) => actionsOf(set).some((one) => covers(pattern, one))),

  'splits what it grants': (set) => deviating(set, 'split').filter((pattern) => !actionsOf(set).some((one) => covers(pattern, one))),

  'corrects what does not exist, or takes no resource': async (set) => {
    const all = deviating(set, 'corrected').map(async (action) => ({ action, facts: await actionFacts(action) }));
    return (await Promise.all(all)).filter(({ facts }) => facts && facts.resourceTypes.length > 0).map(({ action }) => action);
  },

  'says that it narrows what a page lists: each kind of resource but `account` has a condition or an ARN that no page has': (set, page) => {
    const said = [...deviating(set, 'narrowed'), ...deviating(set, 'added')];
    const narrower = set.groups.filter(({ on }) => on !== 'account').flatMap(({ actions }) => actions);
    return narrower.filter((action) => page.lists(action) && !said.some((pattern) => covers(pattern, action)));
  },

  'calls documented what a page lists, or another page of the vendor, and inferred what none does': ({ groups }, page, { pages }) =>
    groups
      .filter(({ actions, evidence, source }) => {
        const isListed = actions.every(page.lists);
        return evidence === 'inferred' ? isListed : !isListed && !pages.test(source.url);
      })
      .map(({ sid }) => sid),
};

const actionsOf = ({ groups }: PermissionSet): string[] => groups.flatMap(({ actions }) => actions);

/** Every set that is compared with pages, with all of these as one. */
export function setsOnPages(name: string, { documented, sets }: Vendor): [PermissionSet, Compared['page']][] {
  return sets.flatMap((set): [PermissionSet, Compared['page']][] => {
    const files = documented.filter((one) => one.sets.includes(set)).flatMap((one) => one.files);
    return files.length > 0 ? [[set, pageOf(name, files)]] : [];
  });
}

/** What is said to be added stands on no page. */
export function faultsOfAdded(name: string, { documented }: Vendor): string[] {
  return [...new Set(documented.flatMap(({ sets }) => sets))].flatMap((set) => {
    const pages = documented.filter(({ sets }) => sets.includes(set)).map(({ files }) => pageOf(name, files));
    return deviating(set, 'added').filter((action) => pages.every((page) => page.actions.has(action)));
  });
}

/** What is transcribed several times is the same each time. */
export function faultsOfAlike(name: string, { alike = [] }: Vendor): string[] {
  return alike.flatMap(({ files, service }) => {
    const lists = files.map((file) =>
      [...pageOf(name, [file]).actions]
        .filter((one) => one.startsWith(`${service}:`))
        .sort()
        .join(),
    );
    return files.filter((_, index) => lists[index] !== lists[0]);
  });
}

export const deviating = (set: PermissionSet, kind: DeviationKind): string[] =>
  set.deviations.filter((deviation) => deviation.kind === kind).flatMap(({ actions }) => actions);

/** Whether an action of a page, which may end in a wildcard, stands for this one. */
const covers = (pattern: string, action: string): boolean =>
  pattern === action || (pattern.endsWith('*') && action.startsWith(pattern.slice(0, -1)));

/** A kind of resource as a page writes it: `*`, `bucket`, `object` or `key`, or one that no page names. */
const placeOf = (types: RegExp | undefined): string | undefined =>
  types?.test('-') ? '*' : ['bucket', 'object', 'key'].find((kind) => types?.test(kind));

/** Transcribed policies: their actions, and each action with each kind of resource that it stands beside. */
function pageOf(vendor: string, files: readonly string[]) {
  const pairs = files
    .flatMap((file) => statements(documentedPolicy(vendor, file)))
    .flatMap(({ Action, Resource }) => list(Action).flatMap((action) => list(Resource).map((arn) => [action, placeIn(arn)] as const)));
  const actions = new Set(pairs.map(([action]) => action));
  return { actions, pairs, lists: (action: string) => [...actions].some((pattern) => covers(pattern, action)) };
}

function placeIn(arn: string): string {
  if (arn === '*' || arn.endsWith(':*')) return '*';
  return /^arn:[^:]+:kms:/.test(arn) ? 'key' : arn.endsWith('/*') ? 'object' : 'bucket';
}
