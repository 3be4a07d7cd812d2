import type { Construct } from 'constructs';
import { VendorAccess, VendorBucketAccess } from '../core';
import { testConnection } from '../core/private/operate/connection-test';
import { bucketAccess } from '../core/private/provision/bucket-access';
import { throwIfWrong } from '../core/private/validation/construct-props';
import { normalPrefix } from '../core/private/validation/prefix';
import { FETCH } from './permissions';
import { S3_FETCHER_PROPS } from './prop-types';
import type { LogzioS3FetcherProps } from './s3-fetcher-props';
import { FETCHER_LABELS } from './setup-labels';
import { S3_FETCHER } from './sources';

/**
 * Grants Logz.io's S3 fetcher permissions to read the logs that your services write to a bucket.
 *
 * Creates one managed policy, and an IAM user in a group, whose access key is stored in Secrets Manager, or a role if you choose one.
 *
 * Does not create: the bucket, anything in Logz.io. Logz.io cannot write or delete anything or change any setting.
 *
 * Errors at synth: a principal or external id that AWS or Logz.io refuses; a KMS key that CDK does not know.
 *
 * @see https://docs.logz.io/docs/shipping/aws/aws-s3-bucket/
 * @example
 * declare const logs: s3.IBucket;
 *
 * const fetcher = new logzio.LogzioS3Fetcher(this, 'Fetcher', { bucket: logs, prefix: 'AWSLogs/111122223333/CloudTrail' });
 * fetcher.addSetupOutputs();
 */
export class LogzioS3Fetcher extends VendorBucketAccess {
  public constructor(scope: Construct, id: string, props: LogzioS3FetcherProps) {
    super(scope, id);
    throwIfWrong(this, props, S3_FETCHER_PROPS);
    const { access = VendorAccess.iamUser(), bucket } = props;
    this._access = bucketAccess(
      this,
      {},
      {
        product: S3_FETCHER,
        labels: FETCHER_LABELS,
        access,
        bucket,
        prefix: normalPrefix(props.prefix),
        profile: [],
        sets: [FETCH],
      },
    );
    testConnection(this, this._access, props.connectionTest);
  }
}
