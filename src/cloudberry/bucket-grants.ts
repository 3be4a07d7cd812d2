import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { bucketResources } from '../core/private/provision/bucket-resources';
import { grantSets, throwIfUngrantable } from '../core/private/provision/grants';
import { throwIfAnyInCall } from '../core/private/validation/errors';
import { FROM_BUCKET } from '../core/private/validation/grant-options';
import { ROLE } from '../core/private/validation/grantee';
import { normalPrefix } from '../core/private/validation/prefix';
import { propProblems, required, struct } from '../core/private/validation/prop-types';
import { backupSets } from './backup/backup-access';
import type { CloudBerryBackupOptions } from './backup/backup-options';
import { BACKUP_GRANT } from './backup/prop-types';
import { VM_IMPORT_BUCKET } from './ec2-restore/restore-permissions';

/**
 * Grants CloudBerry's permissions on a bucket to your own principal.
 *
 * Only adds statements to the principal's policy. It creates no bucket, principal or bucket policy, and does not check the settings of the bucket;
 * `CloudBerryBackupUser` does. A user receives the statements in an inline policy, whose 2,048 characters are too few for the current list: grant
 * to a group or a managed policy instead.
 *
 * Errors: a principal that CDK cannot attach permissions to (of another account, immutable, a service or account principal), options that
 * contradict each other; at synth, statements that exceed the size of the principal's policy.
 *
 * @see https://kb.msp360.com/standalone-backup/general/granular-agent-permissions
 * @example
 * declare const bucket: s3.IBucket;
 * declare const group: iam.Group;
 *
 * cloudberry.CloudBerryBucketGrants.fromBucket(bucket).backup(group, { prefix: 'office' });
 */
export class CloudBerryBucketGrants {
  /** Selects the bucket: a new bucket, your own or an import. Import a bucket with a KMS key together with its key. */
  public static fromBucket(bucket: s3.IBucket): CloudBerryBucketGrants {
    throwIfAnyInCall('CloudBerryBucketGrants.fromBucket', propProblems({ bucket }, FROM_BUCKET));
    return new CloudBerryBucketGrants(bucket);
  }

  private constructor(private readonly bucket: s3.IBucket) {}

  /** Grants permission to back up to the bucket and restore from it, according to the options. */
  public backup(grantee: iam.IGrantable, options: CloudBerryBackupOptions = {}): iam.Grant {
    throwIfUngrantable('CloudBerryBucketGrants.backup', this.bucket, { grantee, options }, BACKUP_GRANT, 'grantee');
    return grantSets(this.bucket, backupSets(options), bucketResources(this.bucket, normalPrefix(options.prefix)), grantee);
  }

  /**
   * Grants permission to read images from the bucket to the role `vmimport` of AWS VM Import/Export, if `CloudBerryEc2Restore` did not
   * create the role for this bucket.
   */
  public vmImport(role: iam.IRole): iam.Grant {
    throwIfUngrantable('CloudBerryBucketGrants.vmImport', this.bucket, { role }, VM_IMPORT_GRANT, 'role');
    return grantSets(this.bucket, [VM_IMPORT_BUCKET], bucketResources(this.bucket), role);
  }
}

const VM_IMPORT_GRANT = struct<{ role: iam.IRole }>({ role: required(ROLE) });
