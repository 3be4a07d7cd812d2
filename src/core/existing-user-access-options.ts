/** Options of `VendorAccess.existingUser`. */
export interface ExistingUserAccessOptions {
  /**
   * Allows credentials that `sts:GetSessionToken` issues to this user to access the bucket. Permissions from other policies do not change.
   *
   * @default false
   */
  readonly allowSessionTokens?: boolean;
}
