import type { BucketProfile, BucketRule, LifecycleChoices } from '../core/private/model/bucket-profile';
import { readableAtOnce } from '../core/private/synth/bucket-rules';
import { ARCHIVES } from './sources';

// Data only: what Datadog asks of its bucket.

const READABLE = readableAtOnce({
  id: 'cdk-vendor-access:datadog.notRehydratable',
  allowed: 'STANDARD, STANDARD_IA, ONEZONE_IA, GLACIER_IR, and INTELLIGENT_TIERING without its archive tiers',
  todo: 'Remove it, or choose DatadogUsage.ARCHIVE if nothing is to be rehydrated.',
  why: 'Datadog cannot rehydrate from S3 Glacier Flexible Retrieval, Glacier Deep Archive and the archive tiers of Intelligent-Tiering.',
  source: ARCHIVES,
  keys: 'dt=', // the format of the archives: dt=<YYYYMMDD>/hour=<HH>/
});

/** What is rehydrated must be readable at once; in an archive that nobody rehydrates from, that is worth a warning. */
export function archiveBucketProfile(use: { readonly rehydrates: boolean }): BucketProfile {
  const readable: BucketRule = use.rehydrates ? READABLE : { ...READABLE, severity: 'warning' };
  return [readable];
}

/** The lifecycle rules that a new bucket can have. */
export const LIFECYCLE: LifecycleChoices = {
  noncurrentVersionExpiration: {
    allowed: true,
    why: 'Datadog rehydrates current objects only, and cannot delete old versions itself.',
    source: ARCHIVES,
  },
  abortIncompleteMultipartUploadAfter: {
    allowed: true,
    why: 'Datadog has no permission to remove the parts of an upload that failed.',
    source: ARCHIVES,
  },
};
