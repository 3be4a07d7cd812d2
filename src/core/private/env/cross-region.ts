import { Resource, Stack, Token, TokenComparison } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { warn } from '../validation/warnings';

/** A bucket that what happens in a region cannot use, or only at the price of a transfer. An import without a region says nothing of its own. */
export function warnAboutOtherRegion(scope: Construct, bucket: s3.IBucket, region: string, why: string): void {
  const { region: own } = bucket.env;
  const isKnown = Resource.isOwnedResource(bucket) || own !== Stack.of(bucket).region;
  if (isKnown && Token.compareStrings(own, region) === TokenComparison.DIFFERENT) {
    const text = `bucket '${bucket.node.path}' is in region ${own}, and not in ${region}: ${why}`;
    warn(scope, 'cdk-vendor-access:core.bucketOfAnotherRegion', text);
  }
}
