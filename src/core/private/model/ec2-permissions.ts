import { AWS_EBS_ENCRYPTION } from './aws-sources';
import type { Deviation, PermissionGroup } from './permission-set';

// Data only: what the EC2 permissions of several vendors have in common.

const VOLUME_KEY_ACTIONS = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** For accounts that encrypt volumes with their own key by default. `volumesOf` and `instance` name what is launched. */
export const volumeKey = (sid: string, volumesOf: string, instance: string): PermissionGroup<'volumeKey'>[] => [
  {
    sid,
    on: 'volumeKey',
    why: `lets EC2 create encrypted volumes for ${volumesOf}`,
    evidence: 'inferred',
    source: AWS_EBS_ENCRYPTION,
    actions: VOLUME_KEY_ACTIONS,
  },
  {
    sid: `${sid}Grant`,
    on: 'volumeKey',
    why: `lets EC2 keep using the key while ${instance} runs`,
    evidence: 'inferred',
    source: AWS_EBS_ENCRYPTION,
    actions: ['kms:CreateGrant'],
    conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
  },
];

/** The page does not list them. */
export const VOLUME_KEY_ADDED: Deviation = {
  kind: 'added',
  actions: ['kms:CreateGrant', ...VOLUME_KEY_ACTIONS],
  reason: 'only with volumeKey, on that key and through EC2: otherwise EC2 cannot create an encrypted volume. The pages do not cover keys',
  source: AWS_EBS_ENCRYPTION,
};
