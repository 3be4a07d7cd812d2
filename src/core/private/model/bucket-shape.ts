import type * as s3 from 'aws-cdk-lib/aws-s3';

/** What differs from product to product in the bucket that is made for it. */
export interface BucketShape {
  readonly versioned: boolean;
  readonly objectOwnership: s3.ObjectOwnership;
  /** Object Lock, with the default retention of the bucket if there is one. Needs versions. */
  readonly objectLock?: ObjectLockShape;
}

export interface ObjectLockShape {
  /** Default retention: what is written without one gets it. Both or none. */
  readonly mode?: s3.ObjectLockMode;
  readonly days?: number;
}
