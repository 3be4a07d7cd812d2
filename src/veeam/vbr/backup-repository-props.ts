import type { Duration } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { UserAccess, VendorBucketAccessOptions, VendorBucketOptions } from '../../core';
import type { VeeamArchiverAppliance } from '../archiver/archiver-appliance';
import type { VeeamBackupGrantOptions } from './backup-grant-options';

/** Properties of `VeeamBackupRepository`. */
export interface VeeamBackupRepositoryProps extends VendorBucketOptions, VendorBucketAccessOptions, VeeamBackupGrantOptions {
  /**
   * The user whose access key is entered in Veeam's console, which accepts nothing else.
   *
   * @default VendorAccess.iamUser()
   */
  readonly access?: UserAccess;

  /**
   * Your own bucket, of this app or imported. With `immutability`, it must have Object Lock. Settings that cannot be checked give a warning.
   * Required with `readOnly`: the bucket of the first server.
   *
   * @default - a new bucket
   */
  readonly bucket?: s3.IBucket;

  /**
   * The period that is entered in Veeam's console, 1 to 999 whole days. Not a token. Only with `immutability`. Shown in the outputs, and
   * compared with `maximumRetention`.
   *
   * @default - you enter the period yourself, or choose the entire duration of the retention policy
   */
  readonly immutabilityPeriod?: Duration;

  /**
   * The longest time that anyone may lock an object of the bucket, in whole days. Only with `immutability`. Veeam locks for the immutability
   * period or, if you choose so, for the retention of the backup, and adds 30 days in an S3 tier (Block Generation).
   *
   * Without it, anyone with the key can lock what they write, and its cost, for a hundred years, which is a warning
   * (`cdk-vendor-access:veeam.unlimitedRetention`). The policy of the bucket denies longer locks, and event holds, which have no end.
   * Can be a token: a `Duration.days` of the value of a parameter.
   *
   * @default - no limit
   */
  readonly maximumRetention?: Duration;

  /**
   * Lets Veeam launch an appliance, an EC2 instance: the helper appliance of an S3 tier or the archiver appliance of the archive tier. Only in a
   * given network: `VeeamArchiverNetwork.appliance()` or `VeeamArchiverAppliance.inNetwork()`.
   *
   * @default - none: no permission in EC2
   */
  readonly appliance?: VeeamArchiverAppliance;

  /**
   * Lets the appliance run in an account that encrypts volumes by default. Only with `appliance`. If the account's default key is your own, set
   * `volumeKey` of the appliance instead, which includes it.
   *
   * @default false, or true with a `volumeKey`
   */
  readonly ebsEncryption?: boolean;
}
