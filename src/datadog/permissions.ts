import { ofExpectedAccount } from '../core/private/model/bucket-permissions';
import type { Deviation, PermissionGroup, PermissionSet } from '../core/private/model/permission-set';
import type { BucketResource } from '../core/private/provision/bucket-resources';
import { ARCHIVES, AWS_SSE_KMS, PRODUCT } from './sources';

// Data only: what Datadog may do with its bucket, why, and where it is written.

/** The page allows the key by a policy of the key, for every use of it. */
const keyGroup = (sid: string, why: string, actions: readonly string[]): PermissionGroup<'key'> => ({
  sid,
  on: 'key',
  why,
  evidence: 'documented',
  source: ARCHIVES,
  actions,
});

const onThatKey = (actions: readonly string[]): Deviation => ({
  kind: 'narrowed',
  actions,
  reason: 'by the policy of the principal, and through S3 only: the page allows calling KMS directly, which nothing in an archive needs',
  source: AWS_SSE_KMS,
});

const KEY_ADMINISTRATION: Deviation = {
  kind: 'withheld',
  actions: ['kms:CreateGrant', 'kms:DescribeKey', 'kms:Encrypt', 'kms:ListGrants', 'kms:ReEncrypt*', 'kms:RevokeGrant'],
  reason:
    "from the AWS console's text for any use of a key: S3 asks for kms:GenerateDataKey and kms:Decrypt alone, and a grant outlives the policy",
  source: AWS_SSE_KMS,
};

/** Archive: Datadog writes files of logs to the bucket. It cannot read, list or delete them. */
export const ARCHIVE: PermissionSet<BucketResource> = {
  id: 'datadog/archive',
  product: PRODUCT.name,
  summary: 'Datadog writes files of logs to the bucket; it cannot read, list or delete them.',
  source: ARCHIVES,
  groups: [
    {
      sid: 'DatadogArchiveObjects',
      on: 'object',
      why: 'uploads the archived log files',
      evidence: 'documented',
      source: ARCHIVES,
      actions: ['s3:PutObject'],
    },
    keyGroup('DatadogArchiveKey', 'encrypts what it uploads with the key of the bucket; a multi-part upload also decrypts', [
      'kms:Decrypt',
      'kms:GenerateDataKey',
    ]),
  ],
  deviations: [ofExpectedAccount(['s3:PutObject']), onThatKey(['kms:Decrypt', 'kms:GenerateDataKey*']), KEY_ADMINISTRATION],
};

/** Rehydrate: Datadog lists and reads what it archived, also for Archive Search. It cannot write or delete. */
export const REHYDRATE: PermissionSet<BucketResource> = {
  id: 'datadog/rehydrate',
  product: PRODUCT.name,
  summary: 'Datadog lists and reads what it archived, to rehydrate or search it; it cannot write or delete.',
  source: ARCHIVES,
  groups: [
    {
      sid: 'DatadogRehydrateList',
      on: 'bucket',
      why: 'finds the files of the time range to rehydrate; the page limits it to no path',
      evidence: 'documented',
      source: ARCHIVES,
      actions: ['s3:ListBucket'],
    },
    {
      sid: 'DatadogRehydrateObjects',
      on: 'object',
      why: 'reads the archived log files',
      evidence: 'documented',
      source: ARCHIVES,
      actions: ['s3:GetObject'],
    },
    keyGroup('DatadogRehydrateKey', 'decrypts what it reads', ['kms:Decrypt']),
  ],
  deviations: [ofExpectedAccount(['s3:GetObject', 's3:ListBucket']), onThatKey(['kms:Decrypt']), KEY_ADMINISTRATION],
};

/** All sets, for the generated pages and the tests. */
export const PERMISSION_SETS: readonly PermissionSet<BucketResource>[] = [ARCHIVE, REHYDRATE];
