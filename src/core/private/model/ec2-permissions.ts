import { AWS_EBS_ENCRYPTION } from './aws-sources';
import type { Deviation, PermissionGroup } from './permission-set';

// Data only: what the permissions of several vendors in EC2 have in common.

const VOLUME_KEY_ACTIONS = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** For accounts that encrypt volumes with a key of their own by default. `volumesOf` and `instance` name what is launched. */
export const volumeKey = (sid: string, volumesOf: string, instance: string): PermissionGroup<'volumeKey'>[] => [
  {
    sid,
    on: 'volumeKey',
    why: `lets EC2 make encrypted volumes for ${volumesOf}`,
    evidence: 'inferred',
    source: AWS_EBS_ENCRYPTION,
    actions: VOLUME_KEY_ACTIONS,
  },
  {
    sid: `${sid}Grant`,
    on: 'volumeKey',
    why: `lets EC2 go on using the key while ${instance} runs`,
    evidence: 'inferred',
    source: AWS_EBS_ENCRYPTION,
    actions: ['kms:CreateGrant'],
    conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
  },
];

/** That the page does not list them. */
export const VOLUME_KEY_ADDED: Deviation = {
  kind: 'added',
  actions: ['kms:CreateGrant', ...VOLUME_KEY_ACTIONS],
  reason:
    'only with volumeKey, on that key and through EC2: EC2 refuses to make an encrypted volume otherwise; the pages say nothing of keys',
  source: AWS_EBS_ENCRYPTION,
};
