import type { UserAccess } from '../../core';
import type { CloudBerryBucketOptions } from './backup-options';

/** Properties of `CloudBerryBackupUser`. */
export interface CloudBerryBackupUserProps extends CloudBerryBucketOptions {
  /**
   * The user whose access key is typed into the agent, which takes nothing else.
   *
   * @default VendorAccess.iamUser()
   */
  readonly access?: UserAccess;
}

/** Options of `CloudBerryBackupUser.addBucket`. */
export interface CloudBerryAddBucketOptions {
  /**
   * Limits the user to the keys below this path of the further bucket. Can be a token, such as the value of a parameter.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;
}
