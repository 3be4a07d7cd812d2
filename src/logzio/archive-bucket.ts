import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { VendorAccess, VendorBucketAccess, type VendorBucketOptions } from '../core';
import { bucketAccess } from '../core/private/provision/bucket-access';
import { bucketProblems } from '../core/private/validation/bucket-options';
import { choiceProblems, problem, throwIfAny } from '../core/private/validation/errors';
import { throwIfWrongTypes } from '../core/private/validation/prop-types';
import { archiveBucketProfile, ONE_ARCHIVE } from './bucket-profile';
import { externalIdProblems } from './external-id';
import { ARCHIVE, OBJECT_ACL, RESTORE } from './permissions';
import { powerSearchProblems, powerSearchStatements, warnAboutPowerSearchKey } from './power-search';
import { SETUP_LABELS } from './setup-labels';
import { PRODUCT } from './sources';
import { LogzioUsage } from './usage';

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
   * whatever the `usage`. Partition `aws` only.
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

/**
 * A bucket that Logz.io archives logs to and restores them from, and the principal and permissions for it.
 *
 * Creates the bucket (ACLs enabled, which Logz.io needs; versioned; encrypted; no public access; TLS 1.2; kept when the stack is deleted), an
 * IAM user in a group with one managed policy, and its access key in Secrets Manager; or a role, if you choose so. Permissions reach the whole
 * bucket, because Logz.io restores from the root of a bucket only.
 *
 * Does not create: lifecycle rules, a bucket for access logs, anything in Logz.io. Logz.io can delete nothing and change no setting.
 *
 * Errors at synth: settings of the bucket that Logz.io cannot work with, now or after aspects have run; a second archive in the same bucket; a
 * principal or external id that AWS or Logz.io would refuse.
 *
 * @see https://docs.logz.io/docs/user-guide/data-hub/archive-restore/set-s3-permissions/
 * @example
 * const archive = new logzio.LogzioArchiveBucket(this, 'Archive');
 * archive.addSetupOutputs();
 */
export class LogzioArchiveBucket extends VendorBucketAccess {
  public constructor(scope: Construct, id: string, props: LogzioArchiveBucketProps = {}) {
    super(scope, id);
    throwIfWrongTypes(this, props);
    const { access = VendorAccess.iamUser(), bucket, powerSearch = false, usage = LogzioUsage.ARCHIVE_AND_RESTORE } = props;
    const archives = usage !== LogzioUsage.RESTORE;
    const restores = usage !== LogzioUsage.ARCHIVE;
    throwIfAny(this, [
      ...choiceProblems('usage', usage, Object.values(LogzioUsage)),
      ...(props.objectAcl && !archives ? [problem('objectAcl', true, 'not with RESTORE', 'Leave it out: nothing is written.')] : []),
      ...bucketProblems(this, bucket, props, { versioned: props.versioned }),
      ...access._binding.problems(this),
      ...externalIdProblems(access._binding.trust),
      ...(powerSearch ? powerSearchProblems(this, bucket) : []),
    ]);

    this._access = bucketAccess(this, props, {
      product: PRODUCT,
      labels: SETUP_LABELS,
      access,
      bucket,
      shape: { versioned: props.versioned ?? true, objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED },
      profile: archiveBucketProfile({ restores, powerSearch }),
      bucketStatements: powerSearch ? powerSearchStatements : undefined,
      exclusive: archives ? ONE_ARCHIVE : undefined,
      sets: [...(archives ? [ARCHIVE] : []), ...(restores ? [RESTORE] : []), ...(props.objectAcl ? [OBJECT_ACL] : [])],
    });
    if (powerSearch) {
      warnAboutPowerSearchKey(this, this.bucket);
    }
  }
}
