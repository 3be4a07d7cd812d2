import { ACCESS_ALT, reachAlt } from '../pictures';
import { PROMISES, REACH } from '../promises';
import { constructRows, read } from './guide';
import { code, type Html, html, joined, scrolling, table } from './html';
import type { Page } from './layout';
import { fileLink, link } from './links';
import { blocksOf, inline, rendered } from './markdown';
import { type ProductPage, pageOf } from './products';

const README = 'README.md';

/** For light and dark pages. */
const picture = (name: string, alt: string): Html =>
  scrolling(
    'Picture',
    html`<picture><source media="(prefers-color-scheme: dark)" srcset="images/${name}-dark.svg"><img src="images/${name}-light.svg" alt="${alt}" class="${name}"></picture>`,
  );

function productsShown(pages: readonly ProductPage[]): Html {
  const rows = constructRows().map(({ construct, creates, guide, product }) => {
    const page = pages.find((one) => one.construct === construct);
    const options = page ? html`${link(`${pageOf(construct)}#options-and-policies`, `${page.variants.length}`)}` : '';
    return [page ? link(pageOf(construct), product) : link(fileLink(guide), product), inline(creates, README), options];
  });
  return table('Products', ['product', 'creates', 'options shown'], rows);
}

export function indexPage(pages: readonly ProductPage[]): Page {
  const [, { lines }] = blocksOf(read(README));
  const install = blocksOf(read(README).split('\n## Install\n')[1]).filter(({ kind }) => kind === 'code');
  const promises = PROMISES.map((one) => [
    inline(one.what, README),
    joined(one.commands.map(code), html`<br>`),
    inline(one.figure, README),
  ]);
  const content = html`<p class="lede">${inline(lines.join(' '), README)}</p>
${picture('access', ACCESS_ALT)}
<h2 id="products">Products</h2>
<p>Each page shows the policies that the library writes, beside those that the vendor publishes.</p>
${productsShown(pages)}
<p>Another question: ${link('actions.html', 'who needs an action, and why')}?</p>
<h2 id="install">Install</h2>
${rendered(install.slice(0, 2), README, 'Install')}
<h2 id="promises">What you can rely on</h2>
${table('Promises', ['promise', 'shown by', 'figure'], promises)}
<h2 id="reach">Narrower than documented</h2>
<p>Requests that are allowed, of a fixed set: each pair on its own scale.</p>
${picture('reach', reachAlt(REACH))}`;
  return { file: 'index.html', title: 'cdk-vendor-access', content };
}
