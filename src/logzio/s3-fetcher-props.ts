import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { VendorAccess, VendorBucketAccessOptions } from '../core';

/** Properties of `LogzioS3Fetcher`. */
export interface LogzioS3FetcherProps extends VendorBucketAccessOptions {
  /** The bucket with the logs, of this app or imported. Import a bucket with a KMS key together with its key. */
  readonly bucket: s3.IBucket;

  /**
   * The principal that Logz.io uses: an IAM user with an access key, or a role that Logz.io's account assumes, which Logz.io recommends.
   *
   * @default VendorAccess.iamUser()
   */
  readonly access?: VendorAccess;

  /**
   * The path of the logs, such as `AWSLogs/111122223333/elasticloadbalancing`. Logz.io reads below it only; the names of all other objects of
   * the bucket remain visible to it, because its page limits the list to no path. The prefix that you enter in Logz.io can be longer. Can be
   * a token, such as the value of a parameter.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;
}
