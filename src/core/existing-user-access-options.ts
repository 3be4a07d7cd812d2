/** Options of `VendorAccess.existingUser`. */
export interface ExistingUserAccessOptions {
  /**
   * Let credentials that `sts:GetSessionToken` made for this user reach the bucket too. What other policies allow is not touched either way.
   *
   * @default false
   */
  readonly allowSessionTokens?: boolean;
}
