import type { CallerNetworks } from './caller-networks';
import type { NamingOptions } from './naming-options';

/** Options of `VendorAccess.existingUser`. */
export interface ExistingUserAccessOptions extends NamingOptions {
  /**
   * Allows credentials that `sts:GetSessionToken` issues to this user to access the bucket. Permissions from other policies do not change.
   *
   * @default false
   */
  readonly allowSessionTokens?: boolean;

  /**
   * The networks that the user can use the bucket from: elsewhere, it is denied the bucket and its objects, whatever allows them. Nothing else
   * that the user does is affected. See docs/operate.md for what this rules out.
   *
   * @default - from anywhere
   */
  readonly onlyFrom?: CallerNetworks;
}
