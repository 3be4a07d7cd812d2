import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviationKind, PermissionSet, Source } from '../src/core/private/model/permission-set';
import { actionFacts } from './matrix';
import { VENDORS } from './vendors';

const all = Object.values(VENDORS).flatMap((vendor) => vendor.sets.map((set) => [set.id, set, vendor] as const));

/** The resource types of AWS that a kind of target stands for; `-` for what cannot be scoped. */
const TYPES: Record<string, RegExp> = { account: /^-$/, bucket: /^bucket$/, listing: /^bucket$/, object: /^object$/, key: /^key$/ };

/** The one wildcard in an action: AWS's own list for the service role that imports images, whose calls nobody documents one by one. */
const WILDCARDS = ['ec2:Describe*'];

describe.each(all)('%s', (_, set, vendor) => {
  test('has a reason, a source and a date for everything', () => {
    const sources: Source[] = [
      set.source,
      ...set.groups.map((group) => group.source),
      ...set.deviations.map((deviation) => deviation.source),
    ];
    for (const source of sources) {
      expect([vendor.pages, /^https:\/\/docs\.aws\.amazon\.com\//].some((pages) => pages.test(source.url)) || source.url).toBe(true);
      expect(source.date).toMatch(/^20\d\d-\d\d-\d\d$/);
      expect(source.title).not.toBe('');
    }
    expect(
      [...set.groups.map((group) => group.why), ...set.deviations.map((deviation) => deviation.reason)].filter((text) => text.length < 10),
    ).toEqual([]);
  });

  test('names real actions, sorted, once, without a wildcard', async () => {
    for (const { actions } of set.groups) {
      expect(actions).toEqual([...new Set(actions)].sort());
      const exact = actions.filter((action) => !WILDCARDS.includes(action));
      expect(exact.filter((action) => action.includes('*'))).toEqual([]);
      expect(await Promise.all(exact.map(async (action) => (await actionFacts(action))?.name))).toEqual(exact);
    }
    const granted = set.groups.flatMap((group) => group.actions.map((action) => `${action} on ${group.on}`));
    expect(granted).toEqual([...new Set(granted)]);
  });

  test('grants each action on a type of resource that it has, under conditions that it knows', async () => {
    for (const group of set.groups) {
      for (const action of group.actions.filter((name) => !WILDCARDS.includes(name))) {
        const facts = await actionFacts(action);
        const types = facts?.resourceTypes.map((type) => type.name) ?? [];
        const kind = { ...TYPES, ...vendor.kinds }[group.on];
        expect([action, types.length === 0 ? ['-'] : types]).toEqual([action, expect.arrayContaining([expect.stringMatching(kind)])]);
        for (const key of Object.values(group.conditions ?? {}).flatMap((keys) => Object.keys(keys))) {
          expect([action, key, facts?.conditionKeys]).toEqual([action, key, expect.arrayContaining([key])]);
        }
      }
    }
  });

  test('has Sids of letters and digits, unique', () => {
    const sids = set.groups.map((group) => group.sid);
    expect(sids.filter((sid) => !/^[A-Za-z0-9]+$/.test(sid))).toEqual([]);
    expect(sids).toEqual([...new Set(sids)]);
  });

  test('says so where it is inferred', () => {
    const inferred = set.groups.filter((group) => group.evidence === 'inferred').flatMap((group) => group.actions);
    expect(deviating(set, 'added')).toEqual(expect.arrayContaining(inferred));
  });
});

test('a Sid stands for one group only, among all sets of a vendor', () => {
  for (const { sets } of Object.values(VENDORS)) {
    const groups = [...new Set(sets.flatMap((set) => set.groups))];
    expect(groups.map((group) => group.sid)).toEqual([...new Set(groups.map((group) => group.sid))]);
  }
});

describe.each(
  Object.entries(VENDORS).flatMap(([vendor, { documented }]) =>
    documented.map((one) => [`${vendor}/${one.files.join(', ')}`, vendor, one] as const),
  ),
)('the page %s', (_, vendor, { files, sets }) => {
  const page = pageOf(vendor, files);
  const places = { ...TYPES, ...VENDORS[vendor].kinds };
  const granted = sets
    .flatMap((set) => set.groups)
    .flatMap((group) => group.actions.map((action) => ({ action, place: placeOf(places[group.on]) })));
  const grants = (pattern: string) => granted.some(({ action }) => covers(pattern, action));
  const deviates = (kind: DeviationKind) => sets.flatMap((set) => deviating(set, kind));

  test('lists nothing that is neither granted nor a reasoned deviation', () => {
    const missing = [...page.actions].filter(
      (action) => !grants(action) && !['withheld', 'corrected'].some((kind) => deviates(kind as DeviationKind).includes(action)),
    );
    expect(missing).toEqual([]);
  });

  test('lists everything that is granted, but for reasoned deviations', () => {
    expect(granted.map(({ action }) => action).filter((action) => !page.lists(action) && !deviates('added').includes(action))).toEqual([]);
  });

  test('is granted on the resources it lists, and as many actions, but for reasoned deviations', () => {
    const narrower = page.pairs.filter(
      ([pattern, place]) =>
        grants(pattern) && (pattern.includes('*') || !granted.some((one) => one.action === pattern && one.place === place)),
    );
    expect(narrower.map(([pattern]) => pattern).filter((action) => !deviates('narrowed').includes(action))).toEqual([]);
  });

  test('has no deviation that is none', () => {
    expect(deviates('withheld').filter((action) => granted.some((one) => one.action === action))).toEqual([]);
    expect([...deviates('added'), ...deviates('narrowed')].filter((action) => !grants(action))).toEqual([]);
    expect(deviates('corrected').filter((action) => !page.actions.has(action))).toEqual([]);
  });
});

test('what is said to be added stands on no page', () => {
  for (const [vendor, { documented }] of Object.entries(VENDORS)) {
    for (const set of new Set(documented.flatMap((one) => one.sets))) {
      const pages = documented.filter((one) => one.sets.includes(set)).map((one) => pageOf(vendor, one.files));
      const everywhere = deviating(set, 'added').filter((action) => pages.every((page) => page.actions.has(action)));
      expect([set.id, everywhere]).toEqual([set.id, []]);
    }
  }
});

function deviating(set: PermissionSet, kind: DeviationKind): string[] {
  return set.deviations.filter((deviation) => deviation.kind === kind).flatMap((deviation) => deviation.actions);
}

/** Whether an action of a page, which may end in a wildcard, stands for this one. */
function covers(pattern: string, action: string): boolean {
  return pattern === action || (pattern.endsWith('*') && action.startsWith(pattern.slice(0, -1)));
}

/** A kind of resource as a page writes it: `*`, `bucket`, `object` or `key`, or one that no page names. */
function placeOf(types: RegExp): string | undefined {
  return types.test('-') ? '*' : ['bucket', 'object', 'key'].find((kind) => types.test(kind));
}

/** Transcribed policies: their actions, and each action with each kind of resource that it stands beside. */
function pageOf(vendor: string, files: readonly string[]) {
  const read = (file: string): Page => JSON.parse(readFileSync(join(__dirname, vendor, 'documented', file), 'utf8'));
  const pairs = files
    .flatMap((file) => read(file).Statement)
    .flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((arn) => [action, placeIn(arn)] as const)),
    );
  const actions = new Set(pairs.map(([action]) => action));
  return { actions, pairs, lists: (action: string) => [...actions].some((pattern) => covers(pattern, action)) };
}

interface Page {
  readonly Statement: { readonly Action: string | string[]; readonly Resource: string | string[] }[];
}

function placeIn(arn: string): string {
  if (arn === '*' || arn.endsWith(':*')) {
    return '*';
  }
  return /^arn:[^:]+:kms:/.test(arn) ? 'key' : arn.endsWith('/*') ? 'object' : 'bucket';
}
