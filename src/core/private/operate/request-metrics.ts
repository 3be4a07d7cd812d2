import { Duration, Lazy } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { promiseMore } from '../synth/promise';
import { isUnresolved } from '../validation/tokens-in-text';

/** The configurations that the library added to a bucket: their ids, by prefix. */
const ADDED = new WeakMap<s3.IBucket, Map<string, string>>();

export const HOUR = Duration.hours(1);

/** Whether this app can configure request metrics on the bucket. */
export const canMeasure = (bucket: s3.IBucket): bucket is s3.Bucket => typeof (bucket as Partial<s3.Bucket>).addMetric === 'function';

/**
 * A metric of the requests to a bucket in an hour, below a path or on the whole bucket. A configuration with a path leaves out requests that delete
 * many objects: https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-configurations.html, read 2026-11-28.
 */
export function requestMetric(bucket: s3.IBucket, metricName: string, id: string | undefined, prefix?: string): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/S3',
    metricName,
    dimensionsMap: { BucketName: bucket.bucketName, FilterId: id === undefined ? configure(bucket as s3.Bucket, prefix) : present(id) },
    statistic: cloudwatch.Stats.SUM,
    period: HOUR,
  });
}

/** CDK renders no metric without an id: a check says so if a Lazy value is none. */
const present = (id: string): string => (isUnresolved(id) ? Lazy.uncachedString({ produce: ({ resolve }) => resolve(id) ?? 'none' }) : id);

/** Adds a configuration once. */
function configure(bucket: s3.Bucket, prefix = ''): string {
  const added = ADDED.get(bucket) ?? new Map<string, string>();
  ADDED.set(bucket, added);
  const id = added.get(prefix) ?? `VendorMonitor${added.size === 0 ? '' : added.size + 1}`;
  if (!added.has(prefix)) {
    bucket.addMetric({ id, ...(prefix !== '' && { prefix: `${prefix}/` }) });
    added.set(prefix, id);
    const all = [...added].map(([of, Id]) => ({ Id, ...(of !== '' && { Prefix: `${of}/` }) }));
    promiseMore(bucket.node.scope as Construct, bucket, { MetricsConfigurations: all });
  }
  return id;
}
