import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { VendorAccess, VendorBucketAccess } from '../core';
import { testConnection } from '../core/private/operate/connection-test';
import { bucketAccess } from '../core/private/provision/bucket-access';
import { throwIfWrong } from '../core/private/validation/construct-props';
import type { LogzioArchiveBucketProps } from './archive-bucket-props';
import { archiveBucketProfile, ONE_ARCHIVE } from './bucket-profile';
import { ARCHIVE, OBJECT_ACL, POWER_SEARCH, RESTORE } from './permissions';
import { askForPowerSearch, powerSearchStatements, warnAboutPowerSearchKey } from './power-search';
import { ARCHIVE_BUCKET_PROPS } from './prop-types';
import { SETUP_LABELS } from './setup-labels';
import { PRODUCT } from './sources';
import { LogzioUsage } from './usage';

/**
 * Creates a bucket for Logz.io to archive logs to and restore them from, with the principal and permissions for it.
 *
 * Creates the bucket (ACLs enabled, which Logz.io needs; versioned; encrypted; no public access; TLS 1.2; kept when the stack is deleted), an
 * IAM user in a group with one managed policy, and its access key in Secrets Manager, or a role if you choose one. Permissions apply to the whole
 * bucket, because Logz.io restores only from the root of a bucket.
 *
 * Does not create: lifecycle rules (unless you ask for them), a bucket for access logs, anything in Logz.io. Logz.io cannot delete anything or change any setting.
 *
 * Errors at synth: settings of the bucket that Logz.io cannot work with, now or after aspects have run; a second archive in the same bucket; a
 * principal or external id that AWS or Logz.io refuses.
 *
 * @see https://docs.logz.io/docs/user-guide/data-hub/archive-restore/set-s3-permissions/
 * @example
 * const archive = new logzio.LogzioArchiveBucket(this, 'Archive');
 * archive.addSetupOutputs();
 */
export class LogzioArchiveBucket extends VendorBucketAccess {
  public constructor(scope: Construct, id: string, props: LogzioArchiveBucketProps = {}) {
    super(scope, id);
    throwIfWrong(this, props, ARCHIVE_BUCKET_PROPS);
    const { access = VendorAccess.iamUser(), bucket, powerSearch = false, usage = LogzioUsage.ARCHIVE_AND_RESTORE } = props;
    const archives = usage !== LogzioUsage.RESTORE;
    const restores = usage !== LogzioUsage.ARCHIVE;

    this._access = bucketAccess(this, props, {
      product: PRODUCT,
      labels: SETUP_LABELS,
      access,
      bucket,
      shape: { versioned: props.versioned ?? true, objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED },
      profile: archiveBucketProfile({ restores, powerSearch }),
      bucketStatements: powerSearch ? powerSearchStatements : undefined,
      bucketSets: powerSearch ? [POWER_SEARCH] : undefined,
      exclusive: archives ? ONE_ARCHIVE : undefined,
      sets: [...(archives ? [ARCHIVE] : []), ...(restores ? [RESTORE] : []), ...(props.objectAcl ? [OBJECT_ACL] : [])],
      restoreSets: [RESTORE],
    });
    if (powerSearch) {
      warnAboutPowerSearchKey(this, this.bucket);
      askForPowerSearch(this, this._access);
    }
    testConnection(this, this._access, props.connectionTest);
  }
}
