import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Denial } from '../model/denials';
import type { PermissionSet } from '../model/permission-set';
import type { Product } from '../model/product';
import { PACKAGE } from '../model/version';

/** What a page of docs/permissions says, for programs. */
interface Page {
  readonly sets: readonly PermissionSet[];
  readonly denials: readonly Denial[];
  readonly products: readonly Product[];
}

/** The permissions of all vendors, with their reasons and sources. */
export interface Known {
  /** By id. */
  readonly sets: ReadonlyMap<string, PermissionSet>;
  readonly denials: readonly Denial[];
  /** The products whose statement with this Sid revokes sessions. */
  readonly revocations: ReadonlyMap<string, Product>;
  /** The page of a set, beside this package. */
  pageOf(set: string): string;
}

/** Reads the data that is generated for each vendor, so that nothing here has to name one. */
export function readKnown(root = PACKAGE): Known {
  const folder = join(root, 'docs', 'permissions');
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const pages = files.map((file): [string, Page] => [file.replace('.json', '.md'), JSON.parse(readFileSync(join(folder, file), 'utf8'))]);
  const sets = pages.flatMap(([, page]) => page.sets);
  const pageOf = new Map(pages.flatMap(([file, page]) => page.sets.map(({ id }) => [id, `docs/permissions/${file}#${anchor(id)}`])));
  return {
    sets: new Map(sets.map((set) => [set.id, set])),
    denials: pages[0][1].denials, // the same on every page
    revocations: new Map(pages.flatMap(([, page]) => page.products.map((product) => [product.revokes.sid, product]))),
    pageOf: (set) => pageOf.get(set) ?? '',
  };
}

/** As GitHub makes it of a heading. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replace(/ /g, '-');
