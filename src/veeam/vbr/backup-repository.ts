import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { VendorAccess, VendorBucketAccess } from '../../core';
import { testConnection } from '../../core/private/operate/connection-test';
import { bucketAccess } from '../../core/private/provision/bucket-access';
import { retentionStatements } from '../../core/private/provision/retention-limit';
import { throwIfWrong } from '../../core/private/validation/construct-props';
import { allBuckets } from '../all-buckets';
import { addAppliance } from '../archiver/archiver';
import { repositoryShape, warnAboutUnlimitedLocks } from '../immutability';
import { BACKUP_LABELS } from '../setup-labels';
import { BACKUP } from '../sources';
import { backupAppliance } from './backup-appliance';
import { lockingOf, withheldBy } from './backup-locks';
import type { VeeamBackupRepositoryProps } from './backup-repository-props';
import { backupSets } from './backup-sets';
import { backupProfile } from './bucket-profile';
import { BACKUP_PROPS } from './prop-types';

/**
 * Creates an Amazon S3 repository for Veeam Backup & Replication 13: for the performance, capacity or archive tier.
 *
 * Creates the bucket (ACLs disabled; encrypted; no public access; TLS 1.2; kept when the stack is deleted; Object Lock and versioning
 * only with `immutability`), an IAM user in a group, and its access key in Secrets Manager. The user gets the permissions that Veeam documents for
 * the tier, only on this bucket. With an `appliance`, it gets a second policy for EC2.
 *
 * Does not create: lifecycle rules, a default retention, replication (Veeam supports none of them), a bucket for access logs. The user can neither
 * shorten nor bypass a retention, delete what is locked, nor change any setting of the bucket. Never granted: permissions in IAM, and those to create
 * a network.
 *
 * Errors at synth: settings of the bucket that Veeam does not support, now or after aspects have run, a limit of retention that Veeam would exceed, a
 * period that is not 1 to 999 days, an appliance in a network that Veeam creates, a read-only server that writes, a role, because Veeam accepts an
 * access key only.
 *
 * @see https://helpcenter.veeam.com/docs/vbr/userguide/required_permissions.html
 * @example
 * const backups = new veeam.VeeamBackupRepository(this, 'Backups', {
 *   immutability: true,
 *   immutabilityPeriod: Duration.days(30),
 *   maximumRetention: Duration.days(60), // the period, and the 30 days that Veeam adds
 * });
 * backups.addSetupOutputs();
 */
export class VeeamBackupRepository extends VendorBucketAccess {
  /** Veeam's permissions for the appliance, if there is one. */
  public readonly appliancePolicy?: iam.ManagedPolicy;

  public constructor(scope: Construct, id: string, props: VeeamBackupRepositoryProps = {}) {
    super(scope, id);
    throwIfWrong(this, props, BACKUP_PROPS);
    const { access = VendorAccess.iamUser(), appliance, bucket, immutability = false, immutabilityPeriod, readOnly } = props;
    this._access = bucketAccess(this, props, {
      product: BACKUP,
      labels: BACKUP_LABELS,
      access,
      bucket,
      shape: repositoryShape(immutability),
      profile: backupProfile({ immutability }),
      bucketStatements: retentionStatements({ maximumRetention: props.maximumRetention }),
      withheld: withheldBy(props),
      locking: lockingOf(props),
      sets: backupSets(props),
      restoreSets: backupSets({ ...props, readOnly: true }),
      resources: allBuckets(this),
    });
    if (immutabilityPeriod) {
      const value = `${immutabilityPeriod.toDays()}`;
      this._access.setup.push({ field: 'ImmutabilityPeriod', description: "Veeam: 'Make backups immutable', in days", value });
    }
    if (appliance) {
      const { _plan: plan } = appliance;
      this.appliancePolicy = addAppliance(this, this._access, plan, backupAppliance(plan, props));
    }
    if (!readOnly) {
      warnAboutUnlimitedLocks(this, props);
    }
    testConnection(this, this._access, props.connectionTest);
  }
}
