import type { NewRoleOptions } from './new-role-options';

/** Options of every new role for a vendor's account. */
export interface VendorRoleOptions extends NewRoleOptions {
  /**
   * The vendor's AWS account, 12 digits, as the vendor's console shows it. Never your own account.
   *
   * Can be a token, such as the value of a parameter.
   */
  readonly accountId: string;
}

/** Options of `VendorAccess.vendorRole`. */
export interface VendorRoleAccessOptions extends VendorRoleOptions {
  /**
   * The external id that the vendor's console shows for your account: 2 to 1,224 letters, digits and `_+=,.@:/-`.
   *
   * It prevents other customers of the vendor from accessing your account through the vendor, so it must be unique to you. A placeholder gives a warning.
   * Can be a token, such as the value of a parameter.
   */
  readonly externalId: string;
}

/** Options of `VendorAccess.pendingVendorRole`. */
export interface PendingVendorRoleAccessOptions extends VendorRoleOptions {
  /**
   * The external id, as soon as the vendor shows it: 2 to 1,224 letters, digits and `_+=,.@:/-`. Passing it opens the role,
   * removing it closes the role again; the role stays the same one. A placeholder gives a warning.
   *
   * Can be a token, such as the value of a parameter: the role is then open from the start.
   *
   * @default - not known yet: nobody can assume the role
   */
  readonly externalId?: string;
}
