import type { Source } from '../../src/core/private/model/permission-set';
import { LEGEND, type Vendor } from '../../test/vendors';
import { code, type Html, html } from './html';
import type { Page } from './layout';
import { link, sourceLink } from './links';
import { said } from './markdown';
import { type ProductPage, pageOf } from './products';

/** That a set grants an action, or leaves it out, and why. */
interface Need {
  readonly action: string;
  readonly product: string;
  readonly page?: string;
  readonly set: string;
  readonly why: string;
  readonly verdict: string;
  /** On which resources. */
  readonly on?: Html;
  readonly source: Source;
}

const uses = ({ variants }: ProductPage, set: string): boolean => variants.some(({ sets }) => sets.includes(set));

function needsOf({ legend, sets: all }: Vendor, pages: readonly ProductPage[]): Need[] {
  return all.flatMap(({ deviations, groups, id, product }) => {
    const page = pages.find(({ title }) => `${product}:`.startsWith(`${title}:`)) ?? pages.find((one) => uses(one, id));
    const of = { product, set: id, ...(page ? { page: pageOf(page.construct) } : {}) };
    const granted = groups.flatMap(({ actions, evidence, on, source, why }) =>
      actions.map((action): Need => ({ ...of, action, why, verdict: evidence, on: said({ ...LEGEND, ...legend }[on] ?? on), source })),
    );
    const withheld = deviations
      .filter(({ kind }) => kind === 'withheld')
      .flatMap(({ actions, reason, source }) =>
        actions.map((action): Need => ({ ...of, action, why: reason, verdict: 'withheld', source })),
      );
    return [...granted, ...withheld];
  });
}

/** Each action with all who need it, in alphabetical order. */
export function needs(pages: readonly ProductPage[]): Map<string, Need[]> {
  const vendors = [...new Map(pages.map(({ data, vendor }) => [vendor, data])).values()];
  const all = vendors.flatMap((data) =>
    needsOf(
      data,
      pages.filter((page) => page.data === data),
    ),
  );
  const actions = [...new Set(all.map(({ action }) => action))].sort((one, other) => one.localeCompare(other, 'en'));
  return new Map(actions.map((action) => [action, all.filter((one) => one.action === action)]));
}

function needShown({ on, page, product, set, source, verdict, why }: Need): Html {
  const name = page ? link(page, product) : product;
  return html`<li><b class="${verdict === 'withheld' ? 'out' : 'in'}">${verdict}</b> ${name} (${code(set)}): ${said(why)}.
<span class="source">${on ? html`On ${on}. ` : ''}${sourceLink(source)}</span></li>`;
}

/** Who needs an action, and why. The filter is a part of the page that only the script shows. */
export function actionsPage(all: ReadonlyMap<string, readonly Need[]>): Page {
  const content = html`<p class="lede">Which product needs an action, for what, and where that is written. <b class="out">withheld</b> is what a page of a vendor lists and the library does not grant.</p>
<search class="filter" hidden><label for="filter">Filter by action, product, or reason</label>
<input id="filter" type="search" autocomplete="off" spellcheck="false" placeholder="s3:RestoreObject" aria-describedby="found"> <span id="found" role="status"></span></search>
<p>${all.size} actions.</p>
<div class="actions">${[...all].map(
    ([action, of]) => html`<section class="action" aria-labelledby="${action}"><h2 id="${action}">${link(`#${action}`, action)}</h2>
<ul class="notes">${of.map(needShown)}</ul></section>\n`,
  )}</div>`;
  return { file: 'actions.html', title: 'Who needs which action, and why', content };
}
