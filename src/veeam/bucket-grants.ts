import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { bucketResources } from '../core/private/provision/bucket-resources';
import { grantSets, throwIfUngrantable } from '../core/private/provision/grants';
import { throwIfAnyInCall } from '../core/private/validation/errors';
import { FROM_BUCKET } from '../core/private/validation/grant-options';
import { propProblems } from '../core/private/validation/prop-types';
import { allBuckets } from './all-buckets';
import type { VeeamM365GrantOptions } from './m365/m365-grant-options';
import { REPOSITORY_GRANT } from './m365/prop-types';
import { repositoryResources, repositorySets } from './m365/repository';
import type { VeeamBackupGrantOptions } from './vbr/backup-grant-options';
import { backupSets } from './vbr/backup-sets';
import { BACKUP_GRANT } from './vbr/prop-types';

/**
 * Grants Veeam's permissions on a bucket to your own principal.
 *
 * Only adds statements to the principal's policy. It creates no bucket, principal or bucket policy, and does not check the settings of the bucket;
 * `VeeamM365Repository` and `VeeamBackupRepository` do. A user receives the statements in an inline policy, which holds 2,048 characters: grant to
 * a group or a managed policy instead.
 *
 * Errors: options that contradict each other, a principal that CDK cannot attach permissions to (of another account, immutable, a service or
 * account principal); at synth, statements that exceed the size of the principal's policy.
 *
 * @see https://helpcenter.veeam.com/docs/vbo365/guide/amazon_s3_permissions.html
 * @example
 * declare const bucket: s3.IBucket;
 * declare const group: iam.Group;
 *
 * veeam.VeeamBucketGrants.fromBucket(bucket).m365Repository(group, { folder: 'finance' });
 */
export class VeeamBucketGrants {
  /** Selects the bucket: a new bucket, your own or an import. Import a bucket with a KMS key together with its key. */
  public static fromBucket(bucket: s3.IBucket): VeeamBucketGrants {
    throwIfAnyInCall('VeeamBucketGrants.fromBucket', propProblems({ bucket }, FROM_BUCKET));
    return new VeeamBucketGrants(bucket);
  }

  private constructor(private readonly bucket: s3.IBucket) {}

  /** Grants permission to use the bucket as a repository of Veeam Backup for Microsoft 365. */
  public m365Repository(grantee: iam.IGrantable, options: VeeamM365GrantOptions = {}): iam.Grant {
    throwIfUngrantable('VeeamBucketGrants.m365Repository', this.bucket, { grantee, options }, REPOSITORY_GRANT, 'grantee');
    const bucket = this.bucket as s3.Bucket;
    return grantSets(bucket, repositorySets(bucket, bucket, options), repositoryResources(bucket, bucket, options), grantee);
  }

  /** Grants permission to use the bucket as a repository of Veeam Backup & Replication. */
  public backupRepository(grantee: iam.IGrantable, options: VeeamBackupGrantOptions = {}): iam.Grant {
    throwIfUngrantable('VeeamBucketGrants.backupRepository', this.bucket, { grantee, options }, BACKUP_GRANT, 'grantee');
    const bucket = this.bucket as s3.Bucket;
    return grantSets(bucket, backupSets(options), { ...bucketResources(bucket), ...allBuckets(bucket) }, grantee);
  }
}
