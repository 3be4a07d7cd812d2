import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../package.json';
import { VENDORS } from './vendors';

const SRC = join(__dirname, '..', 'src');

test('package.json has what the registries and Construct Hub look for', () => {
  expect(manifest.keywords).toEqual(expect.arrayContaining(['aws-cdk', 'awscdk', 'cdk', ...Object.keys(VENDORS)]));
  expect(manifest).toMatchObject({ license: 'Apache-2.0', stability: 'stable', publishConfig: { access: 'public' } });
  expect(manifest.description.length).toBeGreaterThan(40);
  expect([manifest.author.url, manifest.repository.url].filter((url) => !url.startsWith('https://github.com/'))).toEqual([]);
  expect(Object.keys(manifest.jsii.targets).sort()).toEqual(['go', 'java', 'python']);
  expect(manifest.jsiiRosetta.strict).toBe(true); // every snippet compiles, and so is translated
});

test.each(Object.keys(VENDORS))('%s has a page of its own, with a snippet', (vendor) => {
  const page = readFileSync(join(SRC, vendor, 'README.md'), 'utf8');
  expect(page).toMatch(/^# \S/);
  expect(page).toContain('```ts\n');
});

test("every construct and every vendor's grants have an example, the page that they are from, and a line in CHANGELOG.md", () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.startsWith('core'));
  const classes = files.flatMap((file) => {
    const found = readFileSync(join(SRC, file), 'utf8').matchAll(
      /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export class (\w+(?: extends Construct|Grants)) /g,
    );
    return [...found].map(([, docs, name]) => ({ name, docs }));
  });
  expect(classes.length).toBeGreaterThan(Object.keys(VENDORS).length);
  expect(classes.filter(({ docs }) => !docs.includes('@example') || !docs.includes('@see https://')).map(({ name }) => name)).toEqual([]);
  const changes = readFileSync(join(__dirname, '..', 'CHANGELOG.md'), 'utf8');
  expect(classes.map(({ name }) => name.split(' ')[0]).filter((name) => !changes.includes(`.${name}\``))).toEqual([]);
});
