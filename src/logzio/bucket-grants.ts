import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { PermissionSet } from '../core/private/model/permission-set';
import { type BucketResource, bucketResources } from '../core/private/provision/bucket-resources';
import { grantSets, throwIfUngrantable } from '../core/private/provision/grants';
import { throwIfAnyInCall } from '../core/private/validation/errors';
import { FROM_BUCKET, GRANT } from '../core/private/validation/grant-options';
import { propProblems } from '../core/private/validation/prop-types';
import { ARCHIVE, RESTORE } from './permissions';

/**
 * Gives Logz.io's permissions on a bucket to a principal of yours.
 *
 * Adds statements to the principal's policy, and nothing else: no bucket, principal or bucket policy is created, and the settings of the bucket
 * are not checked; `LogzioArchiveBucket` does that. A user receives them in an inline policy: grant to a group or a managed policy instead.
 *
 * Errors: a principal that CDK cannot attach permissions to (of another account, immutable, a service or account principal); at synth, more than
 * the policy of the principal can hold.
 *
 * @see https://docs.logz.io/docs/user-guide/data-hub/archive-restore/set-s3-permissions/
 * @example
 * declare const bucket: s3.IBucket;
 * declare const role: iam.Role;
 *
 * logzio.LogzioBucketGrants.fromBucket(bucket).restore(role);
 */
export class LogzioBucketGrants {
  /** The permissions on this bucket: a new, own or imported one. Import a bucket with a KMS key together with its key. */
  public static fromBucket(bucket: s3.IBucket): LogzioBucketGrants {
    throwIfAnyInCall('LogzioBucketGrants.fromBucket', propProblems({ bucket }, FROM_BUCKET));
    return new LogzioBucketGrants(bucket);
  }

  private constructor(private readonly bucket: s3.IBucket) {}

  /** Write log files to the bucket: no reading, listing or deleting. */
  public archive(grantee: iam.IGrantable): iam.Grant {
    return this.grant('archive', ARCHIVE, grantee);
  }

  /** List and read archived log files: no writing or deleting. */
  public restore(grantee: iam.IGrantable): iam.Grant {
    return this.grant('restore', RESTORE, grantee);
  }

  private grant(verb: string, set: PermissionSet<BucketResource>, grantee: iam.IGrantable): iam.Grant {
    throwIfUngrantable(`LogzioBucketGrants.${verb}`, this.bucket, { grantee }, GRANT, 'grantee');
    return grantSets(this.bucket, [set], bucketResources(this.bucket), grantee);
  }
}
