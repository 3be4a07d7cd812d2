import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { PolicyResources } from './statements';

/**
 * The kinds of resource that a product reaches through one bucket. `listing` is the bucket too, for the actions that list keys: the only ones
 * that know the prefix they are asked for. `account` is what AWS cannot narrow to a bucket.
 */
export type BucketResource = 'account' | 'bucket' | 'listing' | 'object' | 'key';

/**
 * Where the permissions on a bucket point to.
 *
 * The ARN of a bucket names no account: after a bucket is deleted, a stranger can take its name and would receive what the vendor writes.
 * `aws:ResourceAccount` ties the permission to the account that owns the bucket, which need not be the account of the stack.
 */
export function bucketResources(bucket: s3.IBucket, prefix?: string): PolicyResources<BucketResource> {
  const owner = { StringEquals: { 'aws:ResourceAccount': bucket.env.account } };
  const places = bucketResourcesOfAnyOwner(bucket, prefix);
  const key = bucket.encryptionKey;
  // the key only through S3; the ending is open because that of the China regions is not documented with certainty
  const throughS3 = { StringLike: { 'kms:ViaService': `s3.${bucket.env.region}.amazonaws.com*` } };
  return {
    account: { arns: ['*'] },
    bucket: { ...places.bucket, conditions: owner },
    listing: { ...places.listing, conditions: { ...owner, ...places.listing.conditions } },
    object: { ...places.object, conditions: owner },
    key: key && { arns: [key.keyArn], conditions: throughS3 },
  };
}

/**
 * The bucket alone, without its owner: for the bucket's own policy, which a principal of another account needs too, and for session policies.
 *
 * The prefix is followed by a slash everywhere: S3 compares texts, and `t-1*` would reach `t-10` as well, as would listing the bare `t-1`.
 */
export function bucketResourcesOfAnyOwner(bucket: s3.IBucket, prefix?: string) {
  const arns = [bucket.bucketArn];
  return {
    bucket: { arns },
    listing: { arns, conditions: prefix === undefined ? undefined : { StringLike: { 's3:prefix': `${prefix}/*` } } },
    object: { arns: [bucket.arnForObjects(prefix === undefined ? '*' : `${prefix}/*`)] },
  } satisfies PolicyResources<BucketResource>;
}
