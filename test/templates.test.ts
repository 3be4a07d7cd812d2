import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_CASES, CASES } from './cases';
import { expectTemplate, newStack } from './util';

const folderOf = (vendor: string) => join(__dirname, vendor, 'templates');

test.each(ALL_CASES)('the template of %s is the reviewed one', (name, make) => {
  const [vendor, option] = name.split('/');
  const stack = newStack(null);
  make(stack);
  expectTemplate(stack, join(folderOf(vendor), `${option}.json`));
});

test.each(Object.keys(CASES))('no template of %s is left over', (vendor) => {
  const kept = readdirSync(folderOf(vendor)).map((file) => file.replace('.json', ''));
  expect(kept.sort()).toEqual(Object.keys(CASES[vendor]).sort());
});
