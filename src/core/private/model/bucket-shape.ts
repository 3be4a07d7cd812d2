import type * as s3 from 'aws-cdk-lib/aws-s3';

/** What differs from product to product in the bucket that is created for it. */
export interface BucketShape {
  readonly versioned: boolean;
  readonly objectOwnership: s3.ObjectOwnership;
  /** Object Lock, with the default retention of the bucket, if any. Needs versioning. */
  readonly objectLock?: ObjectLockShape;
}

export interface ObjectLockShape {
  /** The default retention, which applies to objects that are written without one. Both or none. */
  readonly mode?: s3.ObjectLockMode;
  readonly days?: number;
}
