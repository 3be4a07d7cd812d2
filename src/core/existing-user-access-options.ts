import type { ExistingAccessOptions } from './existing-access-options';

/** Options of `VendorAccess.existingUser`. */
export interface ExistingUserAccessOptions extends ExistingAccessOptions {
  /**
   * Allows credentials that `sts:GetSessionToken` issues to this user to access the bucket. Permissions from other policies do not change.
   *
   * @default false
   */
  readonly allowSessionTokens?: boolean;
}
