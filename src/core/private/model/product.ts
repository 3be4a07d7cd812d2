import type { Source } from './permission-set';

/** A product, as it is named to the user, and the page that its permissions come from. */
export interface Product {
  readonly name: string;
  readonly source: Source;
}
