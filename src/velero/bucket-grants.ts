import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { bucketResources } from '../core/private/provision/bucket-resources';
import { grantSets, throwIfUngrantable } from '../core/private/provision/grants';
import { throwIfAnyInCall } from '../core/private/validation/errors';
import { FROM_BUCKET } from '../core/private/validation/grant-options';
import { normalPrefix } from '../core/private/validation/prefix';
import { propProblems } from '../core/private/validation/prop-types';
import type { VeleroGrantOptions } from './grant-options';
import { BACKUP, OBJECT_TAGS } from './permissions';
import { BACKUP_GRANT } from './prop-types';

/**
 * Grants Velero's permissions on a bucket to your own principal.
 *
 * Adds statements to the principal's policy, and nothing else: no bucket, principal or bucket policy is created, and the settings of the bucket
 * are not checked; `VeleroBackupLocation` does that. For snapshots of volumes, use `VeleroBackupLocation` with `volumeSnapshots`.
 *
 * @see https://github.com/vmware-tanzu/velero-plugin-for-aws/blob/main/README.md
 * @example
 * declare const bucket: s3.IBucket;
 * declare const role: iam.Role;
 *
 * velero.VeleroBucketGrants.fromBucket(bucket).backup(role, { prefix: 'production' });
 */
export class VeleroBucketGrants {
  /** The permissions on this bucket: a new, own or imported one. Import a bucket with a KMS key together with its key. */
  public static fromBucket(bucket: s3.IBucket): VeleroBucketGrants {
    throwIfAnyInCall('VeleroBucketGrants.fromBucket', propProblems({ bucket }, FROM_BUCKET));
    return new VeleroBucketGrants(bucket);
  }

  private constructor(private readonly bucket: s3.IBucket) {}

  /** Grants writing, listing, reading and deleting backups: no access to old versions, settings of the bucket or volumes. */
  public backup(grantee: iam.IGrantable, options: VeleroGrantOptions = {}): iam.Grant {
    throwIfUngrantable('VeleroBucketGrants.backup', this.bucket, { grantee, options }, BACKUP_GRANT, 'grantee');
    const sets = [BACKUP, ...(options.objectTags ? [OBJECT_TAGS] : [])];
    return grantSets(this.bucket, sets, bucketResources(this.bucket, normalPrefix(options.prefix)), grantee);
  }
}
