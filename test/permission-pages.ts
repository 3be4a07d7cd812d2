import { ofExpectedAccount } from '../src/core/private/model/bucket-permissions';
import type { Deviation, DeviationKind, PermissionSet } from '../src/core/private/model/permission-set';
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
  readonly on: string;
  readonly place: string | undefined;
}

/** A set beside a page, and what it grants. */
interface OfSet {
  readonly set: PermissionSet;
  readonly granted: readonly Granted[];
  /** What it says of itself, and what other sets say of actions that they do not grant. */
  readonly says: (which: (deviation: Deviation) => boolean) => string[];
}

interface Compared {
  readonly page: ReturnType<typeof pageOf>;
  readonly grants: (pattern: string) => boolean;
  readonly deviates: (kind: DeviationKind) => string[];
  readonly each: readonly OfSet[];
}

/** A page, and the sets that are to grant what it lists. */
export function compared(name: string, { kinds }: Vendor, { files, sets }: Documented): Compared {
  const places = { ...TYPES, ...kinds };
  const each = sets.map((set) => ({
    set,
    granted: set.groups.flatMap(({ actions, on }) => actions.map((action) => ({ action, on, place: placeOf(places[on]) }))),
    says: (which: (deviation: Deviation) => boolean) =>
      sets.flatMap((other) =>
        other.deviations
          .filter(which)
          .flatMap(({ actions }) => actions)
          .filter((pattern) => other === set || !actionsOf(other).some((action) => covers(pattern, action))),
      ),
  }));
  return {
    page: pageOf(name, files),
    each,
    grants: (pattern) => sets.flatMap(actionsOf).some((action) => covers(pattern, action)),
    deviates: (kind) => sets.flatMap((set) => deviating(set, kind)),
  };
}

/** Why a bucket is one of the expected account only, which is no reason for anything else. */
const OF_ACCOUNT = ofExpectedAccount([]).reason;
const OF_BUCKET = ['bucket', 'listing', 'object'];

export const OF_PAGES: Readonly<Record<string, (of: Compared) => string[]>> = {
  'lists nothing that is neither granted nor a reasoned deviation': ({ deviates, grants, page }) => {
    const known = [...deviates('withheld'), ...deviates('corrected')];
    return [...page.actions].filter((action) => !grants(action) && !known.includes(action));
  },

  'lists everything that a set grants, but for its reasoned deviations': ({ each, page }) =>
    each.flatMap(({ granted, says }) => {
      const added = says(({ kind }) => kind === 'added');
      return granted.map(({ action }) => action).filter((action) => !page.lists(action) && !added.includes(action));
    }),

  'lists what a set grants on that kind of resource, or on all': ({ each, page }) =>
    each.flatMap(({ granted }) =>
      granted
        .filter(({ action, place }) => place && page.lists(action) && !page.placesOf(action).some((one) => [place, '*'].includes(one)))
        .map(({ action }) => action),
    ),

  'is granted on the resources it lists, and as many actions, but for reasoned deviations': ({ each, page }) =>
    each.flatMap(({ granted, says }) => {
      const narrowed = says(({ kind, reason }) => kind === 'narrowed' && reason !== OF_ACCOUNT);
      const narrower = page.pairs.filter(
        ([pattern, place]) =>
          granted.some(({ action }) => covers(pattern, action)) && !granted.some((one) => one.action === pattern && one.place === place),
      );
      return narrower.map(([pattern]) => pattern).filter((action) => !narrowed.includes(action));
    }),

  'withholds by each set that uses a key what it lists of the key, and no set grants': ({ each, grants, page }) =>
    each.flatMap(({ granted, set }) => {
      const withheld = deviating(set, 'withheld');
      const ofKey = page.pairs.filter(([, place]) => place === 'key' && granted.some((one) => one.place === 'key'));
      return ofKey.map(([pattern]) => pattern).filter((pattern) => !grants(pattern) && !withheld.includes(pattern));
    }),

  'has no deviation that is none': ({ deviates, each, grants, page }) => [
    ...deviates('withheld').filter((action) => each.some(({ granted }) => granted.some((one) => one.action === action))),
    ...[...deviates('added'), ...deviates('narrowed')].filter((action) => !grants(action)),
    ...deviates('corrected').filter((action) => !page.actions.has(action)),
  ],
};

/** Of what a page lists, each action on a bucket is one on a bucket of the expected account, and the set says so. */
export const faultsOfAccount = (name: string, vendor: Vendor): string[] =>
  vendor.documented.flatMap((one) => {
    const sets = one.sets.filter((set) => !vendor.inBucketPolicy?.includes(set));
    const { each, page } = compared(name, vendor, { ...one, sets });
    return each.flatMap(({ granted, says }) => {
      const said = says(({ kind, reason }) => kind === 'narrowed' && reason.endsWith(OF_ACCOUNT));
      const ofBucket = granted.filter(({ action, on }) => OF_BUCKET.includes(on) && page.lists(action));
      return ofBucket.map(({ action }) => action).filter((action) => !said.some((pattern) => covers(pattern, action)));
    });
  });

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
  return {
    actions,
    pairs,
    lists: (action: string) => [...actions].some((pattern) => covers(pattern, action)),
    placesOf: (action: string) => pairs.filter(([pattern]) => covers(pattern, action)).map(([, place]) => place),
  };
}

function placeIn(arn: string): string {
  if (arn === '*' || arn.endsWith(':*')) return '*';
  return /^arn:[^:]+:kms:/.test(arn) ? 'key' : arn.endsWith('/*') ? 'object' : 'bucket';
}
