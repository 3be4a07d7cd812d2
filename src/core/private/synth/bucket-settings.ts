import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { VendorBucketOptions } from '../../vendor-bucket-options';
import type { BucketProperties } from '../model/bucket-profile';
import type { BucketShape } from '../model/bucket-shape';
import { problem } from '../validation/errors';
import type { FinalResource } from './rendered-resource';

/** Settings by which one knows a bucket of this library again. */
export interface BucketSettings {
  readonly publicAccess: unknown;
  readonly versioning: unknown;
  readonly ownership: unknown;
  readonly encryption: unknown;
  /** Only of a bucket that was made with it. */
  readonly objectLock?: unknown;
}

/** What a bucket that `makeBucket` makes is promised to have: from what was asked for, since a property injector may already have changed it. */
export function promisedSettings(options: VendorBucketOptions, shape: BucketShape): BucketSettings {
  return {
    publicAccess: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
    versioning: shape.versioned ? 'Enabled' : 'off',
    ownership: shape.objectOwnership,
    encryption: options.encryptionKey ? 'aws:kms' : 'AES256',
    ...(shape.objectLock && { objectLock: { enabled: true, mode: shape.objectLock.mode, days: shape.objectLock.days } }),
  };
}

/** Whether a bucket that the library made still has what it was made with. */
export function checkPromise(bucket: s3.IBucket, final: FinalResource, promised: BucketSettings): string[] {
  const got = settingsOf(final.Properties);
  return (Object.keys(promised) as (keyof BucketSettings)[])
    .filter((name) => JSON.stringify(got[name]) !== JSON.stringify(promised[name]))
    .map((name) => {
      const todo = 'An aspect, mixin, property injector or override changed it: take that away, or pass a bucket of your own.';
      const allowed = `what the construct set, ${JSON.stringify(promised[name])}`;
      return problem(`bucket '${bucket.node.path}'`, `${name} ${JSON.stringify(got[name])}`, allowed, todo);
    });
}

function settingsOf(properties: BucketProperties): BucketSettings {
  const retention = properties.ObjectLockConfiguration?.Rule?.DefaultRetention ?? {};
  const { BlockPublicAcls, BlockPublicPolicy, IgnorePublicAcls, RestrictPublicBuckets } = properties.PublicAccessBlockConfiguration ?? {};
  return {
    publicAccess: { BlockPublicAcls, BlockPublicPolicy, IgnorePublicAcls, RestrictPublicBuckets },
    versioning: properties.VersioningConfiguration?.Status ?? 'off',
    ownership: properties.OwnershipControls?.Rules?.[0]?.ObjectOwnership,
    encryption: properties.BucketEncryption?.ServerSideEncryptionConfiguration?.[0]?.ServerSideEncryptionByDefault?.SSEAlgorithm,
    objectLock: { enabled: properties.ObjectLockEnabled === true, mode: retention.Mode, days: retention.Days },
  };
}
