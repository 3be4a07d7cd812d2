/** Options of `VendorAccess.existingUser`. */
export interface ExistingUserAccessOptions {
  /**
   * Allows credentials that `sts:GetSessionToken` issued to this user to reach the bucket. What other policies allow does not change.
   *
   * @default false
   */
  readonly allowSessionTokens?: boolean;
}
