import type { Source } from './permission-set';

/** A product, with the name that users see and the page that its permissions come from. */
export interface Product {
  readonly name: string;
  /** The Sid of the statement that revokes sessions, and the id of the warning about a time in the future. */
  readonly revokes: { readonly sid: string; readonly early: string };
  readonly source: Source;
}
