import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviationKind, PermissionSet, Source } from '../src/core/private/permission-set';
import { actionFacts } from './matrix';
import { VENDORS } from './vendors';

const SETS = Object.values(VENDORS).flatMap((vendor) => vendor.sets);
const all = SETS.map((set) => [set.id, set] as const);

/** The resource types of AWS that a kind of target stands for. */
const TYPES: Record<string, RegExp> = { bucket: /^bucket$/, object: /^object$/, key: /^key$/ };

describe.each(all)('%s', (_, set) => {
  test('has a reason, a source and a date for everything', () => {
    const sources: Source[] = [
      set.source,
      ...set.groups.map((group) => group.source),
      ...set.deviations.map((deviation) => deviation.source),
    ];
    for (const source of sources) {
      expect(source.url).toMatch(/^https:\/\/(docs\.logz\.io|docs\.aws\.amazon\.com)\//);
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
      expect(actions.filter((action) => action.includes('*'))).toEqual([]);
      expect(await Promise.all(actions.map(async (action) => (await actionFacts(action))?.name))).toEqual(actions);
    }
    const granted = set.groups.flatMap((group) => group.actions.map((action) => `${action} on ${group.on}`));
    expect(granted).toEqual([...new Set(granted)]);
  });

  test('grants each action on a type of resource that it has, under conditions that it knows', async () => {
    for (const group of set.groups) {
      for (const action of group.actions) {
        const facts = await actionFacts(action);
        expect([action, facts?.resourceTypes.map((type) => type.name)]).toEqual([
          action,
          expect.arrayContaining([expect.stringMatching(TYPES[group.on])]),
        ]);
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
  Object.entries(VENDORS).flatMap(([vendor, { documented }]) => documented.map((one) => [`${vendor}/${one.file}`, vendor, one] as const)),
)('the page %s', (_, vendor, { file, sets }) => {
  const page = pageOf(vendor, file);
  const granted: Map<string, string> = new Map(
    sets.flatMap((set) => set.groups).flatMap((group) => group.actions.map((action) => [`${action} ${group.on}`, action] as const)),
  );
  const grantedActions = new Set(granted.values());
  const deviates = (kind: DeviationKind) => sets.flatMap((set) => deviating(set, kind));

  test('lists nothing that is neither granted nor a reasoned deviation', () => {
    const missing = [...page.actions].filter(
      (action) => !grantedActions.has(action) && !deviates('withheld').includes(action) && !deviates('corrected').includes(action),
    );
    expect(missing).toEqual([]);
  });

  test('lists everything that is granted, but for reasoned deviations', () => {
    expect([...grantedActions].filter((action) => !page.actions.has(action) && !deviates('added').includes(action))).toEqual([]);
  });

  test('is granted on the resources it lists, but for reasoned deviations', () => {
    const narrower = [...page.pairs]
      .filter((pair) => grantedActions.has(pair.split(' ')[0]) && !granted.has(pair))
      .map((pair) => pair.split(' ')[0]);
    expect(narrower.filter((action) => !deviates('narrowed').includes(action))).toEqual([]);
  });

  test('has no deviation that is none', () => {
    expect(deviates('withheld').filter((action) => grantedActions.has(action))).toEqual([]);
    expect([...deviates('added'), ...deviates('narrowed')].filter((action) => !grantedActions.has(action))).toEqual([]);
  });
});

test('what is said to be added stands on no page', () => {
  for (const [vendor, { documented }] of Object.entries(VENDORS)) {
    for (const set of new Set(documented.flatMap((one) => one.sets))) {
      const pages = documented.filter((one) => one.sets.includes(set)).map((one) => pageOf(vendor, one.file));
      const everywhere = deviating(set, 'added').filter((action) => pages.every((page) => page.actions.has(action)));
      expect([set.id, everywhere]).toEqual([set.id, []]);
    }
  }
});

function deviating(set: PermissionSet, kind: DeviationKind): string[] {
  return set.deviations.filter((deviation) => deviation.kind === kind).flatMap((deviation) => deviation.actions);
}

/** A transcribed policy: its actions, and each action with each kind of resource that it stands beside. */
function pageOf(vendor: string, file: string): { actions: Set<string>; pairs: Set<string> } {
  const { Statement } = JSON.parse(readFileSync(join(__dirname, vendor, 'documented', file), 'utf8')) as {
    Statement: { Action: string[]; Resource: string[] }[];
  };
  const kind = (arn: string) => (arn.endsWith('/*') ? 'object' : 'bucket');
  const pairs = Statement.flatMap(({ Action, Resource }) => Action.flatMap((action) => Resource.map((arn) => `${action} ${kind(arn)}`)));
  return { actions: new Set(Statement.flatMap(({ Action }) => Action)), pairs: new Set(pairs) };
}
