import type { Source } from './permission-set';

/** A product, as it is named to the user, and the page that its permissions come from. */
export interface Product {
  readonly name: string;
  /** What its Sids begin with and, in small letters, the ids of its warnings. */
  readonly vendor: string;
  readonly source: Source;
}
