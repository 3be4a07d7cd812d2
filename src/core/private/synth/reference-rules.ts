import { BUCKET_REFERENCES } from './bucket-reference-rules';
import { PRINCIPAL_REFERENCES } from './principal-reference-rules';
import type { ReferenceRule } from './reference-rule';
import { SHARING_RULES } from './sharing-rules';
import { TEST_REFERENCES } from './test-reference-rules';

const SECRET_REFERENCES: readonly ReferenceRule[] = [
  {
    to: 'secret',
    type: 'AWS::SecretsManager::ResourcePolicy',
    at: /^SecretId\b/,
    policy: 'ResourcePolicy',
    id: 'cdk-vendor-access:core.secretShared',
    why: 'the policy of the secret allows principals outside this account to read the access key',
  },
  {
    to: 'secret',
    type: 'AWS::SecretsManager::RotationSchedule',
    at: /^SecretId\b/,
    id: 'cdk-vendor-access:core.secretReplaced',
    why: 'rotation overwrites the secret, while the vendor still uses the key that was entered. Use AccessKeys.rotatingTo',
  },
  {
    to: 'secret',
    type: 'AWS::SecretsManager::SecretTargetAttachment',
    at: /^SecretId\b/,
    id: 'cdk-vendor-access:core.secretReplaced',
    why: 'the connection of a database overwrites the secret of the access key',
  },
];

/**
 * References that give someone access, or break the access. `principal` collects the policies and groups of a principal, and policies of
 * other resources that allow it something; promises cover the resource itself.
 *
 * Not listed, and silent: anything that only passes a name; policies of the app that allow an identity of the account to read the secret or
 * the bucket, as `grantRead` writes them; services that use their own role for it; services that could assume the role only if its trust
 * policy, which is promised, allowed them. `test/core/referrers` classifies every property of CloudFormation that can hold such a reference.
 */
export const REFERENCE_RULES: readonly ReferenceRule[] = [
  ...PRINCIPAL_REFERENCES,
  ...SHARING_RULES,
  ...SECRET_REFERENCES,
  ...BUCKET_REFERENCES,
  ...TEST_REFERENCES,
];
