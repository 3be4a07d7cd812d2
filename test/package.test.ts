import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import manifest from '../package.json';
import { linkedFiles } from '../projenrc/links';
import { publishedPages } from './published';
import { VENDORS } from './vendors';

const ROOT = join(__dirname, '..');
const SRC = join(ROOT, 'src');

test('package.json has what the registries and Construct Hub look for', () => {
  expect(manifest.keywords).toEqual(expect.arrayContaining(['aws-cdk', 'awscdk', 'cdk', ...Object.keys(VENDORS)]));
  expect(manifest).toMatchObject({ license: 'Apache-2.0', stability: 'stable', publishConfig: { access: 'public' } });
  expect(manifest.description.length).toBeGreaterThan(40);
  expect(
    [manifest.author.url, manifest.repository.url, manifest.homepage, manifest.bugs.url].filter(
      (url) => !url.startsWith('https://github.com/'),
    ),
  ).toEqual([]);
  expect(Object.keys(manifest.jsii.targets).sort()).toEqual(['go', 'java', 'python']);
  expect(manifest.jsii.targets.python.classifiers).toEqual(['Framework :: AWS CDK', 'Framework :: AWS CDK :: 2']);
  expect(manifest.jsiiRosetta.strict).toBe(true); // every snippet compiles, and so is translated
});

const PUBLISHED = publishedPages();

test.each(PUBLISHED.filter((file) => file.endsWith('.md')))('every link of %s leads to what is in the package', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8');
  const isIn = (target: string) => PUBLISHED.some((file) => `${file}/`.startsWith(`${target.replace(/\/$/, '')}/`));
  expect(linkedFiles(text, dirname(page)).filter((target) => !isIn(target))).toEqual([]);
  expect(text).not.toMatch(/github\.com\/cdk-vendor-access\/cdk-vendor-access\/(blob|tree)\/main/);
});

test('the guides of each vendor and the pages for all of them are in the package', () => {
  const pages = ['rotation', 'warnings', 'relations'].map((name) => `docs/${name}.md`);
  const ofVendors = Object.keys(VENDORS).flatMap((name) => [`src/${name}/README.md`, `docs/permissions/${name}.md`]);
  expect(PUBLISHED).toEqual(expect.arrayContaining([...pages, ...ofVendors, 'CHANGELOG.md', 'examples/logzio_archive.py']));
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

test('every action of the workflows is named by its commit', () => {
  const folder = join(ROOT, '.github', 'workflows');
  const used = readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), 'utf8').match(/(?<=uses: )\S+/g) ?? []);
  expect(used.length).toBeGreaterThan(40);
  expect([...new Set(used)].filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
});
