import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { VendorAccess, VendorBucketOptions } from '../core';
import type { LogzioUsage } from './usage';

/** Properties of `LogzioArchiveBucket`. */
export interface LogzioArchiveBucketProps extends VendorBucketOptions {
  /**
   * The principal that Logz.io uses: an IAM user with an access key, or a role that Logz.io's account assumes, which Logz.io recommends.
   *
   * @default VendorAccess.iamUser()
   */
  readonly access?: VendorAccess;

  /**
   * A bucket of your own, of this app or imported, in place of a new one. ACLs must be enabled on it. What cannot be checked is a warning.
   *
   * @default - a new bucket
   */
  readonly bucket?: s3.IBucket;

  /**
   * What Logz.io does with the bucket.
   *
   * @default LogzioUsage.ARCHIVE_AND_RESTORE
   */
  readonly usage?: LogzioUsage;

  /**
   * Whether the new bucket keeps old versions. Logz.io's principal can overwrite archives, but not delete old versions, so with versions an
   * archive that a stolen key has overwritten can be recovered.
   *
   * @default true
   */
  readonly versioned?: boolean;

  /**
   * Let Logz.io's own user search the archive before a restore (power search), through the policy of the bucket: it lists and reads all of it,
   * whatever the `usage`. Partition `aws` only. The policy of a new bucket is then deleted with the stack, though the bucket is kept: else Logz.io
   * could go on reading.
   *
   * That user is one for all customers of Logz.io: that no other customer has your archive searched by the name of its bucket, is up to Logz.io
   * alone.
   *
   * @default false
   */
  readonly powerSearch?: boolean;

  /**
   * Let Logz.io send an ACL with what it writes, `private` or `bucket-owner-full-control`. Not documented by Logz.io: try it if archiving is
   * refused although the test of the connection succeeds.
   *
   * @default false
   */
  readonly objectAcl?: boolean;
}
