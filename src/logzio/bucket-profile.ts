import type { BucketProfile, BucketRule, LifecycleChoices } from '../core/private/model/bucket-profile';
import { aclsDisabled, awsManagedKey } from '../core/private/synth/bucket-predicates';
import { nothingExpires, readableAtOnce, withoutDefaultRetention } from '../core/private/synth/bucket-rules';
import { expires } from '../core/private/synth/lifecycle-predicates';
import { AWS_OBJECT_LOCK, AWS_SSE_KMS, CONFIGURE_ARCHIVING, S3_PERMISSIONS } from './sources';

// Data only: what Logz.io requires of its bucket.

/** The object that Logz.io writes to the root of the bucket, and needs to authenticate. */
export const VERIFIED_OBJECT = 'logzio-verified';

const ACLS: BucketRule = {
  severity: 'error',
  id: 'cdk-vendor-access:logzio.aclsDisabled',
  found: aclsDisabled,
  allowed: 'ACLs enabled: object ownership BucketOwnerPreferred',
  todo: 'Set objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED.',
  why: 'Logz.io cannot write to a bucket without ACLs, whatever its permissions.',
  source: CONFIGURE_ARCHIVING,
};

const VERIFIED: BucketRule = {
  severity: 'error',
  id: 'cdk-vendor-access:logzio.verifiedExpires',
  found: expires(VERIFIED_OBJECT),
  allowed: `no expiration of the object '${VERIFIED_OBJECT}' at the root of the bucket`,
  todo: 'Set a prefix on the rule that does not match it, or expire only noncurrent versions.',
  why: 'Logz.io needs the object to authenticate.',
  source: S3_PERMISSIONS,
};

const EXPIRES = nothingExpires({
  id: 'cdk-vendor-access:logzio.objectsExpire',
  allowed: `rules that keep '${VERIFIED_OBJECT}' and everything that you may want to restore`,
  todo: 'Acknowledge the warning if you intend this.',
  why: 'Expired objects cannot be restored.',
  source: S3_PERMISSIONS,
});

const RETENTION = withoutDefaultRetention({
  id: 'cdk-vendor-access:logzio.defaultRetention',
  todo: 'Remove it. Versioning already keeps an overwritten archive.',
  why: 'With it, S3 refuses every upload without a checksum, and Logz.io does not say that its uploads have one.',
  source: AWS_OBJECT_LOCK,
});

const GLACIER = readableAtOnce({
  id: 'cdk-vendor-access:logzio.notRestorable',
  todo: 'Remove it, or choose LogzioUsage.ARCHIVE if you never restore.',
  why: 'Logz.io cannot restore from S3 Glacier and Glacier Deep Archive.',
  source: S3_PERMISSIONS,
});

const MANAGED_KEY: BucketRule = {
  severity: 'error',
  id: 'cdk-vendor-access:logzio.powerSearchManagedKey',
  found: awsManagedKey,
  allowed: 'encryption with S3 managed keys (SSE-S3) together with powerSearch',
  todo: 'Encrypt the bucket with S3 managed keys, or omit powerSearch.',
  why: 'The user that searches belongs to another account, and such users cannot use the AWS managed key.',
  source: AWS_SSE_KMS,
};

/** The rules for one use of the bucket. An archive without restores can move to Glacier, which then gives only a warning. */
export function archiveBucketProfile(use: { readonly restores: boolean; readonly powerSearch: boolean }): BucketProfile {
  const glacier: BucketRule = use.restores ? GLACIER : { ...GLACIER, severity: 'warning' };
  return [ACLS, RETENTION, VERIFIED, EXPIRES, glacier, ...(use.powerSearch ? [MANAGED_KEY] : [])];
}

/** Each Logz.io account and subaccount archives to a separate bucket. */
export const ONE_ARCHIVE = {
  use: 'archiving by Logz.io',
  why: `Logz.io requires a separate bucket for each of its accounts (${CONFIGURE_ARCHIVING.url}).`,
};

/** The lifecycle rules that a new bucket can have. */
export const LIFECYCLE: LifecycleChoices = {
  noncurrentVersionExpiration: {
    allowed: true,
    why: 'Logz.io needs the current objects only, and cannot delete old versions itself.',
    source: S3_PERMISSIONS,
  },
  abortIncompleteMultipartUploadAfter: {
    allowed: true,
    why: 'Logz.io has no permission to remove the parts of an upload that failed.',
    source: S3_PERMISSIONS,
  },
};
