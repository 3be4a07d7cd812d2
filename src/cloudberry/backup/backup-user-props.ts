import type { UserAccess } from '../../core';
import type { CloudBerryBucketOptions } from './backup-options';

/** Properties of `CloudBerryBackupUser`. */
export interface CloudBerryBackupUserProps extends CloudBerryBucketOptions {
  /**
   * The user whose access key is entered in the agent. The agent accepts no other credentials.
   *
   * @default VendorAccess.iamUser()
   */
  readonly access?: UserAccess;
}

/** Options of `CloudBerryBackupUser.addBucket`. */
export interface CloudBerryAddBucketOptions {
  /**
   * The path that limits the user to the keys below it in the additional bucket. Can be a token, such as the value of a parameter.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;
}
