import { PRODUCTS } from '../../test/reach/rows';
import { newStack } from '../../test/util';
import { productsOf, VENDORS, type Vendor } from '../../test/vendors';
import { marksIn } from '../applies';
import { constructRows, Guide } from './guide';
import { type Variant, variantOf } from './variant';

export type Reach = (typeof PRODUCTS)[number];

/** All that a page says of a product. */
export interface ProductPage {
  readonly vendor: string;
  readonly data: Vendor;
  readonly construct: string;
  readonly title: string;
  readonly creates: string;
  readonly guide: Guide;
  readonly anchor?: string;
  readonly variants: readonly Variant[];
  readonly reach: readonly Reach[];
}

export const pageOf = (construct: string): string => `${construct}.html`;

/** The cases that stand for options: all of them, or the first one of each construct. */
export type Depth = 'all' | 'defaults';

/** Every product that a folder of `src` has, with each of its options synthesized. */
export function products(depth: Depth = 'all'): ProductPage[] {
  return Object.entries(VENDORS).flatMap(([vendor, data]) => ofVendor(vendor, data, depth));
}

function ofVendor(vendor: string, data: Vendor, depth: Depth): ProductPage[] {
  const seen = new Set<string>();
  const ids = Object.keys(data.applies).filter((id) => depth === 'all' || data.applies[id] === '');
  const variants = ids.map((id) => variantOf(vendor, data, id)).filter(({ construct }) => depth === 'all' || isNew(seen, construct));
  const rows = constructRows().filter(({ construct }) => construct in data.accesses);
  const known = productsOf(vendor).map(({ name }) => name);
  const constructs = [...new Set(variants.map(({ construct }) => construct))];
  return constructs.map((construct) => {
    const own = variants.filter((one) => one.construct === construct);
    const row = rows.find((one) => one.construct === construct);
    const title = own.map(({ product }) => product).find((product) => known.includes(product)) ?? construct;
    const others = rows.filter((one) => constructs.includes(one.construct) && one !== row).map(({ anchor }) => anchor);
    return {
      vendor,
      data,
      construct,
      title,
      creates: row?.creates ?? '',
      guide: new Guide(vendor, row?.anchor, others),
      anchor: row?.anchor,
      variants: own,
      reach: reachOf(vendor, data, construct),
    };
  });
}

function isNew(seen: Set<string>, construct: string): boolean {
  const fresh = !seen.has(construct);
  seen.add(construct);
  return fresh;
}

/** The figures under one name belong to the construct that its first edition creates. */
function reachOf(vendor: string, data: Vendor, construct: string): Reach[] {
  const rows = PRODUCTS.filter((row) => row.vendor === vendor);
  const names = [...new Set(rows.map(({ product }) => product))];
  const own = names.filter((name) => {
    const stack = newStack();
    rows.find(({ product }) => product === name)?.stack(stack);
    return marksIn(stack, data)[0]?.construct === construct;
  });
  return rows.filter(({ product }) => own.includes(product));
}
