import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { VendorBucketOptions } from '../../core';
import type { CloudBerryPermissions } from './permissions-edition';
import type { CloudBerryProtection } from './protection';

/** What CloudBerry may do with a bucket. */
export interface CloudBerryBackupOptions {
  /**
   * Which of the vendor's lists of permissions.
   *
   * @default CloudBerryPermissions.CURRENT
   */
  readonly permissions?: CloudBerryPermissions;

  /**
   * Limits it to the keys below this path, such as `office/pc-1`. A slash is added to its end, so that `pc-1` does not reach `pc-10`.
   *
   * The agent can then list that path only, not the root of the bucket; and the keys of unfinished multi-part uploads remain visible in the
   * whole bucket, which AWS cannot narrow. Can be a token, such as the value of a parameter.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;

  /**
   * What a stolen key can destroy.
   *
   * @default CloudBerryProtection.asDocumented(), with a warning
   */
  readonly protection?: CloudBerryProtection;

  /**
   * Let the product write the lifecycle rules of the bucket; it replaces all that are there. Whoever may write rules can let everything expire
   * that is not locked, and move everything, locked or not, to where it is slow and dear to read. So this is a warning without Object Lock, and an
   * error with `recoverableDeletes()`.
   *
   * @default false
   */
  readonly manageLifecycle?: boolean;

  /**
   * Let the agent change the Object Lock settings of the bucket, which the construct sets otherwise. Who may do so can take the default
   * retention away. Gives a warning.
   *
   * @default false
   */
  readonly lockManagedByAgent?: boolean;
}

/** The bucket that CloudBerry backs up to, and what it may do with it. */
export interface CloudBerryBucketOptions extends VendorBucketOptions, CloudBerryBackupOptions {
  /**
   * A bucket of your own, of this app or imported, in place of a new one. What cannot be checked is a warning.
   *
   * @default - a new bucket
   */
  readonly bucket?: s3.IBucket;

  /**
   * Enable ACLs on the new bucket (object ownership BucketOwnerPreferred), for agents that set one on what they write. Without, S3 refuses
   * every call that sets an ACL, whatever the permissions.
   *
   * @default false
   */
  readonly objectAcls?: boolean;
}
