import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LAUNCHES } from '../../docs/launch/launches';
import { assetOf } from '../../docs/launch/page';
import { ARCHIVE, releasedTemplates, writeAssets } from '../../projenrc/templates';
import { NAMES } from '../found';

const ROOT = join(__dirname, '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'templates.md'), 'utf8');
const FOLDER = join(ROOT, 'docs', 'templates'); // another test compares it with what is synthesized
const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));

test('a release has every template under the name that the page links to, and an archive with the policies', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assets-'));
  try {
    writeAssets(folder);
    const names = [...LAUNCHES.keys()].map(assetOf);
    expect(readdirSync(folder).sort()).toEqual([...names, ARCHIVE].sort());
    const listed = execFileSync('tar', ['-tzf', join(folder, ARCHIVE)], { encoding: 'utf8' })
      .trim()
      .split('\n');
    expect(listed.filter((file) => !file.endsWith('/')).sort()).toEqual(FILES.sort());
    const linked = [...PAGE.matchAll(/releases\/latest\/download\/([\w.-]+)/g)].map(([, name]) => name);
    expect(new Set(linked)).toEqual(new Set([...names, ARCHIVE]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('README.md shows the command of the page', () => {
  const [, commands = ''] = /^## Without CDK$[\s\S]*?```sh\n([\s\S]*?)```/m.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? [];
  expect(commands).toContain('aws cloudformation deploy');
  expect(PAGE).toContain(commands);
});

/** As GitHub makes them of headings. */
const ANCHORS = [...PAGE.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
  heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-'),
);

test.each(NAMES)('the guide of %s links to its templates', (vendor) => {
  const [, anchor] = /docs\/templates\.md#([\w-]+)\)/.exec(readFileSync(join(ROOT, 'src', vendor, 'README.md'), 'utf8')) ?? [];
  expect(ANCHORS).toContain(anchor);
});

test('every link inside of the page leads to a heading, and each template has one', () => {
  const linked = [...PAGE.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
  expect(linked.filter((anchor) => !ANCHORS.includes(anchor))).toEqual([]);
  expect(linked.length).toBe(LAUNCHES.size);
});

test('the release workflow attests them, and attaches them', () => {
  const workflow = readFileSync(join(ROOT, '.github', 'workflows', 'release.yml'), 'utf8');
  expect(workflow).toMatch(/subject-path: .*dist\/templates\/\*/);
  expect(workflow).toMatch(/gh release upload .* dist\/templates\/\*/);
  expect(Object.keys(releasedTemplates()).length).toBe(LAUNCHES.size);
});
