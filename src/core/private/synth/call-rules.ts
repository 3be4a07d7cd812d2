import type { CallRule } from './call-rule';
import { DENYING_CALLS } from './denying-calls';
import { COPIED, goesToAnotherAccount } from './destinations';
import { BUCKET, SECRET } from './meanings';
import { setsSameDefault, setsTheSame } from './same-setting';
import { SHARING_CALLS } from './sharing-calls';

const CHANGED = 'cdk-vendor-access:core.changedByCall';
const PRINCIPAL = /^AWS::IAM::(Group|Role|User)$/;
const [OF_SECRET, OF_BUCKET] = [SECRET, BUCKET].map((type) => new RegExp(`^${type}$`));

/** Whether a setting in the parameters has a destination in another account. The bucket itself is named by a text. */
const goesElsewhere: CallRule['if'] = ({ by, parameters }, app) =>
  Object.values(parameters).some((value) => typeof value === 'object' && goesToAnotherAccount(app, by.construct.stack, value));

/**
 * Calls that `AwsCustomResource` and its kin make; the first rule that fits decides. Silent: what only reads settings, tags, and the settings of a
 * bucket that the template sets alike, or about which promises are silent too (notifications and lists within the account, metrics, logs where there are none, CORS, acceleration).
 */
export const CALL_RULES: readonly CallRule[] = [
  ...DENYING_CALLS,
  {
    type: PRINCIPAL,
    action: /^iam:(AddRoleToInstanceProfile|Create(AccessKey|LoginProfile|ServiceSpecificCredential)|UpdateLoginProfile|Upload\w+)$/,
    id: 'cdk-vendor-access:core.furtherCredentials',
    why: 'further credentials of the principal, which are not in its secret and are not replaced when its key is rotated',
  },
  {
    type: PRINCIPAL,
    action: /^iam:((Attach|Put)(Group|Role|User)Policy|Delete(Role|User)PermissionsBoundary)$/,
    id: 'cdk-vendor-access:core.principalExtended',
    why: 'the principal may get more permissions than the policies of the construct grant',
  },
  {
    type: PRINCIPAL,
    action: /^iam:UpdateAssumeRolePolicy$/,
    id: 'cdk-vendor-access:core.trustExtended',
    why: 'it replaces the trust policy of the role',
  },
  {
    type: /^AWS::IAM::ManagedPolicy$/,
    action: /^iam:(CreatePolicyVersion|SetDefaultPolicyVersion)$/,
    id: 'cdk-vendor-access:core.policyExtended',
    why: 'it replaces the policy',
  },
  ...SHARING_CALLS,
  {
    type: OF_SECRET,
    action: /^secretsmanager:(Batch)?GetSecretValue$/,
    id: 'cdk-vendor-access:core.secretCopied',
    why: 'the answer holds the access key, which is then where the answer is kept. Let the application read the secret (grantRead)',
  },
  {
    type: OF_SECRET,
    action: /^secretsmanager:(PutSecretValue|RotateSecret|UpdateSecret)$/,
    id: 'cdk-vendor-access:core.secretReplaced',
    why: 'it may overwrite the access key in the secret. Use AccessKeys.rotatingTo',
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
