import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expectTemplate, newStack } from '../util';
import { CASES } from './cases';

const FOLDER = join(__dirname, 'templates');

test.each(Object.keys(CASES))('the template of %s is the reviewed one', (name) => {
  const stack = newStack(null);
  CASES[name](stack);
  expectTemplate(stack, join(FOLDER, `${name}.json`));
});

test('no template is left over', () => {
  expect(
    readdirSync(FOLDER)
      .map((file) => file.replace('.json', ''))
      .sort(),
  ).toEqual(Object.keys(CASES).sort());
});
