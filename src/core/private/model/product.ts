import type { Source } from './permission-set';

/** The kinds of access, by the factory of `VendorAccess`; the user or role of another construct counts as an existing one. */
export type AccessKind = 'iamUser' | 'existingUser' | 'vendorRole' | 'pendingVendorRole' | 'existingRole';

export const USERS: readonly AccessKind[] = ['iamUser', 'existingUser'];
export const ROLES: readonly AccessKind[] = ['vendorRole', 'existingRole'];

/** How a product gets into the account, and the page that says so. */
export interface TakenAccess {
  readonly kinds: readonly AccessKind[];
  readonly source: Source;
}

/** A product, as it is named to the user, and the page that its permissions come from. */
export interface Product {
  readonly name: string;
  /** The Sid under which sessions are revoked, and the id of the warning that the moment is still to come. */
  readonly revokes: { readonly sid: string; readonly early: string };
  readonly access: TakenAccess;
  readonly source: Source;
}
