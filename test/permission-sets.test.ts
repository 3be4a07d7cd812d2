import { compared, faultsOfAccount, faultsOfAdded, faultsOfAlike, OF_PAGES, OF_SETS_ON_PAGES, setsOnPages } from './permission-pages';
import { faultsOfSids, OF_SETS } from './permission-sets';
import { VENDORS } from './vendors';

const SETS = Object.values(VENDORS).flatMap((vendor) => vendor.sets.map((set) => [set.id, set, vendor] as const));
const PAGES = Object.entries(VENDORS).flatMap(([name, vendor]) =>
  vendor.documented.map((one) => [`${name}/${one.files.join(', ')}`, name, vendor, one] as const),
);

describe.each(SETS)('%s', (_, set, vendor) => {
  test.each(Object.entries(OF_SETS))('%s', async (_what, check) => expect(await check(set, vendor)).toEqual([]));
});

test.each(Object.entries(VENDORS))('a Sid stands for one group only, among all sets of %s', (_, vendor) => {
  expect(faultsOfSids(vendor)).toEqual([]);
});

describe.each(
  Object.entries(VENDORS).flatMap(([name, vendor]) => setsOnPages(name, vendor).map(([set, page]) => [set.id, set, page, vendor] as const)),
)('%s beside its pages', (_, set, page, vendor) => {
  test.each(Object.entries(OF_SETS_ON_PAGES))('%s', async (_what, check) => expect(await check(set, page, vendor)).toEqual([]));
});

describe.each(PAGES)('the page %s', (_, name, vendor, documented) => {
  test.each(Object.entries(OF_PAGES))('%s', (_what, check) => expect(check(compared(name, vendor, documented))).toEqual([]));
});

test.each(Object.entries(VENDORS))('each set of %s says that it allows the bucket of the expected account only', (name, vendor) => {
  expect(faultsOfAccount(name, vendor)).toEqual([]);
});

test.each(Object.entries(VENDORS))('what %s is said to add stands on no page', (name, vendor) => {
  expect(faultsOfAdded(name, vendor)).toEqual([]);
});

test.each(Object.entries(VENDORS))('what the pages of %s repeat is transcribed the same each time', (name, vendor) => {
  expect(faultsOfAlike(name, vendor)).toEqual([]);
});
