import type { VendorAccess } from '../../core';
import type { CloudBerryBucketOptions } from './backup-options';

/** Properties of `CloudBerryManagedBackup`. */
export interface CloudBerryManagedBackupProps extends CloudBerryBucketOptions {
  /**
   * The principal of the provider: a user that issues temporary credentials to the agents (federation), or a role that MSP360 assumes, with
   * its account id and your Provider ID as external id. Only the Management Console shows both; this library does not guess them.
   *
   * @default VendorAccess.iamUser()
   */
  readonly access?: VendorAccess;

  /**
   * Whether the principal issues temporary credentials with `sts:GetFederationToken`. An error with a role: AWS refuses the call to roles.
   *
   * @default - true with a user, false with a role
   */
  readonly federation?: boolean;
}
