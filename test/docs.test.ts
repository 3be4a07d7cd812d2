import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generated } from '../docs/generate';
import { OF_ONE_THING, RELATIONS } from '../docs/relations';
import { absoluteLinks, linkedFiles } from '../projenrc/links';
import { LEGEND, VENDORS } from './vendors';

const ROOT = join(__dirname, '..');

test('every generated page is what the permission sets and the folders of the vendors say (else: npm run docs)', async () => {
  const all = Object.entries(await generated());
  expect(all.filter(([file, text]) => !existsSync(join(ROOT, file)) || read(file) !== text).map(([file]) => file)).toEqual([]);
  expect(all.length).toBeGreaterThan(10);
});

const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');
const SOURCES = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => read('src', file));

test('every warning id in the code has its row, with what breaks and what to do, and every row its id', () => {
  const ids = new Set(SOURCES.flatMap((source) => source.match(/cdk-vendor-access:\w+\.\w+/g) ?? []));
  const ofBuckets = Object.keys(VENDORS).flatMap((name) => [
    ...read('docs', 'permissions', `${name}.md`).matchAll(/^\| (?:error|warning) \| `([^`]+)` \| .+ \| .+ \|$/gm),
  ]);
  const rows = [...read('docs', 'warnings.md').matchAll(/^\| `([^`]+)` \| .{20,} \| .{8,} \|$/gm)];
  const documented = new Set([...rows, ...ofBuckets].map(([, id]) => id));
  expect(ids.size).toBeGreaterThan(10);
  expect([...ids].filter((id) => !documented.has(id))).toEqual([]);
  expect([...documented].filter((id) => !ids.has(id))).toEqual([]);
});

test.each(Object.keys(VENDORS))('the guide of %s says where to look if access is refused', (name) => {
  const [, symptoms] = read('src', name, 'README.md').split('## When it does not work');
  expect(['denied', 'mayBeDenied', 'bucketDeniesByNetwork'].filter((id) => !symptoms.includes(`core.${id}`))).toEqual([]);
});

test.each(['README.md', ...Object.keys(VENDORS).map((name) => `src/${name}/README.md`)])('every link of %s leads somewhere', (file) => {
  const root = join(__dirname, '..');
  const page = readFileSync(join(root, file), 'utf8');
  expect(linkedFiles(page, dirname(file)).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  expect(absoluteLinks(page, dirname(file), 'https://example.com', '0.0.0').match(/\]\((?!https:|#)[^)]*\)/g)).toBeNull();
});

describe.each(Object.entries(VENDORS))('the page of permissions of %s', (name, { applies, sets }) => {
  const page = read('docs', 'permissions', `${name}.md`);
  const guide = read('src', name, 'README.md');
  const SIDS = new Set(sets.flatMap(({ groups }) => groups.map(({ sid }) => sid.toLowerCase())));

  test('says of each set that grants something which construct and options it belongs to', () => {
    const [, table = ''] = page.split('## Which sets apply\n');
    const shown = table.split('\n## ')[0];
    const constructs = Object.entries(VENDORS[name].accesses).flatMap(([construct, kinds]) => (kinds === 'none' ? [] : construct));
    expect(constructs.filter((construct) => !shown.includes(`\`${construct}\``))).toEqual([]);
    expect(shown.match(/^\| /gm)?.length).toBeGreaterThanOrEqual(Object.keys(applies).length);
    const granting = sets.filter(({ groups }) => groups.length > 0);
    expect(granting.filter(({ id }) => !shown.includes(`[${id}](`)).map(({ id }) => id)).toEqual(ELSEWHERE[name] ?? []);
  });

  test('has each source once', () => {
    const [, list = ''] = page.split('\n## Sources\n');
    const urls = page.match(/\]\(https:[^)]+\), \d{4}-\d\d-\d\d/g) ?? [];
    expect(urls.length).toBe(list.match(/^\d+\. /gm)?.length);
    const cited = new Set(page.match(/\[\d+\]\(#sources\)/g));
    expect(cited.size).toBe(urls.length);
  });

  test('and the table of what a thief can do link to each other', () => {
    const linked = [...guide.matchAll(/permissions\/\w+\.md#(\w+)\)/g)].map(([, sid]) => sid).filter((sid) => SIDS.has(sid));
    expect(linked.length).toBeGreaterThan(0);
    const anchors = [...page.matchAll(/<a id="(\w+)">/g)].map(([, id]) => id);
    expect([anchors.length, new Set(anchors)]).toEqual([SIDS.size, SIDS]);
    for (const sid of linked) {
      expect(page.split('\n').find((line) => line.includes(`<a id="${sid}">`))).toMatch(
        /A thief: \[.*\]\(\.\.\/\.\.\/src\/\w+\/README\.md#what-a-thief/,
      );
    }
    const headings = new Set(
      [...guide.matchAll(/^#+ (.*)$/gm)].map(([, text]) =>
        text
          .toLowerCase()
          .replace(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
      ),
    );
    const targets = [...page.matchAll(/README\.md#([\w-]+)\)/g)].map(([, anchor]) => anchor);
    expect(targets.filter((anchor) => !headings.has(anchor))).toEqual([]);
  });
});

/** In no policy of a principal: of the session of a customer, and of the endpoint of a network. */
const ELSEWHERE: Record<string, string[]> = { cloudberry: ['cloudberry/session'], veeam: ['veeam/archiver-packages'] };

describe('relations', () => {
  const ids = new Set(SOURCES.flatMap((source) => source.match(/(?<=cdk-vendor-access:)\w+\.\w+/g) ?? []));
  const named = RELATIONS.flatMap(({ says = [] }) => says.filter((one) => /^\w+\.\w+$/.test(one)));

  test.each(RELATIONS.map((one) => [`${one.between}: ${one.compared}`, one] as const))('%s', (_, {
    says = [],
    test: shown,
    verdict,
    why,
  }) => {
    expect(says.filter((one) => !(verdict === 'warning' ? ids.has(one) : SOURCES.some((source) => source.includes(one))))).toEqual([]);
    expect([says.length > 0, shown !== undefined, why.length > 20]).toEqual([/error|warning/.test(verdict), verdict !== 'left out', true]);
    expect(shown ? read('test', shown[0]) : '').toContain(shown?.[1] ?? '');
  });

  test('every warning has its row, or is about one thing alone', () => {
    const ofBuckets = Object.values(VENDORS).flatMap(({ bucketRules }) => bucketRules.map(({ id }) => id.replace(/^.*:/, '')));
    expect([...ids].filter((id) => ![...named, ...OF_ONE_THING, ...ofBuckets].includes(id))).toEqual([]);
    expect(OF_ONE_THING.filter((id) => named.includes(id) || !ids.has(id))).toEqual([]);
  });
});

test('CHANGELOG.md has its versions in order, the next one first, each with its changes', () => {
  const [, ...sections] = readFileSync(join(__dirname, '..', 'CHANGELOG.md'), 'utf8').split(/^## /m);
  const versions = sections.map((section) => section.split('\n')[0]);
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  const newestFirst = [...versions].sort((one, other) => other.localeCompare(one, 'en', { numeric: true }));
  expect(versions).toEqual(newestFirst);
  expect(sections.filter((section) => !section.includes('\n- '))).toEqual([]);
});

test.each(Object.entries(VENDORS))('every kind of resource of %s is explained on its page', (_, { sets, legend }) => {
  const kinds = sets.flatMap((set) => set.groups.map((group) => group.on));
  expect(kinds.filter((kind) => !(kind in { ...LEGEND, ...legend }))).toEqual([]);
});

test.each([
  ...['README.md', 'SECURITY.md', 'CHANGELOG.md', 'CONTRIBUTING.md'],
  ...readdirSync(join(__dirname, '..', 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !file.startsWith('permissions'))
    .map((file) => `docs/${file}`),
  ...Object.keys(VENDORS).map((name) => `src/${name}/README.md`),
])('%s has none of the phrases of the style guide (CONTRIBUTING)', (file) => {
  const lines = readFileSync(join(__dirname, '..', file), 'utf8').split('\n');
  const phrases =
    /\b(of (yours|ours)|take[sn]? (it |them )?away|lets? (in|through)\b|see to it|everybody|[Ww]hat is not (given|on)|Who (has|may|can))\b/;
  const table = file === 'CONTRIBUTING.md' ? lines.indexOf('| not | but |') : lines.length;
  expect(lines.filter((line, index) => phrases.test(line) && !(index > table && line.startsWith('|')))).toEqual([]);
});
