import type { BucketProfile, BucketRule, LifecycleChoices } from '../core/private/model/bucket-profile';
import { defaultRetention } from '../core/private/synth/bucket-predicates';
import { EMPTIED, nothingExpires, readableAtOnce } from '../core/private/synth/bucket-rules';
import { AWS_ARCHIVED_OBJECTS, IMMUTABILITY, README, REPOSITORIES } from './sources';

// Data only: what Velero asks of its bucket.

const RETENTION: BucketRule = {
  severity: 'warning',
  id: 'cdk-vendor-access:velero.defaultRetention',
  found: defaultRetention,
  allowed: 'no default retention',
  todo: 'Remove it, or acknowledge it, and expire noncurrent versions after the retention.',
  why: 'Velero does not support immutable backups: it rewrites objects, and what it deletes remains as locked old versions.',
  source: IMMUTABILITY,
};

const EXPIRES = nothingExpires({
  id: 'cdk-vendor-access:velero.objectsExpire',
  allowed: 'rules that expire noncurrent versions only: Velero deletes expired backups itself',
  todo: 'Set the time to live of backups in Velero (--ttl), or acknowledge a rule that concerns other objects.',
  why: 'All backups of a namespace share the objects of one Kopia repository, which expires piece by piece although newer backups need it.',
  source: REPOSITORIES,
});

const READABLE = readableAtOnce({
  id: 'cdk-vendor-access:velero.notReadable',
  todo: 'Remove it, or limit a transition to noncurrent versions.',
  why: 'Velero reads backups and repositories without restoring objects from an archive first.',
  source: AWS_ARCHIVED_OBJECTS,
});

/** Which tags Velero sets is configured in the cluster: rules for some tags may concern its objects. */
const TAGGED: BucketProfile = [
  { ...EXPIRES, ofTagged: true },
  { ...READABLE, ofTagged: true, severity: 'warning', todo: 'Remove it, or acknowledge if Velero sets other tags.' },
];

export const ALL_BUCKET_RULES: BucketProfile = [RETENTION, EXPIRES, READABLE, EMPTIED];

export const backupProfile = (objectTags = false): BucketProfile =>
  objectTags ? [...ALL_BUCKET_RULES.filter((rule) => rule !== EXPIRES), ...TAGGED] : ALL_BUCKET_RULES;

/** The lifecycle rules that a new bucket can have. */
export const LIFECYCLE: LifecycleChoices = {
  noncurrentVersionExpiration: {
    allowed: true,
    why: 'Velero works with current objects only, and its permissions do not include the deletion of old versions.',
    source: REPOSITORIES,
  },
  abortIncompleteMultipartUploadAfter: {
    allowed: true,
    why: 'The parts that a crash in the middle of an upload leaves behind belong to no backup.',
    source: README,
  },
};
