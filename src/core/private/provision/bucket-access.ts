import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { VendorAccess } from '../../vendor-access';
import type { VendorBucketOptions } from '../../vendor-bucket-options';
import type { BucketProfile } from '../model/bucket-profile';
import type { BucketShape } from '../model/bucket-shape';
import type { PermissionGroup, PermissionSet } from '../model/permission-set';
import type { Product } from '../model/product';
import type { Locking } from '../synth/asking';
import type { GuardedBucket } from '../synth/bucket';
import type { BucketStatements } from '../validation/bucket-policy-options';
import type { BoundAccess } from './binding';
import { makeBucket } from './bucket';
import { type BucketResource, bucketResources } from './bucket-resources';
import { addToBucketPolicy } from './bucket-statements';
import type { GrantedAccess } from './granted-access';
import { mark } from './mark';
import { attachPolicy, type OwnPolicy } from './policy';
import { type Reading, readingOf } from './reading';
import type { SetupValue } from './setup-outputs';
import { type SetupLabels, setupValues } from './setup-values';
import { groupsOf, type PolicyResources } from './statements';

/** What differs from product to product. */
export interface BucketAccessOptions<T extends string> {
  readonly product: Product;
  readonly labels: SetupLabels;
  readonly access: VendorAccess;
  /** The user's own bucket, in place of a new one. */
  readonly bucket?: s3.IBucket;
  /** Of a new bucket. Only constructs that always get a bucket omit it. */
  readonly shape?: BucketShape;
  readonly profile: BucketProfile;
  readonly exclusive?: GuardedBucket['exclusive'];
  readonly samePrefix?: GuardedBucket['samePrefix'];
  /** Statements for the policy of the bucket. */
  readonly bucketStatements?: BucketStatements;
  /** What those statements are made of, if it is permissions. */
  readonly bucketSets?: readonly PermissionSet<BucketResource>[];
  readonly prefix?: string;
  /** Actions that the options withhold. No other construct should give them to the same principal. */
  readonly withheld?: readonly string[];
  readonly locking?: Locking;
  readonly sets: readonly PermissionSet<T | BucketResource>[];
  /** What the vendor documents for a use that only reads. Default: what of `sets` reads */
  readonly restoreSets?: readonly PermissionSet<T | BucketResource>[];
  /** What sessions that a user issues for others do. */
  readonly issued?: readonly PermissionGroup<T | BucketResource>[];
  /** The kinds of resource that the product uses in addition to its bucket. */
  readonly resources?: PolicyResources<T>;
  readonly volumeKey?: kms.IKey;
}

/** What was created. */
export interface BucketAccess extends BoundAccess, OwnPolicy {
  readonly bucket: s3.IBucket;
  readonly setup: SetupValue[];
  readonly reading: Reading;
  readonly prefix?: string;
  /** What the policy grants on what, for a test of the connection. */
  readonly granted: GrantedAccess;
  /** Whether the product writes objects. */
  readonly writes: boolean;
}

/** Creates a bucket, the principal of a product, and the permissions that connect them. Checks them on the final template. */
export function bucketAccess<T extends string>(
  scope: Construct,
  props: VendorBucketOptions,
  options: BucketAccessOptions<T>,
): BucketAccess {
  const { access, exclusive, issued, locking, prefix, product, profile, samePrefix, sets, shape, volumeKey } = options;
  const bucket = options.bucket ?? makeBucket(scope, props, shape as BucketShape, options.bucketStatements);
  const resources = { ...options.resources, ...bucketResources(bucket, prefix) } as PolicyResources<T | BucketResource>;
  const statements = options.bucket ? addToBucketPolicy(bucket, options.bucketStatements) : [];
  const { policy } = bucket as Partial<s3.Bucket>;
  if (policy && options.bucketSets) {
    mark(policy, product, options.bucketSets);
  }
  const { serverAccessLogsBucket } = props;
  const made = attachPolicy(
    scope,
    { product, sets, issued, locking, resources, bucket, volumeKey, naming: access._binding.naming },
    () => access._binding.bind(scope, product),
    {
      bucket: { bucket, made: !options.bucket, serverAccessLogsBucket, profile, exclusive, samePrefix, statements },
      prefix,
      withheld: options.withheld,
    },
  );
  const reading = { sets: readingOf(options.restoreSets ?? sets), resources };
  const writes = groupsOf(sets).some(({ actions }) => actions.includes('s3:PutObject'));
  const setup = setupValues(scope, options.labels, bucket, made, sets, { prefix });
  return { ...made, bucket, prefix, writes, reading, granted: { sets, resources, prefix }, setup };
}
