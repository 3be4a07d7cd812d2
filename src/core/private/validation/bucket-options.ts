import { RemovalPolicy } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { VendorBucketOptions } from '../../vendor-bucket-options';
import { enumOf } from './basic-types';
import { BUCKET_NAME } from './bucket-name';
import { problem } from './errors';
import { LOG_BUCKET } from './log-bucket';
import { type RuleOf, struct } from './prop-types';
import { KEY } from './resource-types';

/** The options of the bucket that a construct creates. */
export const BUCKET_OPTIONS = struct<VendorBucketOptions>({
  bucketName: BUCKET_NAME,
  encryptionKey: KEY,
  serverAccessLogsBucket: LOG_BUCKET,
  removalPolicy: enumOf('RemovalPolicy', RemovalPolicy, [RemovalPolicy.SNAPSHOT]), // of a bucket, CloudFormation takes none
});

/** Rejects options of a new bucket if the user passes their own bucket. */
export function newBucketRules<P extends { readonly bucket?: s3.IBucket }>(rule: RuleOf<P>, ...further: (keyof P)[]) {
  const todo = 'It is a setting of a new bucket: set it on your own bucket, or omit bucket.';
  const names = [...(Object.keys(BUCKET_OPTIONS.types) as (keyof P)[]), ...further];
  return names.map((name) =>
    rule(['bucket', name], (props) =>
      props.bucket && props[name] !== undefined ? [problem(String(name), props[name], "only without 'bucket'", todo)] : [],
    ),
  );
}
