import type { Source } from './permission-set';

/** A product, as it is named to the user, and the page that its permissions come from. */
export interface Product {
  readonly name: string;
  /** The Sid under which sessions are revoked, and the id of the warning that the moment is still to come. */
  readonly revokes: { readonly sid: string; readonly early: string };
  readonly source: Source;
}

/** The ids of a vendor's warnings begin with its name. */
export const vendorOf = ({ revokes }: Product): string => revokes.early.split('.')[0];
