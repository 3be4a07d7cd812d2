import { API_CALLS, keepsAnswer } from './api-call-rules';
import { BUCKET_CALLS } from './bucket-call-rules';
import { type CallRule, CHANGED } from './call-rule';
import { DENYING_CALLS } from './denying-calls';
import { GIVING_CALLS } from './giving-calls';
import { SECRET } from './meanings';
import { PRINCIPAL_CALLS } from './principal-call-rules';
import { setsTheSame } from './same-setting';
import type { SdkCall } from './sdk-calls';
import { SHARING_CALLS } from './sharing-calls';

const OF_SECRET = new RegExp(`^${SECRET}$`);

/** Whether it writes the access key, or makes another version the current one: most updates of a secret do neither. */
function replacesKey({ action, parameters }: SdkCall): boolean {
  const isGiven = (name: RegExp) => Object.keys(parameters).some((one) => name.test(one)); // `SecretString.$`
  switch (action) {
    case 'secretsmanager:UpdateSecret':
      return isGiven(/^Secret(Binary|String)\b/);
    case 'secretsmanager:UpdateSecretVersionStage':
      return typeof parameters.VersionStage !== 'string' || parameters.VersionStage === 'AWSCURRENT';
    default:
      return true;
  }
}

/**
 * Calls that `AwsCustomResource` and its kin make; the first rule that fits decides. Silent: what only reads settings, tags, and the settings of a
 * bucket that the template sets alike, or about which promises are silent too (notifications and lists within the account, metrics, logs where there are none, CORS, acceleration).
 */
export const CALL_RULES: readonly CallRule[] = [
  ...DENYING_CALLS,
  ...PRINCIPAL_CALLS,
  ...GIVING_CALLS,
  ...SHARING_CALLS,
  ...API_CALLS,
  {
    type: OF_SECRET,
    action: /^secretsmanager:(Batch)?GetSecretValue$/,
    if: keepsAnswer,
    id: 'cdk-vendor-access:core.secretCopied',
    why: 'the answer holds the access key, which is then where the answer is kept. Let the application read the secret (grantRead)',
  },
  {
    type: OF_SECRET,
    action: /^secretsmanager:(PutSecretValue|RotateSecret|UpdateSecret(VersionStage)?)$/,
    if: replacesKey,
    id: 'cdk-vendor-access:core.secretReplaced',
    why: 'it may overwrite the access key in the secret. Use AccessKeys.rotatingTo',
  },
  {
    type: OF_SECRET,
    action: /^secretsmanager:UpdateSecret$/,
    if: (call) => call.parameters.KmsKeyId !== undefined && !setsTheSame(call),
    id: CHANGED,
    why: 'it encrypts the access key with another KMS key, whose policy decides who can read it. Use secretEncryptionKey',
  },
  {
    type: OF_SECRET,
    action: /^secretsmanager:PutResourcePolicy$/,
    id: 'cdk-vendor-access:core.secretShared',
    why: 'it replaces the policy of the secret, which may allow principals outside this account to read the access key',
  },
  {
    type: OF_SECRET,
    action: /^secretsmanager:ReplicateSecretToRegions$/,
    id: 'cdk-vendor-access:core.secretReplicated',
    why: 'the access key can be read in other regions, with other keys and policies',
  },
  ...BUCKET_CALLS,
  {
    type: /^AWS::KMS::Key$/,
    action: /^kms:(DeleteImportedKeyMaterial|DisableKey|PutKeyPolicy|ScheduleKeyDeletion)$/,
    id: CHANGED,
    why: 'it ends the use of the key, or decides anew who may use it: what it encrypts may become unreadable. Change it in the template',
  },
  {
    type: /./,
    action:
      /^(iam:(Delete(AccessKey|Group|Policy|Role|User)|Detach(Group|Role|User)Policy|RemoveUserFromGroup|UpdateAccessKey)|s3:DeleteBucket|secretsmanager:DeleteSecret)$/,
    id: CHANGED,
    why: 'it removes a part of the access, without which the product stops',
  },
];
