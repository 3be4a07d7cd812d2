import type { BucketProfile, BucketRule, LifecycleChoices } from '../../core/private/model/bucket-profile';
import { versioned } from '../../core/private/synth/bucket-predicates';
import { ALL_BUCKET_RULES, LIFECYCLE, repositoryProfile } from '../bucket-profile';
import { VBR_IMMUTABILITY, VBR_LIMITATIONS, VBR_PERMISSIONS, VBR_S3_LIMITATIONS } from '../sources';

// Data only: what Veeam Backup & Replication requires of its bucket. The rules are those of Microsoft 365; the pages differ.

/** By the id of a rule, how the pages of this product differ. */
const OWN: Readonly<Record<string, Partial<BucketRule>>> = {
  'cdk-vendor-access:veeam.lifecycleRules': { source: VBR_S3_LIMITATIONS },
  'cdk-vendor-access:veeam.abortsUploads': { source: VBR_S3_LIMITATIONS },
  'cdk-vendor-access:veeam.expiresMarkers': { source: VBR_S3_LIMITATIONS },
  'cdk-vendor-access:veeam.archiveTiers': {
    todo: 'Remove the configuration: Veeam chooses the storage class itself, and archives in an archive tier.',
    source: VBR_S3_LIMITATIONS,
  },
  'cdk-vendor-access:veeam.replication': {
    allowed: 'no replication',
    why: 'Veeam does not support native replication between buckets.',
    todo: 'Remove it. Let Veeam copy the backups to a second repository instead.',
    source: VBR_S3_LIMITATIONS,
  },
  'cdk-vendor-access:veeam.key': {
    why: "Veeam's pages speak of keys for volumes only, not of KMS keys on the bucket.",
    source: VBR_PERMISSIONS,
  },
  'cdk-vendor-access:veeam.noObjectLock': { source: VBR_IMMUTABILITY },
  'cdk-vendor-access:veeam.notVersioned': { source: VBR_IMMUTABILITY },
  'cdk-vendor-access:veeam.defaultRetention': { why: 'It may result in unpredictable behavior and data loss.', source: VBR_LIMITATIONS },
  'cdk-vendor-access:veeam.versioned': {
    severity: 'warning',
    id: 'cdk-vendor-access:veeam.keepsVersions',
    found: versioned,
    todo: 'Remove them, or set immutability: true, here and in Veeam.',
    why: 'Without immutability, Veeam has no permission to delete versions: what it deletes is kept forever, and you pay for it.',
    source: VBR_PERMISSIONS,
  },
};

const own = (profile: BucketProfile): BucketProfile => profile.map((rule) => ({ ...rule, ...OWN[rule.id] }));

export const backupProfile = (use: { readonly immutability: boolean }): BucketProfile => own(repositoryProfile(use));

/** For the generated page: the rules that differ. */
export const BACKUP_BUCKET_RULES: BucketProfile = own(ALL_BUCKET_RULES.filter(({ id }) => id in OWN));

/** The lifecycle rules that a new bucket can have. */
export const BACKUP_LIFECYCLE: LifecycleChoices = {
  noncurrentVersionExpiration: { ...LIFECYCLE.noncurrentVersionExpiration, source: VBR_S3_LIMITATIONS },
  abortIncompleteMultipartUploadAfter: { ...LIFECYCLE.abortIncompleteMultipartUploadAfter, source: VBR_S3_LIMITATIONS },
};
