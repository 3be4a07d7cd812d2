import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { VendorBucketAccessOptions, VendorBucketOptions } from '../../core';
import type { CloudBerryPermissions } from './permissions-edition';
import type { CloudBerryProtection } from './protection';

/** What CloudBerry can do with a bucket. */
export interface CloudBerryBackupOptions {
  /**
   * The edition of the vendor's permission list.
   *
   * @default CloudBerryPermissions.CURRENT
   */
  readonly permissions?: CloudBerryPermissions;

  /**
   * The path that limits the product to the keys below it, such as `office/pc-1`. A slash is added, so that `pc-1` does not match `pc-10`.
   *
   * The agent can then list only that path, not the root of the bucket. The keys of unfinished multipart uploads remain visible in the
   * whole bucket, because AWS cannot limit that list. Can be a token, such as the value of a parameter.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;

  /**
   * With `prefix`, allows the agent to browse from the root of the bucket to the prefix, level by level. Inferred: the vendor's pages allow
   * all listings.
   *
   * Anyone with the key then sees the names at the root and on each level above the prefix, which include the names of other computers and of
   * files there. It cannot read them, or list what is inside. HeadBucket and lists of versions stay denied. The prefix cannot be a token,
   * because its levels must be known. The sessions of Managed Backup do not get it: they would see the names of other customers.
   *
   * @default false
   */
  readonly browse?: boolean;

  /**
   * The protection of the backups if the key is stolen.
   *
   * @default CloudBerryProtection.asDocumented(), with a warning
   */
  readonly protection?: CloudBerryProtection;

  /**
   * Allows the product to write the lifecycle rules of the bucket. It replaces all existing rules. Anyone with this permission can expire
   * everything that is not locked, and move everything, even locked objects, to a storage class that is slow and expensive to read. It
   * therefore gives a warning without Object Lock, and an error with `recoverableDeletes()`.
   *
   * @default false
   */
  readonly manageLifecycle?: boolean;

  /**
   * Allows the agent to change the Object Lock settings of the bucket, which are otherwise set by the construct only. Anyone with this
   * permission can remove the default retention. Gives a warning.
   *
   * @default false
   */
  readonly lockManagedByAgent?: boolean;
}

/** The bucket that CloudBerry backs up to, and what it can do with it. */
export interface CloudBerryBucketOptions extends VendorBucketOptions, VendorBucketAccessOptions, CloudBerryBackupOptions {
  /**
   * Your own bucket, of this app or imported, instead of a new one. Settings that cannot be checked give a warning.
   *
   * @default - a new bucket
   */
  readonly bucket?: s3.IBucket;

  /**
   * Enables ACLs on the new bucket (object ownership BucketOwnerPreferred), for agents that set an ACL on what they write. Otherwise, S3
   * refuses every call that sets an ACL, regardless of permissions.
   *
   * @default false
   */
  readonly objectAcls?: boolean;
}
