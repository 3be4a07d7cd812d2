import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { NAMES } from './found';

const SRC = join(__dirname, '..', 'src');
const files = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => (statSync(join(folder, name)).isDirectory() ? files(join(folder, name)) : [join(folder, name)]));
const SOURCES = files(SRC)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ name: relative(SRC, file), text: readFileSync(file, 'utf8') }));

/** What a file imports, relative to src, or the package. */
const imports = ({ name, text }: { name: string; text: string }) =>
  [...text.matchAll(/from '([^']+)'/g)].map(([, from]) => (from.startsWith('.') ? relative(SRC, join(SRC, name, '..', from)) : from));

test('core names no vendor', () => {
  const vendors = new RegExp([...NAMES, 'msp360'].join('|').replace('logzio', 'logz'), 'i');
  expect(SOURCES.filter(({ name, text }) => name.startsWith('core') && vendors.test(text)).map(({ name }) => name)).toEqual([]);
});

test('a vendor imports core and itself only, and core itself only', () => {
  const wrong = SOURCES.filter(({ name }) => name !== 'index.ts').flatMap((source) => {
    const [room] = source.name.split('/');
    return imports(source).filter((from) => !/^(aws-cdk-lib|constructs$|node:)/.test(from) && !['core', room].includes(from.split('/')[0]));
  });
  expect(wrong).toEqual([]);
});

/** The rooms of core/private, and which of them each may use beside itself: arrows go one way (docs/architecture.md). */
const ROOMS: Record<string, string[]> = {
  model: [],
  validation: ['model'],
  env: ['model', 'validation'],
  policy: ['model'],
  synth: ['model', 'validation', 'env', 'policy'],
  provision: ['model', 'validation', 'env', 'policy', 'synth'],
  explain: ['model', 'policy', 'synth'],
  operate: ['model', 'validation', 'env', 'policy', 'synth', 'provision'],
};
const roomOf = (path: string): string | undefined => /^core\/private\/(\w+)\//.exec(path)?.[1];

test('the rooms of core/private use each other in one direction only', () => {
  const inside = SOURCES.filter(({ name }) => name.startsWith('core/private/'));
  expect(inside.filter(({ name }) => ROOMS[roomOf(name) ?? ''] === undefined).map(({ name }) => name)).toEqual([]);
  const wrong = inside.flatMap((source) => {
    const room = roomOf(source.name) ?? '';
    const used = imports(source).filter((from) => ![undefined, room, ...ROOMS[room]].includes(roomOf(from)));
    return used.map((from) => `${source.name} uses ${from}`);
  });
  expect(wrong).toEqual([]);
});

test('docs/architecture.md draws the rooms as the imports are', () => {
  const page = readFileSync(join(SRC, '..', 'docs', 'architecture.md'), 'utf8');
  const drawn = [...page.matchAll(/^ {2}(\w+) --> (\w+)$/gm)].map(([, from, to]) => `${from} ${to}`);
  const used = SOURCES.flatMap((source) => imports(source).map((from) => `${roomOf(source.name)} ${roomOf(from)}`));
  const arrows = new Set(used.filter((arrow) => !arrow.includes('undefined') && new Set(arrow.split(' ')).size === 2));
  expect(drawn.sort()).toEqual([...arrows].sort());
});

test('the evaluator of policies and explain read JSON: they do not use aws-cdk-lib', () => {
  const wrong = SOURCES.filter(
    (source) => ['policy', 'explain'].includes(roomOf(source.name) ?? '') && imports(source).some((from) => from.startsWith('aws-cdk-lib')),
  );
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

test('explain starts without aws-cdk-lib: nothing that it loads uses it', () => {
  const byName = new Map(SOURCES.map(({ name, text }) => [name.replace(/\.ts$/, ''), text.replace(/^import type [^;]*;/gm, '')]));
  const loaded = new Set(['core/private/explain/main']);
  for (const name of loaded) {
    imports({ name: `${name}.ts`, text: byName.get(name) ?? '' }).forEach((from) => {
      loaded.add(from);
    });
  }
  expect([...loaded].filter((name) => name.startsWith('aws-cdk-lib'))).toEqual([]);
});

test('every warning is added where acknowledgements are looked up', () => {
  const adding = SOURCES.filter(({ text }) => /addWarning|Annotations\.of/.test(text)).map(({ name }) => name);
  expect(adding).toEqual(['core/private/validation/warnings.ts']);
});

test('one function says what a token is: newer CDKs take numbers in texts for letters', () => {
  const asking = SOURCES.filter(({ text }) => /Token\.(isUnresolved|isResolved|compareStrings)/.test(text)).map(({ name }) => name);
  expect(asking).toEqual(['core/private/validation/tokens-in-text.ts']);
});

test('no circle of imports, not even of types', () => {
  const next = new Map(SOURCES.map((source) => [source.name.replace(/(\/index)?\.ts$/, ''), imports(source)]));
  const circles: string[] = [];
  const visit = (name: string, path: string[]) => {
    if (path.includes(name)) {
      circles.push([...path.slice(path.indexOf(name)), name].join(' > '));
    } else if (!done.has(name)) {
      (next.get(name) ?? []).forEach((to) => {
        visit(to, [...path, name]);
      });
      done.add(name);
    }
  };
  const done = new Set<string>();
  for (const name of next.keys()) {
    visit(name, []);
  }
  expect(circles).toEqual([]);
});

test('what a module keeps, it keeps by construct: apps share the modules, and so do suites', () => {
  const keeping = SOURCES.filter(({ text }) =>
    /^(export )?let |^(export )?const [^=]+= new (Map|Set)\b.*\(\);$|^ +.*static (?!readonly)\w+[:?=]/m.test(text),
  );
  expect(keeping.map(({ name }) => name)).toEqual(['core/private/model/version.ts']); // which reads it once
});

test('permissions are data: they import types, sources and what vendors share of both', () => {
  for (const { text } of SOURCES.filter(({ name }) => name.endsWith('permissions.ts'))) {
    expect(
      text
        .match(/^import (?!type )[^;]*;/gm)
        ?.filter(
          (statement) =>
            !/from '(\.\.?\/(\w+\/)?(sources|aws-sources|([\w-]+-)?permissions)|.*\/core\/private\/model\/.*)';$/.test(statement),
        ),
    ).toEqual([]);
  }
});

test('files stay small: constructs up to 150 lines, core up to 120; data may be longer', () => {
  const limit = (name: string) => (/(permissions|rules)\.ts$/.test(name) ? 1000 : name.startsWith('core') ? 120 : 150);
  expect(SOURCES.filter(({ name, text }) => text.split('\n').length - 1 > limit(name)).map(({ name }) => name)).toEqual([]);
});

test('the published package depends on nothing but its peers', () => {
  const { dependencies, bundledDependencies, peerDependencies } = JSON.parse(readFileSync(join(SRC, '..', 'package.json'), 'utf8'));
  expect([dependencies, bundledDependencies, Object.keys(peerDependencies)]).toEqual([undefined, undefined, ['aws-cdk-lib', 'constructs']]);
});

test('what is for tests only is not imported', () => {
  expect(SOURCES.flatMap(imports).filter((from) => /cloud-copilot|cdk-nag|aws-sdk/.test(from))).toEqual([]);
});
