import { Resource, Stack, TokenComparison } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { compare } from '../validation/looked-up';
import { warn } from '../validation/warnings';

/**
 * Warns about a bucket in another region, which cannot be used there, or only with transfer costs. An import without a region is not
 * checked.
 */
export function warnAboutOtherRegion(scope: Construct, bucket: s3.IBucket, region: string, why: string): void {
  const { region: own } = bucket.env;
  const isKnown = Resource.isOwnedResource(bucket) || own !== Stack.of(bucket).region;
  if (isKnown && compare(own, region) === TokenComparison.DIFFERENT) {
    const text = `bucket '${bucket.node.path}' is in region ${own}, not in ${region}: ${why} Use a bucket in that region.`;
    warn(scope, 'cdk-vendor-access:core.bucketOfAnotherRegion', text);
  }
}
