import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import ts from 'typescript';
import { accessPicture, reachPicture, THEMES } from '../docs/pictures';
import { PROMISES, REACH } from '../docs/promises';
import { absoluteLinks } from '../projenrc/links';

const PAGE = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');

test('the first snippet of the README is a whole app: with its imports, it synthesizes', () => {
  const [, snippet = ''] = /```mts\n([\s\S]*?)```/.exec(PAGE) ?? [];
  const compiled = ts.transpileModule(snippet, { compilerOptions: { module: ts.ModuleKind.CommonJS } }).outputText;
  const apps: App[] = [];
  class Seen extends App {
    public constructor() {
      super();
      apps.push(this);
    }
  }
  const load = (name: string) =>
    ({
      'aws-cdk-lib': { ...jest.requireActual<object>('aws-cdk-lib'), App: Seen },
      'cdk-vendor-access': jest.requireActual<object>('../src'),
    })[name];
  new Function('require', 'exports', compiled)(load, {});
  const template = Template.fromStack(apps[0].node.findChild('Logs') as never);
  template.resourceCountIs('AWS::S3::Bucket', 1);
  template.resourceCountIs('AWS::IAM::User', 1);
  expect(Object.keys(template.toJSON().Outputs)).toEqual(expect.arrayContaining([expect.stringContaining('SetupSecretArn')]));
});

test('the snippet in Python says the same', () => {
  const [, typescript = ''] = /```mts\n([\s\S]*?)```/.exec(PAGE) ?? [];
  const [, python = ''] = /```python\n([\s\S]*?)```/.exec(PAGE) ?? [];
  const comments = (text: string, sign: string) => text.split('\n').flatMap((line) => line.split(` ${sign} `)[1]?.trim() ?? []);
  expect(comments(python, '#')).toEqual(comments(typescript, '//'));
  expect(python).toContain('from cdk_vendor_access import logzio\n');
});

test('install and the first snippet stand before what needs a clone', () => {
  const places = ['npm install', '```mts', '```python', 'git clone', 'npm run demo', '## Constructs'].map((one) => PAGE.indexOf(one));
  expect(places).toEqual([...places].sort((one, other) => one - other));
  expect(places[0]).toBeGreaterThan(0);
});

test.each(PROMISES)('a promise with its command and figure: $what', ({ commands, figure }) => {
  const { scripts } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8'));
  const missing = commands.filter((one) => !one.startsWith('npx ') && scripts[one.replace(/^npm (run )?/, '')] === undefined);
  expect([missing, figure.length > 5, PAGE.includes(figure)]).toEqual([[], true, true]);
});

/** The widest font that browsers fall back to takes this much of its size for a letter. */
const LETTER = 0.64;

test.each(
  THEMES.flatMap((theme) => [
    [theme.name, 'access', accessPicture(theme)],
    [theme.name, 'reach', reachPicture(theme, REACH)],
  ]),
)('%s %s: each text is inside of the picture, and nothing comes from elsewhere', (_, _name, picture) => {
  const [, width, height] = /viewBox='0 0 (\d+) (\d+)'/.exec(picture) ?? [];
  const texts = [...picture.matchAll(/<text x='([\d.]+)' y='([\d.]+)' fill='[^']*' font-size='(\d+)' text-anchor='(\w+)'[^>]*>([^<]*)/g)];
  expect(texts.length).toBeGreaterThan(10);
  for (const [, x, y, size, anchor, text] of texts) {
    const length = text.replace(/&amp;/g, '&').length * Number(size) * LETTER;
    const left = Number(x) - { start: 0, middle: length / 2, end: length }[anchor as 'start'];
    expect([text, left >= 0, left + length <= Number(width), Number(y) <= Number(height)]).toEqual([text, true, true, true]);
  }
  expect(picture.match(/https?:[^']*/g)).toEqual(['http://www.w3.org/2000/svg']);
  expect(picture).toMatch(/role='img'[\s\S]*<title>.{40,}<\/title>/);
});

/** https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [light, dark] = [one, other]
    .map((color) => {
      const [r, g, b] = [1, 3, 5]
        .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
        .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    })
    .sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

test.each(THEMES)('$name: texts can be read on the page and on the boxes', ({ box, muted, name, refused, text }) => {
  const page = { light: '#ffffff', dark: '#0d1117' }[name];
  const weak = [text, muted, refused].filter((color) => [page, box].some((background) => contrast(color, background) < 4.5));
  expect(weak).toEqual([]);
});

test('the registries show the pictures of the version', () => {
  const page = absoluteLinks(PAGE, '', 'https://github.com/a/b', '1.2.3');
  expect(page.match(/src(set)?="[^"]*"/g)?.filter((one) => !one.includes('"https://github.com/a/b/raw/v1.2.3/docs/images/'))).toEqual([]);
});
