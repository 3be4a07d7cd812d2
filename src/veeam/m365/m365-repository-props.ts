import type { Duration } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { UserAccess, VendorBucketAccessOptions, VendorBucketOptions } from '../../core';
import type { VeeamArchiverAppliance } from '../archiver/archiver-appliance';
import type { VeeamM365GrantOptions } from './m365-grant-options';

/** Properties of `VeeamM365Repository`. */
export interface VeeamM365RepositoryProps extends VendorBucketOptions, VendorBucketAccessOptions, VeeamM365GrantOptions {
  /**
   * The user whose access key is entered in Veeam's console. The console accepts no other credentials.
   *
   * @default VendorAccess.iamUser()
   */
  readonly access?: UserAccess;

  /**
   * Your own bucket, of this app or imported, instead of a new one. With `immutability`, it must have Object Lock; without it, it must have
   * neither Object Lock nor versioning. Settings that cannot be checked give a warning.
   *
   * @default - a new bucket
   */
  readonly bucket?: s3.IBucket;

  /**
   * The longest time that anyone can lock an object of the bucket, in whole days. Only with `immutability`. Include the days that Veeam
   * adds to the period that you choose there: 10 for backups, 30 for backup copies.
   *
   * Without a limit, anyone with the key can lock what they write for up to 100 years, and you pay for the storage. This gives a warning
   * (`cdk-vendor-access:veeam.unlimitedRetention`). The policy of the bucket denies longer locks, and event holds, which never expire. Can
   * be a token: a `Duration.days` of the value of a parameter.
   *
   * @default - no limit
   */
  readonly maximumRetention?: Duration;

  /**
   * The only lock mode for objects of the bucket: the mode that you choose in Veeam, where compliance is the default. Only with
   * `immutability`. The policy of the bucket denies the other mode.
   *
   * Nobody, not even the account owner, can remove a lock in compliance mode early. Choosing it here gives a warning
   * (`cdk-vendor-access:veeam.complianceMode`).
   *
   * @default - either mode
   */
  readonly lockMode?: s3.ObjectLockMode;

  /**
   * The archiver appliance that Veeam can launch, an EC2 instance that copies backups inside AWS. Only with usage `BACKUP_COPY`.
   *
   * @default - none: no permissions in EC2
   */
  readonly archiverAppliance?: VeeamArchiverAppliance;
}
