import type * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { VendorAccess, VendorBucketAccess } from '../../core';
import { isOfAnotherAccount } from '../../core/private/env/cross-account';
import { testConnection } from '../../core/private/operate/connection-test';
import { bucketAccess } from '../../core/private/provision/bucket-access';
import { lockBreakers, retentionStatements } from '../../core/private/provision/retention-limit';
import { throwIfWrong } from '../../core/private/validation/construct-props';
import { warn } from '../../core/private/validation/warnings';
import { allBuckets } from '../all-buckets';
import { addAppliance } from '../archiver/archiver';
import { ONE_FOLDER, repositoryProfile } from '../bucket-profile';
import { repositoryShape, warnAboutUnlimitedLocks } from '../immutability';
import { SETUP_LABELS } from '../setup-labels';
import { M365 } from '../sources';
import { m365Appliance } from './m365-appliance';
import type { VeeamM365RepositoryProps } from './m365-repository-props';
import { REPOSITORY_PROPS } from './prop-types';
import { prefixOf, repositorySets } from './repository';

/**
 * Creates an Amazon S3 repository for Veeam Backup for Microsoft 365, for backups or for backup copies.
 *
 * Creates the bucket (ACLs disabled; encrypted; no public access; TLS 1.2; kept when the stack is deleted; Object Lock and versioning
 * only with `immutability`), an IAM user in a group, and its access key in Secrets Manager. The user gets the permissions that Veeam documents for
 * a repository, only on this bucket, and can list the other buckets of the account. With an `archiverAppliance`, it gets a second policy for EC2.
 *
 * Does not create: lifecycle rules, a default retention, replication (Veeam supports none of them), a bucket for access logs. The user can neither
 * shorten nor bypass a lock, delete what is locked, nor change any setting of the bucket.
 *
 * Errors at synth: a storage class that does not match the usage; settings of the bucket that Veeam does not support, now or after aspects have
 * run; a limit of retention without locks; an appliance for anything except backup copies; a role, because Veeam needs an access key.
 *
 * @see https://helpcenter.veeam.com/docs/vbo365/guide/amazon_s3_permissions.html
 * @example
 * const copies = new veeam.VeeamM365Repository(this, 'Copies', {
 *   usage: veeam.VeeamM365Usage.BACKUP_COPY,
 *   immutability: true,
 *   maximumRetention: Duration.days(395),
 * });
 * copies.addSetupOutputs();
 */
export class VeeamM365Repository extends VendorBucketAccess {
  /** Veeam's permissions for the archiver appliance, if any. */
  public readonly archiverPolicy?: iam.ManagedPolicy;

  public constructor(scope: Construct, id: string, props: VeeamM365RepositoryProps = {}) {
    super(scope, id);
    throwIfWrong(this, props, REPOSITORY_PROPS);
    const { access = VendorAccess.iamUser(), archiverAppliance, bucket, folder, immutability = false } = props;
    this._access = bucketAccess(this, props, {
      product: M365,
      labels: SETUP_LABELS,
      access,
      bucket,
      shape: repositoryShape(immutability),
      profile: repositoryProfile({ immutability }),
      samePrefix: ONE_FOLDER,
      bucketStatements: retentionStatements(props),
      prefix: prefixOf(props),
      withheld: immutability ? lockBreakers(props.lockMode, (props.lockMode ?? props.maximumRetention) !== undefined) : [],
      locking: { modes: props.lockMode && [props.lockMode] },
      sets: repositorySets(this, bucket, props),
      resources: allBuckets(this),
    });
    if (folder !== undefined) {
      this._access.setup.push({ field: 'Folder', description: "Veeam: 'Folder'", value: folder });
    }
    if (archiverAppliance) {
      const { _plan: plan } = archiverAppliance;
      this.archiverPolicy = addAppliance(this, this._access, plan, m365Appliance(plan));
    }
    warnAboutUnlimitedLocks(this, props);
    this.warnAboutMode(props);
    this.warnAboutUnlisted(props);
    testConnection(this, this._access, props.connectionTest);
  }

  private warnAboutUnlisted({ bucket }: VeeamM365RepositoryProps): void {
    if (bucket && isOfAnotherAccount(this, bucket)) {
      const text =
        `Veeam's console lists only the buckets of the user's own account: bucket '${bucket.node.path}' of account ${bucket.env.account} is not listed, ` +
        'so you cannot choose it. Use a bucket of this account, or a user of that account.';
      warn(this, 'cdk-vendor-access:veeam.bucketNotListed', text);
    }
  }

  private warnAboutMode({ lockMode }: VeeamM365RepositoryProps): void {
    if (lockMode === s3.ObjectLockMode.COMPLIANCE) {
      const text =
        'nobody, not even the account owner, can remove a compliance lock early, so the bucket cannot be deleted until it expires. To keep this possible, choose governance mode.';
      warn(this, 'cdk-vendor-access:veeam.complianceMode', text);
    }
  }
}
