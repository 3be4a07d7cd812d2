import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { launchFiles } from '../docs/launch/files';
import { LAUNCHES, made } from '../docs/launch/launches';
import { CASES } from './cases';
import type { Example } from './e2e/examples';
import { found } from './found';
import { fileOf, inPython, javaFile } from './languages/language';
import type { PageRow, ProductRow } from './reach/rows';
import { VENDORS } from './vendors';

const ROOT = join(__dirname, '..');
const EXAMPLES = found<Record<string, Example>>('examples', 'EXAMPLES');
const PAGES = found<readonly PageRow[]>('reach', 'PAGES');
const PRODUCTS = found<readonly ProductRow[]>('reach', 'PRODUCTS');

const TEMPLATES = Object.keys(launchFiles());

/** A file that has to be there, and what to write into it. */
type Wanted = readonly [file: string, what: string];

/** What every vendor has, in the order of CONTRIBUTING.md. */
function named(vendor: string): Wanted[] {
  const [src, test] = [`src/${vendor}`, `test/${vendor}`];
  const app = (name: string): Wanted => [relative(ROOT, fileOf(vendor, name)), 'the app of languages/app.ts, in this language'];
  return [
    [`${src}/sources.ts`, 'the pages of the vendor that permissions are taken from, each with the day on which it was read'],
    [`${src}/permissions.ts`, 'PERMISSION_SETS: what the product may do, each group with a reason and a source'],
    [`${src}/bucket-profile.ts`, 'the rules for its bucket: what the product cannot work with'],
    [`${test}/documented/README.md`, 'where each file of this folder is from, and when the page was last changed'],
    [`${test}/vendor.ts`, 'VENDOR: its sets, the documented policies that they are compared with, its constructs'],
    [`${src}/bucket-grants.ts`, 'the permissions, for any principal'],
    [`${src}/index.ts`, 'what it exports'],
    [`${src}/README.md`, 'the guide'],
    [`${test}/cases.ts`, 'CASES: every option that changes the template, each in a stack of its own'],
    [`${test}/requests.ts`, 'REQUESTS: what must be allowed in each case, and what must be denied though its action is allowed'],
    [`${test}/wrong-use.test.ts`, 'a test for each mistake of a user, named after it'],
    [`${test}/warnings.ts`, 'WARNINGS: by the id of each of its warnings, a construct that gives it'],
    [`${test}/reach.ts`, 'PAGES: how wide the page of the vendor is; PRODUCTS: how wide each edition may be'],
    [`${test}/grants.ts`, 'GRANTS: what its grants give to principals of the user'],
    [`${test}/launch.ts`, 'LAUNCH: a template for each construct with its usual options, for those who do not use the CDK'],
    [`${test}/examples.ts`, 'EXAMPLES: what the demo and e2e deploy, and how the vendor uses it'],
    [`${test}/languages/app.ts`, 'a function `make(app)` with every kind of access, and a prop of every type'],
    app('app.py'),
    app('app.go'),
    app(javaFile(vendor)),
    [`${test}/languages/cases.py`, 'the cases of cases.ts, in Python'],
    [`docs/permissions/${vendor}.md`, 'npm run docs writes it'],
    [`docs/permissions/${vendor}.json`, 'npm run docs writes it'],
    [`test/compat/kept/${vendor}.json`, 'npm run compat:keep writes it'],
  ];
}

/** What the files that every vendor has name: pages, tests, templates, apps. */
function listed(vendor: string): Wanted[] {
  const test = `test/${vendor}`;
  const { documented = [], tests = [] } = VENDORS[vendor] ?? {};
  const examples = Object.entries(EXAMPLES[vendor] ?? {});
  return [
    ...documented
      .flatMap(({ files }) => files)
      .map((file): Wanted => [`${test}/documented/${file}`, 'the policy of the page, as it stands there']),
    ...tests.map((name): Wanted => [`${test}/${name}.test.ts`, 'its tests, which vendor.ts names']),
    ...Object.keys(CASES[vendor] ?? {}).map((name): Wanted => [`${test}/templates/${name}.json`, 'npm run test:update writes it; read it']),
    ...TEMPLATES.filter((file) => file.startsWith(`docs/templates/${vendor}/`)).map((file): Wanted => [file, 'npm run docs writes it']),
    ...examples.map(([, { app }]): Wanted => [app, 'the app that examples.ts deploys']),
    ...examples
      .filter(([, { app }]) => app.startsWith('examples/'))
      .map(([name]): Wanted => [relative(ROOT, inPython(name)), 'the example in Python']),
  ];
}

