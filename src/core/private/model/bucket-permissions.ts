import { AWS_S3_ACTIONS, AWS_SSE_KMS } from './aws-sources';
import type { Deviation, PermissionGroup } from './permission-set';

// Data only: what the permissions of several vendors on a bucket have in common.

/** The ARN of a bucket names no account. `also` is how the permission differs from the page beside that. */
export const ofExpectedAccount = (actions: readonly string[], also = ''): Deviation => ({
  kind: 'narrowed',
  actions,
  reason: `${also}only while the bucket belongs to the expected account: a bucket ARN names none, and a deleted name can be taken by a stranger`,
  source: AWS_S3_ACTIONS,
});

/** What a use of the bucket needs of its key: S3 decrypts the parts of a multi-part upload, too. */
const KEY_ACTIONS = { read: ['kms:Decrypt'], write: ['kms:Decrypt', 'kms:GenerateDataKey'] };

/** For a bucket with a customer managed key, which the vendors' pages do not think of. */
export const bucketKey = (use: keyof typeof KEY_ACTIONS, sid: string, why: string): PermissionGroup<'key'> => ({
  sid,
  on: 'key',
  why,
  evidence: 'inferred',
  source: AWS_SSE_KMS,
  actions: KEY_ACTIONS[use],
});

/** That the page does not list them. */
export const bucketKeyAdded = (use: keyof typeof KEY_ACTIONS): Deviation => ({
  kind: 'added',
  actions: KEY_ACTIONS[use],
  reason: 'only for a bucket with a customer managed key, on that key and through S3: S3 refuses otherwise; the pages say nothing of keys',
  source: AWS_SSE_KMS,
});
