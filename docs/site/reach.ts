import { type Html, html, type Part, table } from './html';
import { sourceLink } from './links';
import type { ProductPage, Reach } from './products';

const number = (value: number): string => value.toLocaleString('en-US');

/** A bar that says nothing that its number does not say. */
const bar = (value: number, of: number, kind: string): Html =>
  html`<svg class="bar ${kind}" aria-hidden="true" viewBox="0 0 100 1" preserveAspectRatio="none"><rect width="${Math.max(0.5, (100 * value) / of)}" height="1"/></svg>`;

/** How many requests the vendor's page allows, and how many each edition of ours does. */
export function reachShown({ data, reach }: ProductPage): Html {
  const widest = Math.max(...reach.flatMap(({ bar: ours, page }) => [ours, page.allowed]));
  const cell = (value: number, kind: string): Part => html`<span class="figure">${number(value)}</span>${bar(value, widest, kind)}`;
  const rows = reach.map(({ bar: ours, edition, page, product }) => [
    several(reach) ? `${product}: ${edition}` : edition,
    cell(page.allowed, 'theirs'),
    cell(ours, 'ours'),
  ]);
  const pages = [...new Map(reach.map(({ page }) => [page.files.join(), data.transcribed[page.files[0]].source])).values()];
  const sources = [...new Map(pages.map((source) => [source.title, source])).values()];
  return html`<p>Requests that a policy allows, of a fixed set, counted with <code>npm run reach</code>. Fewer is narrower.</p>
${table('Reach', ['edition', "vendor's page", 'this library'], rows, 'reach')}
<p class="source">Pages: ${sources.map((source, index) => [index === 0 ? '' : '; ', sourceLink(source)])}</p>`;
}

const several = (reach: readonly Reach[]): boolean => new Set(reach.map(({ product }) => product)).size > 1;