/** The files that these import, and what those import, as far as they are the vendor's. */
function imported(vendor: string, files: readonly string[]): Wanted[] {
  const wanted = new Map<string, string>();
  const visit = (file: string): void => {
    for (const [, from] of read(file).matchAll(/from '(\.[^']+)'/g)) {
      const [path] = ['.ts', '/index.ts']
        .map((end) => `${join(dirname(file), from)}${end}`)
        .filter((one, _, all) => existsSync(join(ROOT, one)) || one === all[0]);
      if (path.split('/')[1] === vendor && !wanted.has(path)) {
        wanted.set(path, `${file} imports it`);
        visit(path);
      }
    }
  };
  for (const file of files.filter((one) => one.endsWith('.ts'))) visit(file);
  return [...wanted];
}

const read = (file: string): string => (existsSync(join(ROOT, file)) ? readFileSync(join(ROOT, file), 'utf8') : '');

/** Lines of files that all vendors share, and rows of its own files. */
function lines(vendor: string): string[] {
  const has = (file: string, text: string, what: string) => (read(file).includes(text) ? [] : [`${file}: ${what}`]);
  const test = `test/${vendor}`;
  const pages = (PAGES[vendor] ?? []).flatMap(({ files }) => files);
  const documented = new Set((VENDORS[vendor]?.documented ?? []).flatMap(({ files }) => files));
  const examples = Object.values(EXAMPLES[vendor] ?? {}).filter(({ app }) => app.startsWith('examples/'));
  const launched = [...LAUNCHES.keys()].filter((name) => name.startsWith(`${vendor}/`)).flatMap((name) => made(name).constructs);
  const unlaunched = Object.keys(VENDORS[vendor]?.accesses ?? {}).filter((construct) => !launched.some(({ type }) => type === construct));
  return [
    ...has('src/index.ts', `export * as ${vendor} from './${vendor}';`, `add \`export * as ${vendor} from './${vendor}';\``),
    ...has('README.md', `(src/${vendor}/README.md)`, `add a row to the table of constructs, with the link src/${vendor}/README.md`),
    ...has('README.md', `(docs/permissions/${vendor}.md)`, `add the link docs/permissions/${vendor}.md to the table of constructs`),
    ...has('CHANGELOG.md', `\`${vendor}.`, 'add a line on its constructs'),
    ...[...documented].flatMap((file) => has(`${test}/documented/README.md`, `\`${file}\``, `say where ${file} is from`)),
    ...[...documented].filter((file) => !pages.includes(file)).map((file) => `${test}/reach.ts: add a row of PAGES for ${file}`),
    ...(PRODUCTS[vendor]?.length ? [] : [`${test}/reach.ts: add a row of PRODUCTS, with its bar`]),
    ...unlaunched.map((construct) => `${test}/launch.ts: add a template with ${construct}`),
    ...(examples.length > 0 ? [] : [`${test}/examples.ts: add an app of the folder examples`]),
  ];
}

/** Every file that is the vendor's. */
export function filesOf(vendor: string): string[] {
  const all = (folder: string) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const folders = ['src', 'test', 'docs/templates']
    .map((folder) => `${folder}/${vendor}`)
    .filter((folder) => existsSync(join(ROOT, folder)));
  const inside = folders.flatMap((folder) => all(folder).map(({ name, parentPath }) => relative(ROOT, join(parentPath, name))));
  const beside = ['docs/permissions', 'examples', 'test/compat/kept'].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => new RegExp(`^${vendor}\\b|^${vendor}_`).test(name))
      .map((name) => `${folder}/${name}`),
  );
  return [...inside, ...beside].filter((file) => !file.includes('__pycache__')).sort();
}

/** What a vendor with these files lacks or has too much, each time with the file, and what to do. */
export function faults(vendor: string, files: readonly string[]): string[] {
  const wanted = new Map<string, string>([...named(vendor), ...listed(vendor)]);
  const tests = files.filter((file) => file.startsWith(`test/${vendor}/`) && wanted.has(file));
  for (const [file, why] of imported(vendor, [`src/${vendor}/index.ts`, ...tests])) {
    wanted.set(file, wanted.get(file) ?? why);
  }
  return [
    ...[...wanted].filter(([file]) => !files.includes(file)).map(([file, what]) => `${file} is missing: ${what}`),
    ...lines(vendor),
    ...files
      .filter((file) => !wanted.has(file))
      .map((file) => `${file} is used by nothing: import it, name it in test/${vendor}/vendor.ts or examples.ts, or delete it`),
  ];
}

/** What of its skeleton is still to be done, in the order of the steps. */
export function stepsOf(vendor: string, files: readonly string[]): string[] {
  const shared = ['README.md', 'CHANGELOG.md'].flatMap((file) =>
    read(file)
      .split('\n')
      .filter((line) => line.includes(`\`${vendor}.`))
      .map((line) => [file, line] as const),
  );
  const own = files.flatMap((file) =>
    read(file)
      .split('\n')
      .map((line, index) => [`${file}:${index + 1}`, line] as const),
  );
  const steps = [...own, ...shared].flatMap(([where, line]) => {
    const [, text] = /\bTODO (\d+: [^|]*)/.exec(line) ?? [];
    return text ? [`step ${text.trim()} (${where})`] : [];
  });
  return steps.sort();
}
