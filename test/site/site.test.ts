import { site } from '../../docs/site/build';
import { theirsOf } from '../../docs/site/documented';
import { html } from '../../docs/site/html';
import { blocksOf, inline, rendered } from '../../docs/site/markdown';
import { products } from '../../docs/site/products';
import { NAMES } from '../found';
import { productsOf, VENDORS } from '../vendors';
import { markupProblems } from './markup';
import { policyProblems } from './policies';

// The defaults of each product: npm run test:site makes all options, and uses the site in a browser.
const ALL = products('defaults');
const FILES = site(ALL);
const PAGES = Object.entries(FILES).filter(([file]) => file.endsWith('.html'));

test('there is a page for every product that a folder has, with its policy and that of the vendor', () => {
  const titles = PAGES.flatMap(([, markup]) => /<h1>(.*)<\/h1>/.exec(markup)?.[1].replace('&amp;', '&') ?? []);
  expect(NAMES.flatMap((name) => productsOf(name)).filter(({ name }) => !titles.includes(name))).toEqual([]);
  const constructs = Object.values(VENDORS).flatMap(({ accesses }) => Object.entries(accesses).filter(([, kinds]) => kinds !== 'none'));
  for (const [construct] of constructs) {
    const parts = ['What the library grants', 'data-policy="Stack/', 'What the vendor&#39;s page asks for', 'In your app', 'Reach'];
    const page = FILES[`${construct}.html`] ?? '';
    expect([construct, parts.filter((part) => !page.includes(part.replace('&#39;', "'")))]).toEqual([construct, []]);
  }
});

test.each(PAGES)('%s is balanced and escaped', (_, markup) => {
  expect(markupProblems(markup)).toEqual([]);
  expect(markup.match(/undefined|\[object |NaN/g)).toBeNull();
});

test('broken markup is noticed', () => {
  expect(markupProblems('<p>a <b>c</p></b>')).not.toEqual([]);
  expect(markupProblems('<p>a')).toEqual(['<p> is not closed']);
  expect(markupProblems('<p>1 < 2</p>')).toEqual([expect.stringContaining('not escaped')]);
  expect(markupProblems('<p>R&D</p>')).toEqual([expect.stringContaining('not escaped')]);
});

test('texts are escaped, in elements, in attributes and in Markdown', () => {
  const text = `<b title="x" id='y'>R&D</b>`;
  const escaped = '&lt;b title=&quot;x&quot; id=&#39;y&#39;&gt;R&amp;D&lt;/b&gt;';
  expect(`${html`<p class="${text}">${text}${[text]}${html`<br>`}</p>`}`).toBe(`<p class="${escaped}">${escaped}${escaped}<br></p>`);
  expect(`${inline(`\`${text}\` ${text} **a<b** [<](https://example.com/?a&b)`, 'README.md')}`).toBe(
    `<code>${escaped}</code> ${escaped} <strong>a&lt;b</strong> <a href="https://example.com/?a&amp;b">&lt;</a>`,
  );
  expect(`${rendered(blocksOf('| a | b |\n|---|---|\n| `x \\| y` | <i> |\n'), 'README.md', '"')}`).toMatch(
    /aria-label="&quot;".*<td><code>x \| y<\/code><\/td><td>&lt;i&gt;<\/td>/,
  );
});

test.each(ALL.map((product) => [product.construct, product] as const))('%s: the policies are those that are synthesized', (_, product) => {
  const [{ id }] = product.variants;
  const [, ours = ''] = FILES[`${product.construct}.html`].split('<h4>What the library grants</h4>');
  const policies = ours.split("<h4>What the vendor's page")[0].split('<div class="policy" data-policy="').slice(1);
  const shown = policies.map((markup) => ({
    label: markup.split('"')[0],
    text: [...markup.matchAll(/<pre>([\s\S]*?)<\/pre>/g)].map(([, pre]) => textOf(pre)).join(''),
  }));
  expect(policyProblems(product.vendor, id, shown)).toEqual([]);
});

const ENTITIES: Record<string, string> = { '&quot;': '"', '&amp;': '&', '&lt;': '<', '&gt;': '>', '&#39;': "'" };
const textOf = (markup: string): string => markup.replace(/<[^>]*>/g, '').replace(/&(quot|amp|lt|gt|#39);/g, (one) => ENTITIES[one]);

test('whatever is struck out of the page of a vendor has its reason', () => {
  const struck = ALL.flatMap(({ data, variants, vendor }) =>
    variants.flatMap((variant) =>
      theirsOf(vendor, data, variant).flatMap(({ file, statements }) =>
        statements.flatMap(({ notes, struck: out }) =>
          out.map((action) => [file, action, notes.some((one) => one.actions.includes(action))]),
        ),
      ),
    ),
  );
  expect(struck.length).toBeGreaterThan(20);
  expect(struck.filter(([, , hasReason]) => !hasReason)).toEqual([]);
});
