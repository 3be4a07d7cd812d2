import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { PermissionSet } from '../core/private/model/permission-set';
import { type BucketResource, bucketResources } from '../core/private/provision/bucket-resources';
import { grantSets, throwIfUngrantable } from '../core/private/provision/grants';
import { throwIfAnyInCall } from '../core/private/validation/errors';
import { FROM_BUCKET } from '../core/private/validation/grant-options';
import { normalPrefix } from '../core/private/validation/prefix';
import { propProblems } from '../core/private/validation/prop-types';
import type { DatadogGrantOptions } from './grant-options';
import { ARCHIVE, REHYDRATE } from './permissions';
import { ARCHIVE_GRANT } from './prop-types';

/**
 * Grants Datadog's permissions on a bucket to your own principal.
 *
 * Adds statements to the principal's policy, and nothing else: no bucket, principal or bucket policy is created, and the settings of the bucket
 * are not checked; `DatadogLogArchive` does that.
 *
 * @see https://docs.datadoghq.com/logs/log_configuration/archives/
 * @example
 * declare const bucket: s3.IBucket;
 * declare const role: iam.Role;
 *
 * datadog.DatadogBucketGrants.fromBucket(bucket).archive(role, { prefix: 'production' });
 */
export class DatadogBucketGrants {
  /** The permissions on this bucket: a new, own or imported one. Import a bucket with a KMS key together with its key. */
  public static fromBucket(bucket: s3.IBucket): DatadogBucketGrants {
    throwIfAnyInCall('DatadogBucketGrants.fromBucket', propProblems({ bucket }, FROM_BUCKET));
    return new DatadogBucketGrants(bucket);
  }

  private constructor(private readonly bucket: s3.IBucket) {}

  /** Grants writing archives: no reading, listing or deleting. */
  public archive(grantee: iam.IGrantable, options: DatadogGrantOptions = {}): iam.Grant {
    return this.grant('archive', ARCHIVE, grantee, options);
  }

  /** Grants listing and reading archives: no writing or deleting. */
  public rehydrate(grantee: iam.IGrantable, options: DatadogGrantOptions = {}): iam.Grant {
    return this.grant('rehydrate', REHYDRATE, grantee, options);
  }

  private grant(verb: string, set: PermissionSet<BucketResource>, grantee: iam.IGrantable, options: DatadogGrantOptions): iam.Grant {
    throwIfUngrantable(`DatadogBucketGrants.${verb}`, this.bucket, { grantee, options }, ARCHIVE_GRANT, 'grantee');
    return grantSets(this.bucket, [set], bucketResources(this.bucket, normalPrefix(options.prefix)), grantee);
  }
}
