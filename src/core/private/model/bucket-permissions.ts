import { AWS_S3_ACTIONS, AWS_SSE_KMS } from './aws-sources';
import type { Deviation, PermissionGroup } from './permission-set';

// Data only: what the bucket permissions of several vendors have in common.

/** The ARN of a bucket names no account. `also` is how the permission differs from the page in other ways. */
export const ofExpectedAccount = (actions: readonly string[], also = ''): Deviation => ({
  kind: 'narrowed',
  actions,
  reason: `${also}only while the bucket belongs to the expected account: a bucket ARN names no account, and a stranger can take the name of a deleted bucket`,
  source: AWS_S3_ACTIONS,
});

/** What a use of the bucket needs of its key. S3 also decrypts the parts of a multipart upload. */
const KEY_ACTIONS = { read: ['kms:Decrypt'], write: ['kms:Decrypt', 'kms:GenerateDataKey'] };

/** For a bucket with a customer managed key, which the vendors' pages do not cover. */
export const bucketKey = (use: keyof typeof KEY_ACTIONS, sid: string, why: string): PermissionGroup<'key'> => ({
  sid,
  on: 'key',
  why,
  evidence: 'inferred',
  source: AWS_SSE_KMS,
  actions: KEY_ACTIONS[use],
});

/** The page does not list them. */
export const bucketKeyAdded = (use: keyof typeof KEY_ACTIONS): Deviation => ({
  kind: 'added',
  actions: KEY_ACTIONS[use],
  reason: 'only for a bucket with a customer managed key, on that key and through S3: otherwise S3 refuses. The pages do not cover keys',
  source: AWS_SSE_KMS,
});
