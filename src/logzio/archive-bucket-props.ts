import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { VendorAccess, VendorBucketAccessOptions, VendorBucketOptions } from '../core';
import type { LogzioUsage } from './usage';

/** Properties of `LogzioArchiveBucket`. */
export interface LogzioArchiveBucketProps extends VendorBucketOptions, VendorBucketAccessOptions {
  /**
   * The principal that Logz.io uses: an IAM user with an access key, or a role that Logz.io's account assumes, which Logz.io recommends.
   *
   * @default VendorAccess.iamUser()
   */
  readonly access?: VendorAccess;

  /**
   * Your own bucket, of this app or imported, instead of a new one. ACLs must be enabled on it. Settings that cannot be checked give a
   * warning.
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
   * Whether the new bucket keeps old versions. Logz.io's principal can overwrite archives but not delete old versions. With versioning, you
   * can therefore recover an archive that a stolen key overwrote.
   *
   * @default true
   */
  readonly versioned?: boolean;

  /**
   * Allows Logz.io's own user to search the archive before a restore (power search), with the bucket policy. That user can list and read
   * the whole archive, for any `usage`. Only in partition `aws`. The policy of a new bucket is then deleted with the stack, although the
   * bucket is kept: otherwise, Logz.io could still read it.
   *
   * All customers of Logz.io share that user. Only Logz.io can prevent another customer from searching your archive by the name of its
   * bucket.
   *
   * @default false
   */
  readonly powerSearch?: boolean;

  /**
   * Allows Logz.io to send an ACL with the objects that it writes, `private` or `bucket-owner-full-control`. Not documented by Logz.io: try
   * it if archiving is refused although the connection test succeeds.
   *
   * @default false
   */
  readonly objectAcl?: boolean;
}
