import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { PolicyResources } from './statements';
import { throughService } from './via-service';

/**
 * The kinds of resource that a product uses through one bucket. `listing` is also the bucket, for the actions that list keys: only these
 * know the prefix that is requested. `account` is for actions that AWS cannot limit to a bucket.
 */
export type BucketResource = 'account' | 'bucket' | 'listing' | 'object' | 'key';

/**
 * The resources of the permissions on a bucket.
 *
 * The ARN of a bucket names no account: after a bucket is deleted, a stranger can take its name and would receive what the vendor writes.
 * `aws:ResourceAccount` limits the permission to the account that owns the bucket, which may differ from the account of the stack.
 */
export function bucketResources(bucket: s3.IBucket, prefix?: string): PolicyResources<BucketResource> {
  const owner = { StringEquals: { 'aws:ResourceAccount': bucket.env.account } };
  const places = bucketResourcesOfAnyOwner(bucket, prefix);
  const key = bucket.encryptionKey;
  return {
    account: { arns: ['*'] },
    bucket: { ...places.bucket, conditions: owner },
    listing: { ...places.listing, conditions: { ...owner, ...places.listing.conditions } },
    object: { ...places.object, conditions: owner },
    key: key && { arns: [key.keyArn], conditions: throughService('s3', bucket.env.region) },
  };
}

/**
 * The bucket alone, without its owner: for the bucket's own policy, which a principal of another account needs too, and for session
 * policies.
 *
 * A slash follows the prefix everywhere: S3 compares strings, so `t-1*`, or a listing of `t-1` alone, would also match `t-10`.
 */
export function bucketResourcesOfAnyOwner(bucket: s3.IBucket, prefix?: string) {
  const arns = [bucket.bucketArn];
  return {
    bucket: { arns },
    listing: { arns, conditions: prefix === undefined ? undefined : { StringLike: { 's3:prefix': `${prefix}/*` } } },
    object: { arns: [bucket.arnForObjects(prefix === undefined ? '*' : `${prefix}/*`)] },
  } satisfies PolicyResources<BucketResource>;
}
