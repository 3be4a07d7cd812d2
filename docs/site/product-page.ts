import type { Access } from '../../src/core/private/explain/access';
import type { BucketFacts } from '../../src/core/private/explain/buckets';
import { doing } from '../../src/core/private/explain/theft';
import { anchorOf } from '../markdown';
import { theirsOf } from './documented';
import { translations } from './guide';
import { code, type Html, html, joined, type Part, table } from './html';
import type { Page } from './layout';
import { fileLink, link } from './links';
import { inline, listing, rendered } from './markdown';
import { bucketPolicyOf, type Listed, oursOf, theirsShown } from './policy';
import { type ProductPage, pageOf } from './products';
import { reachShown } from './reach';
import { templatesOf } from './templates';
import type { Variant } from './variant';

interface Section {
  readonly title: string;
  readonly content: Html;
}

const heading = (title: string): Html => html`<h2 id="${anchorOf(title)}">${title}</h2>`;

/** The page of a product. */
export function productPage(product: ProductPage, isListed: Listed): Page {
  const { construct, creates, guide, title } = product;
  const sections = sectionsOf(product, isListed);
  const content = html`<p class="lede">${code(`${product.vendor}.${construct}`)} creates: ${inline(creates, 'README.md')}.</p>
<p>${link(fileLink(guide.file, product.anchor ? `#${product.anchor}` : ''), 'Guide')} · ${link(fileLink(`docs/permissions/${product.vendor}.md`), 'Every permission and why')} · ${link(fileLink('API.md'), 'API')}</p>
<nav class="contents" aria-label="On this page"><ul>${sections.map((one) => html`<li>${link(`#${anchorOf(one.title)}`, one.title)}</li>`)}</ul></nav>
${sections.map((one) => html`${heading(one.title)}\n${one.content}\n`)}`;
  return { file: pageOf(construct), title, content, kind: 'wide' };
}

function sectionsOf(product: ProductPage, isListed: Listed): Section[] {
  const { construct, guide, reach } = product;
  const snippet = guide.snippetOf(construct);
  const blocks = (title: string, all: ProductPage['guide']['thefts']): Section[] =>
    all.length > 0 ? [{ title, content: rendered(all, guide.file, title) }] : [];
  const templates = templatesOf(construct);
  return [
    ...(snippet === undefined ? [] : [{ title: 'In your app', content: snippetShown(snippet) }]),
    ...(templates ? [{ title: 'Without CDK', content: templates }] : []),
    ...(reach.length > 0 ? [{ title: 'Reach', content: reachShown(product) }] : []),
    ...blocks("In the vendor's console", guide.console),
    ...blocks('What a thief can do', guide.thefts),
    { title: 'Options and policies', content: variantsShown(product, isListed) },
  ];
}

/** In each language; the first one is open. */
function snippetShown(snippet: string): Html {
  const all = Object.entries(translations(snippet));
  return html`<div class="languages">${all.map(
    ([language, text], index) =>
      html`<details name="language"${index === 0 ? html` open` : ''}><summary>${language}</summary>${listing(`Snippet in ${language}`, text)}</details>`,
  )}</div>`;
}

const nameOf = ({ options }: Variant): Html => (options === '' ? html`Default` : inline(options, 'README.md'));

// biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in the policies
const EXAMPLE_NAME = '${Stack/…}';

function variantsShown(product: ProductPage, isListed: Listed): Html {
  const { variants } = product;
  const items = variants.map((variant) => html`<li>${link(`#${variant.id}`, nameOf(variant))}</li>`);
  const [{ accesses }] = variants;
  const account = /::(\d{12}):/.exec(accesses[0]?.arn ?? '')?.[1] ?? '';
  return html`<p>Each is synthesized by the library, in the example account ${account} and the region eu-west-1. ${code(EXAMPLE_NAME)} stands for a name that CloudFormation generates.</p>
<nav class="variants" aria-label="Options"><ul>${items}</ul></nav>
${variants.map((variant) => variantShown(product, variant, isListed))}`;
}

function variantShown({ data, vendor }: ProductPage, variant: Variant, isListed: Listed): Html {
  const theirs = theirsOf(vendor, data, variant);
  const { accesses, id, outputs } = variant;
  return html`<section class="variant" id="${id}" aria-labelledby="${id}-title">
<h3 id="${id}-title">${nameOf(variant)}</h3>
<h4>What it creates</h4>
${createdShown(variant)}
${
  outputs.length === 0
    ? ''
    : html`<h4>What to enter in the vendor's console</h4>
${table(
  'Outputs',
  ['output of addSetupOutputs', 'where to enter it', 'in this example'],
  outputs.map(({ name, value, where }) => [code(name), where, code(value)]),
)}`
}
<div class="compare">
<div><h4>What the library grants</h4>${accesses.map((access) => oursOf(access, isListed))}
${bucketsOf(variant).flatMap((one) => (one.policy ? bucketPolicyOf(one, isListed) : []))}
<p>${link(`policies/${vendor}-${id}.json`, 'The same as a file')}</p></div>
<div><h4>What the vendor's page asks for</h4><p>Struck out: what the library does not grant as it stands there.</p>
${theirs.map((one) => theirsShown(one, isListed))}</div>
</div>
${accesses.map(theftsShown)}
</section>`;
}

/** Those of the app, each once. */
export function bucketsOf({ accesses }: Variant): BucketFacts[] {
  const buckets = accesses.flatMap((access) => access.buckets).filter(({ made }) => made);
  return [...new Map(buckets.map((bucket) => [bucket.name, bucket])).values()];
}

function createdShown(variant: Variant): Html {
  const { created, given } = variant;
  const list = (all: Readonly<Record<string, number>>): Part =>
    joined(
      Object.entries(all).map(([type, count]) => html`${code(type)}${count > 1 ? ` × ${count}` : ''}`),
      ', ',
    );
  return html`<p>${Object.keys(created).length > 0 ? list(created) : 'Nothing.'}</p>
${Object.keys(given).length > 0 ? html`<p>In this example, you bring: ${list(given)}.</p>` : ''}
${bucketsOf(variant).map(({ name, protections }) => {
  const has = Object.keys(protections).filter((one) => protections[one]);
  return html`<p>${code(name)}: ${has.join('; ')}.</p>`;
})}`;
}

/** What the evaluator of the library says of the policies as they will be deployed. */
function theftsShown({ kind, name, thief }: Access): Html {
  const rows = ['yes', 'in part', 'not known', 'no'].flatMap((can) =>
    thief
      .filter((one) => one.can === can)
      .map((one) => [html`<b class="${can === 'no' ? 'in' : 'out'}">${can}</b>`, doing(one, thief), one.only.join('; ')]),
  );
  return html`<details class="thief"><summary>What a thief of the ${kind === 'user' ? 'key' : 'session'} of ${code(name)} can do with these options</summary>
${table(`What a thief of ${name} can do`, ['', 'what', 'limit'], rows)}</details>`;
}
