import type { Duration } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { UserAccess, VendorBucketOptions } from '../../core';
import type { VeeamArchiverAppliance } from '../archiver/archiver-appliance';
import type { VeeamM365GrantOptions } from './m365-grant-options';

/** Properties of `VeeamM365Repository`. */
export interface VeeamM365RepositoryProps extends VendorBucketOptions, VeeamM365GrantOptions {
  /**
   * The user whose access key is typed into Veeam's console, which takes nothing else.
   *
   * @default VendorAccess.iamUser()
   */
  readonly access?: UserAccess;

  /**
   * A bucket of your own, of this app or imported, in place of a new one. With `immutability` it must have Object Lock, without it neither Object
   * Lock nor versions. What cannot be checked is a warning.
   *
   * @default - a new bucket
   */
  readonly bucket?: s3.IBucket;

  /**
   * The longest that anybody may lock an object of the bucket, in whole days. Only with `immutability`. Add what Veeam adds to the period that you
   * choose there: 10 days for backups, 30 for backup copies.
   *
   * Without it, who has the key can lock what he writes, and its cost, for a hundred years, which is a warning
   * (`cdk-vendor-access:veeam.unlimitedRetention`). Denied by the policy of the bucket, together with event holds, which have no end.
   * Can be a token: a `Duration.days` of the value of a parameter.
   *
   * @default - no limit
   */
  readonly maximumRetention?: Duration;

  /**
   * The only mode in which objects of the bucket may be locked: that which you choose in Veeam, where compliance is the default. Only with
   * `immutability`. Denied otherwise by the policy of the bucket.
   *
   * Nobody can lift a lock in compliance mode, not even the owner of the account, which is a warning if you choose it here
   * (`cdk-vendor-access:veeam.complianceMode`).
   *
   * @default - either mode
   */
  readonly lockMode?: s3.ObjectLockMode;

  /**
   * Let Veeam launch an archiver appliance, an EC2 instance that copies backups inside of AWS. Only with usage `BACKUP_COPY`.
   *
   * @default - none: no permission in EC2
   */
  readonly archiverAppliance?: VeeamArchiverAppliance;
}
