// npm run site: writes the site into .site, from the data and from what the library synthesizes. Nothing of it is committed.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { step } from '../../test/tools/report';
import { actionsPage, needs } from './actions-page';
import { read } from './guide';
import { indexPage } from './index-page';
import { document, type Page } from './layout';
import { blocksOf, rendered } from './markdown';
import { bucketsOf, productPage } from './product-page';
import { type ProductPage, products } from './products';
import type { Variant } from './variant';

const ROOT = join(__dirname, '..', '..');
export const FOLDER = join(ROOT, '.site');

/** A page of the repository as a page of the site. */
function markdownPage(file: string, name: string): Page {
  const [heading, ...blocks] = blocksOf(read(file));
  const title = heading.lines[0].replace(/^# /, '');
  return { file: name, title, content: rendered(blocks, file, title), kind: 'wide' };
}

/** What a page shows of the library's policies, for programs. */
function policiesOf(variant: Variant) {
  const own = variant.accesses.flatMap(({ policies }) => policies.filter(({ kind, version }) => version !== undefined || kind === 'trust'));
  const buckets = bucketsOf(variant).filter(({ policy }) => policy !== undefined);
  return [
    ...own.map(({ document: policy, kind, path }) => ({ kind, path, policy })),
    ...buckets.map(({ name, policy }) => ({ kind: 'bucket', path: name, policy })),
  ];
}

/** Every file that the site makes, beside its style, its script and the pictures. */
export function site(all: readonly ProductPage[] = products()): Record<string, string> {
  const actions = needs(all);
  const pages = [
    indexPage(all),
    ...all.map((product) => productPage(product, (action) => actions.has(action))),
    actionsPage(actions),
    ...['errata', 'warnings', 'relations'].map((name) => markdownPage(`docs/${name}.md`, `${name}.html`)),
  ];
  const policies = all.flatMap(({ variants, vendor }) =>
    variants.map((variant) => [`policies/${vendor}-${variant.id}.json`, `${JSON.stringify(policiesOf(variant), undefined, 2)}\n`]),
  );
  return { ...Object.fromEntries(pages.map((page) => [page.file, document(page)])), ...Object.fromEntries(policies) };
}

export async function write(folder = FOLDER): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  for (const [file, text] of Object.entries(site())) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  cpSync(join(__dirname, 'assets'), folder, { recursive: true });
  cpSync(join(ROOT, 'docs', 'images'), join(folder, 'images'), { recursive: true });
}

if (require.main === module) {
  void step(`Writing ${FOLDER}`, write);
}
