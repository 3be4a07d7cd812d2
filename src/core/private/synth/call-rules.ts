import { type CallRule, CHANGED } from './call-rule';
import { COPIED, goesToAnotherAccount } from './destinations';
import { GIVING_CALLS } from './giving-calls';
import { BUCKET, SECRET } from './meanings';
import { isWatched } from './metrics';
import { PRINCIPAL_CALLS } from './principal-call-rules';
import { setsSameDefault, setsTheSame } from './same-setting';
import type { SdkCall } from './sdk-calls';
import { SHARING_CALLS } from './sharing-calls';

const [OF_SECRET, OF_BUCKET] = [SECRET, BUCKET].map((type) => new RegExp(`^${type}$`));

/** Whether a setting in the parameters has a destination in another account. The bucket itself is named by a text. */
const goesElsewhere: CallRule['if'] = ({ by, parameters }, app) =>
  Object.values(parameters).some((value) => typeof value === 'object' && goesToAnotherAccount(app, by.construct.stack, value));

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
  ...PRINCIPAL_CALLS,
  ...GIVING_CALLS,
  ...SHARING_CALLS,
  {
    type: OF_SECRET,
    action: /^secretsmanager:(Batch)?GetSecretValue$/,
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
  {
    type: OF_BUCKET,
    action: /^s3:PutBucket((Analytics|Inventory)Configuration|Notification(Configuration)?|Replication)$/,
    if: goesElsewhere,
    id: 'cdk-vendor-access:core.copiedElsewhere',
    why: COPIED,
  },
  {
    type: OF_BUCKET,
    action: /^s3:PutBucketLogging$/,
    if: ({ on }) => on.Properties.LoggingConfiguration !== undefined,
    id: CHANGED,
    why: 'it replaces the access logs of the bucket. Change them in the template',
  },
  {
    type: OF_BUCKET,
    action: /^s3:PutBucketEncryption$/,
    if: (call) => !setsTheSame(call) && setsSameDefault(call),
    id: CHANGED,
    why: 'it sets the default encryption of the template, but no BlockedEncryptionTypes, so that S3 may allow uploads with keys of the caller (SSE-C) again. Remove the call, or let it set them, too',
  },
  {
    type: OF_BUCKET,
    if: (call) => !setsTheSame(call),
    action:
      /^s3:((Put|Delete)(Bucket(Acl|Encryption|Lifecycle\w*|OwnershipControls|Policy|Replication|Versioning)|ObjectLockConfiguration|PublicAccessBlock)|PutBucket(IntelligentTiering\w+|RequestPayment|Website))$/,
    id: CHANGED,
    why: 'it changes a setting that protects the bucket, or that the product needs. Change it in the template',
  },
  {
    type: OF_BUCKET,
    action: /^s3:(Delete|Put)BucketMetricsConfiguration$/,
    if: isWatched,
    id: CHANGED,
    why: 'it ends or filters the request metrics that an alarm of monitor counts. Leave them to the template',
  },
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
