import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { VendorAccess, VendorBucketAccessOptions, VendorBucketOptions } from '../core';
import type { DatadogUsage } from './usage';

/** Properties of `DatadogLogArchive`. */
export interface DatadogLogArchiveProps extends VendorBucketOptions, VendorBucketAccessOptions {
  /**
   * The principal that Datadog uses. Usually the role of your AWS integration, which exists: `VendorAccess.existingRole`. For a new one,
   * `VendorAccess.vendorRole`, or `pendingVendorRole` as long as Datadog has not issued the external id; `DatadogAccount` has its account.
   *
   * Datadog takes access keys (`VendorAccess.iamUser`) in the China regions and in AWS GovCloud (US) only, and rehydrates with roles only.
   */
  readonly access: VendorAccess;

  /**
   * A bucket of your own, of this app or imported, in place of a new one. What cannot be checked is a warning.
   *
   * @default - a new bucket
   */
  readonly bucket?: s3.IBucket;

  /**
   * What Datadog does with the archive.
   *
   * @default DatadogUsage.ARCHIVE_AND_REHYDRATE
   */
  readonly usage?: DatadogUsage;

  /**
   * The prefix directory of the archive, as entered in Datadog. Datadog reads and writes below it only; the names of all other objects of the
   * bucket remain visible to it, because its page limits the listing to no path. Can be a token, such as the value of a parameter.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;

  /**
   * Keeps old versions in the new bucket. Datadog can overwrite archives, but not delete old versions, so an overwritten archive can be recovered.
   *
   * @default true
   */
  readonly versioned?: boolean;
}
