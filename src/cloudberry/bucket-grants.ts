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
 * Gives CloudBerry's permissions on a bucket to a principal of yours.
 *
 * Adds statements to the principal's policy, and nothing else: no bucket, principal or bucket policy is created, and the settings of the bucket
 * are not checked; `CloudBerryBackupUser` does that. A user receives them in an inline policy, which holds 2,048 characters, too few for
 * the current list: grant to a group or a managed policy instead.
 *
 * Errors: a principal that CDK cannot attach permissions to (of another account, immutable, a service or account principal), options that
 * contradict each other; at synth, more than the policy of the principal can hold.
 *
 * @see https://kb.msp360.com/standalone-backup/general/granular-agent-permissions
 * @example
 * declare const bucket: s3.IBucket;
 * declare const group: iam.Group;
 *
 * cloudberry.CloudBerryBucketGrants.fromBucket(bucket).backup(group, { prefix: 'office' });
 */
export class CloudBerryBucketGrants {
  /** The permissions on this bucket: a new, own or imported one. Import a bucket with a KMS key together with its key. */
  public static fromBucket(bucket: s3.IBucket): CloudBerryBucketGrants {
    throwIfAnyInCall('CloudBerryBucketGrants.fromBucket', propProblems({ bucket }, FROM_BUCKET));
    return new CloudBerryBucketGrants(bucket);
  }

  private constructor(private readonly bucket: s3.IBucket) {}

  /** Back up to the bucket and restore from it, as the options say. */
  public backup(grantee: iam.IGrantable, options: CloudBerryBackupOptions = {}): iam.Grant {
    throwIfUngrantable('CloudBerryBucketGrants.backup', this.bucket, { grantee, options }, BACKUP_GRANT, 'grantee');
    return grantSets(this.bucket, backupSets(options), bucketResources(this.bucket, normalPrefix(options.prefix)), grantee);
  }

  /** Read images from the bucket: for the role `vmimport` of AWS's VM Import/Export, when `CloudBerryEc2Restore` did not make it for this bucket. */
  public vmImport(role: iam.IRole): iam.Grant {
    throwIfUngrantable('CloudBerryBucketGrants.vmImport', this.bucket, { role }, VM_IMPORT_GRANT, 'role');
    return grantSets(this.bucket, [VM_IMPORT_BUCKET], bucketResources(this.bucket), role);
  }
}

const VM_IMPORT_GRANT = struct<{ role: iam.IRole }>({ role: required(ROLE) });
