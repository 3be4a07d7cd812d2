import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { json, markdown } from '../docs/generate';
import { LEGEND, VENDORS } from './vendors';

test.each(Object.keys(VENDORS))('docs/permissions/%s is what its permission sets say (else: npm run docs)', (name) => {
  const page = (extension: string) => readFileSync(join(__dirname, '..', 'docs', 'permissions', `${name}.${extension}`), 'utf8');
  expect(page('md')).toBe(markdown(VENDORS[name]));
  expect(page('json')).toBe(json(VENDORS[name]));
});

test('every warning id in the code is documented', () => {
  const read = (...path: string[]) => readFileSync(join(__dirname, '..', ...path), 'utf8');
  const sources = readdirSync(join(__dirname, '..', 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const ids = sources.flatMap((file) => read('src', file).match(/cdk-vendor-access:\w+\.\w+/g) ?? []);
  const documented = ['warnings.md', ...Object.keys(VENDORS).map((name) => `permissions/${name}.md`)]
    .map((file) => read('docs', file))
    .join();
  expect(ids.length).toBeGreaterThan(10);
  expect([...new Set(ids)].filter((id) => !documented.includes(id))).toEqual([]);
});

test.each(Object.entries(VENDORS))('every kind of resource of %s is explained on its page', (_, { sets, legend }) => {
  const kinds = sets.flatMap((set) => set.groups.map((group) => group.on));
  expect(kinds.filter((kind) => !(kind in { ...LEGEND, ...legend }))).toEqual([]);
});
