import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { VendorAccess } from '../../vendor-access';
import type { VendorBucketOptions } from '../../vendor-bucket-options';
import { warnAboutAnotherAccount } from '../env/cross-account';
import type { BucketProfile } from '../model/bucket-profile';
import type { BucketShape } from '../model/bucket-shape';
import type { PermissionSet } from '../model/permission-set';
import type { Product } from '../model/product';
import { promisedSettings } from '../synth/bucket-settings';
import { type GuardedBucket, guard } from '../synth/synth-validation';
import type { BucketStatements } from '../validation/bucket-policy-options';
import { makeBucket } from './bucket';
import { type BucketResource, bucketResources } from './bucket-resources';
import { makePolicy } from './grants';
import type { BoundAccess } from './principals';
import type { SetupValue } from './setup-outputs';
import { type SetupLabels, setupValues } from './setup-values';
import { type PolicyResources, statementsOf } from './statements';

/** What differs from product to product. */
export interface BucketAccessOptions<T extends string> {
  readonly product: Product;
  readonly labels: SetupLabels;
  readonly access: VendorAccess;
  /** A bucket of the user's, in place of a new one. */
  readonly bucket?: s3.IBucket;
  readonly shape: BucketShape;
  readonly profile: BucketProfile;
  readonly exclusive?: GuardedBucket['exclusive'];
  /** What goes into the policy of the bucket. */
  readonly bucketStatements?: BucketStatements;
  readonly prefix?: string;
  readonly sets: readonly PermissionSet<T | BucketResource>[];
  /** The kinds of resource that the product reaches beside its bucket. */
  readonly resources?: PolicyResources<T>;
}

/** What was made. */
export interface BucketAccess extends BoundAccess {
  readonly bucket: s3.IBucket;
  readonly policy: iam.ManagedPolicy;
  /** The construct's own statements; what is pushed to it is guarded too. */
  readonly statements: iam.PolicyStatement[];
  readonly setup: readonly SetupValue[];
}

/** A bucket, the principal of a product, and the permissions that tie them together; guarded until the template is final. */
export function bucketAccess<T extends string>(
  scope: Construct,
  props: VendorBucketOptions,
  options: BucketAccessOptions<T>,
): BucketAccess {
  const { access, exclusive, prefix, product, profile, sets, shape } = options;
  const { trust } = access._binding;
  const bucket = options.bucket ?? makeBucket(scope, props, shape);
  const resources = { ...options.resources, ...bucketResources(bucket, prefix) } as PolicyResources<T | BucketResource>;
  const policy = makePolicy(scope, product, sets, resources);
  const bound = access._binding.bind(scope, policy, product);
  const statements = statementsOf(sets, resources, { sids: true });
  const promised = options.bucket ? undefined : promisedSettings(props, shape);
  const { serverAccessLogsBucket } = props;
  const inPolicy = options.bucketStatements?.(bucket) ?? [];
  for (const statement of inPolicy) {
    bucket.addToResourcePolicy(statement);
  }
  const guarded = { bucket, promised, serverAccessLogsBucket, profile, exclusive, statements: inPolicy };
  guard(scope, { bucket: guarded, policy, statements, ...bound, trust });
  warnAboutAnotherAccount(scope, bucket);
  const setup = setupValues(scope, options.labels, bucket, bound, sets, { prefix, trust });
  return { ...bound, bucket, policy, statements, setup };
}

/**
 * Lets the same principal use one more bucket, by a policy of its own: a policy is limited in size, and each can be read by itself. What
 * is not of a bucket stands in the first policy already. Returns what the console asks for.
 */
export function furtherBucket(
  scope: Construct,
  bound: BoundAccess,
  number: number,
  options: Pick<BucketAccessOptions<never>, 'product' | 'labels' | 'prefix' | 'profile' | 'sets'> & { readonly bucket: s3.IBucket },
): SetupValue[] {
  const { bucket, labels, prefix, product, profile, sets } = options;
  const { account: _inTheFirst, ...resources } = bucketResources(bucket, prefix);
  const policy = makePolicy(scope, product, sets, resources, `Policy${number}`);
  bound.attach(policy);
  guard(scope, { bucket: { bucket, profile }, policy, statements: statementsOf(sets, resources, { sids: true }) });
  warnAboutAnotherAccount(scope, bucket);
  const { bucket: name, region, prefix: path } = labels;
  const values = setupValues(scope, { bucket: name, region, prefix: path }, bucket, bound, sets, { prefix });
  return values.map((value) => ({ ...value, id: `${value.id}${number}` }));
}
