import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { PermissionSet } from '../core/private/model/permission-set';
import { type BucketResource, bucketResources } from '../core/private/provision/bucket-resources';
import { grantSets, throwIfUngrantable } from '../core/private/provision/grants';
import { throwIfAnyInCall } from '../core/private/validation/errors';
import { FROM_BUCKET } from '../core/private/validation/grant-options';
import { normalPrefix } from '../core/private/validation/prefix';
import { propProblems } from '../core/private/validation/prop-types';
import type { LogzioFetchOptions } from './fetch-options';
import { ARCHIVE, FETCH, RESTORE } from './permissions';
import { FETCH_GRANT } from './prop-types';

/**
 * Grants Logz.io's permissions on a bucket to your own principal.
 *
 * Only adds statements to the principal's policy. It creates no bucket, principal or bucket policy, and does not check the settings of the bucket;
 * `LogzioArchiveBucket` does. A user receives the statements in an inline policy: grant to a group or a managed policy instead.
 *
 * Errors: a principal that CDK cannot attach permissions to (of another account, immutable, a service or account principal); at synth,
 * statements that exceed the size of the principal's policy.
 *
 * @see https://docs.logz.io/docs/user-guide/data-hub/archive-restore/set-s3-permissions/
 * @example
 * declare const bucket: s3.IBucket;
 * declare const role: iam.Role;
 *
 * logzio.LogzioBucketGrants.fromBucket(bucket).restore(role);
 */
export class LogzioBucketGrants {
  /** Selects the bucket: a new bucket, your own or an import. Import a bucket with a KMS key together with its key. */
  public static fromBucket(bucket: s3.IBucket): LogzioBucketGrants {
    throwIfAnyInCall('LogzioBucketGrants.fromBucket', propProblems({ bucket }, FROM_BUCKET));
    return new LogzioBucketGrants(bucket);
  }

  private constructor(private readonly bucket: s3.IBucket) {}

  /** Grants permission to write log files to the bucket, but not to read, list or delete them. */
  public archive(grantee: iam.IGrantable): iam.Grant {
    return this.grant('archive', ARCHIVE, grantee);
  }

  /** Grants permission to list and read archived log files, but not to write or delete them. */
  public restore(grantee: iam.IGrantable): iam.Grant {
    return this.grant('restore', RESTORE, grantee);
  }

  /** Grants permission to list the bucket and to read logs in it, as the S3 fetcher does, but not to write or delete them. */
  public fetch(grantee: iam.IGrantable, options: LogzioFetchOptions = {}): iam.Grant {
    return this.grant('fetch', FETCH, grantee, options);
  }

  private grant(verb: string, set: PermissionSet<BucketResource>, grantee: iam.IGrantable, options: LogzioFetchOptions = {}): iam.Grant {
    throwIfUngrantable(`LogzioBucketGrants.${verb}`, this.bucket, { grantee, options }, FETCH_GRANT, 'grantee');
    return grantSets(this.bucket, [set], bucketResources(this.bucket, normalPrefix(options.prefix)), grantee);
  }
}
