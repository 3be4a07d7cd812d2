import type { MonitoringDefaults } from './monitoring';
import type { Source } from './permission-set';

/** The kinds of access, by the factory of `VendorAccess`; the user or role of another construct counts as an existing one. */
export type AccessKind = 'iamUser' | 'existingUser' | 'vendorRole' | 'pendingVendorRole' | 'workloadRole' | 'existingRole';

export const USERS: readonly AccessKind[] = ['iamUser', 'existingUser'];
export const ROLES: readonly AccessKind[] = ['vendorRole', 'existingRole'];

/** The kinds of access that a product takes, and the page that says so. */
export interface TakenAccess {
  readonly kinds: readonly AccessKind[];
  /** The accounts that the vendor assumes roles from, by partition. Default: no page says them */
  readonly accounts?: Readonly<Record<string, readonly string[]>>;
  readonly source: Source;
}

/** A product, with the name that users see and the page that its permissions come from. */
export interface Product {
  readonly name: string;
  /** The Sid of the statement that revokes sessions, and the id of the warning about a time in the future. */
  readonly revokes: { readonly sid: string; readonly early: string };
  readonly access: TakenAccess;
  readonly monitoring: MonitoringDefaults;
  readonly source: Source;
}

/** The ids of a vendor's warnings begin with its name. */
export const vendorOf = ({ revokes }: Product): string => revokes.early.split('.')[0];
