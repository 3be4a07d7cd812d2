import type { BucketPolicyStatement } from '../model/bucket-profile';
import type { Difference } from './differences';
import { isForEverybody, strangersIn } from './let-in';

/** What is said of a difference, and why. Of several rules that fit, the first one decides; what none fits is an error. */
export interface PromiseRule {
  /** The CloudFormation types. */
  readonly type: RegExp;
  /** The property, with all below it, or what stands beside the properties. */
  readonly path: RegExp;
  /** Only for what was not promised at all. */
  readonly added?: true;
  /** Only for such values; `account` is that of the stack. */
  readonly if?: (difference: Difference, account: string) => boolean;
  readonly verdict: 'error' | 'warning' | 'silent';
  /** The stable id of the warning; users acknowledge it by this name. */
  readonly id?: string;
  /** The warning comes from the check that looks for more of its kind. */
  readonly saidElsewhere?: true;
  /** Of a warning and an error: what it leads to. Of what is silent: why nobody gets in and nothing breaks. */
  readonly why: string;
}

const ANY = /./;
const PRINCIPAL = /^AWS::IAM::(User|Group|Role)$/;
const KEPT = /^AWS::S3::Bucket(Policy)?$/;
const warning = (id: string) => ({ verdict: 'warning', id }) as const;
const SILENT = { verdict: 'silent' } as const;

/** What stands beside the properties begins with a slash. */
const BESIDE = /^\/(Deletion|UpdateReplace)Policy$/;
const retains = (policy: unknown): boolean => /^Retain/.test(String(policy));
const statementOf = ({ final }: Difference): BucketPolicyStatement => (typeof final === 'object' ? (final ?? {}) : {});

/** Of a role whose external id is not known yet: whatever is added may refuse, and not allow. */
export const CLOSED_TRUST: PromiseRule = {
  type: /^AWS::IAM::Role$/,
  path: /^AssumeRolePolicyDocument\.Statement$/,
  added: true,
  if: (difference) => statementOf(difference).Effect !== 'Deny',
  verdict: 'error',
  why: 'the role is closed until the external id is given',
};

/**
 * What may be other than a construct promised. Whatever is not in this table is an error: the product cannot work, or a protection falls that is
 * documented. Nothing is silent for a whole resource, nor for what was promised of a policy, trust, lock, encryption, public access or membership.
 */
export const PROMISE_RULES: readonly PromiseRule[] = [
  // when the stack goes
  {
    type: KEPT,
    path: BESIDE,
    if: ({ final, promised }) => retains(promised) && !retains(final),
    ...warning('cdk-vendor-access:core.keptMadeDeletable'),
    why: 'the bucket is deleted with the stack if it is empty, or what protects a bucket that is kept is',
  },
  {
    type: KEPT,
    path: BESIDE,
    ...SILENT,
    why: 'it is kept as well, or longer',
  },
  {
    type: /^AWS::(IAM|SecretsManager)::/,
    path: BESIDE,
    if: ({ final }) => retains(final),
    ...warning('cdk-vendor-access:core.accessKept'),
    why: 'it goes on working when it has left the stack, and nobody manages it any more',
  },
  { type: ANY, path: BESIDE, ...SILENT, why: 'a network that is left over lets nobody into the data' },

  // names and notes
  { type: ANY, path: /^Tags$/, if: isOrdinaryTag, ...SILENT, why: 'tags from above: no permission of the library asks for them' },
  { type: ANY, path: /^(Description|Path)$/, ...SILENT, why: 'a note, or a part of the ARN that the library does not write out' },
  { type: /^AWS::S3::Bucket$/, path: /^BucketName$/, ...SILENT, why: 'what refers to the bucket takes its name from it' },
  {
    type: /^AWS::IAM::(User|Group|Role|ManagedPolicy)$/,
    path: /^(User|Group|Role|ManagedPolicy)Name$/,
    ...SILENT,
    why: 'what refers to it takes its name from it',
  },
  { type: /^AWS::SecretsManager::Secret$/, path: /^Name$/, ...SILENT, why: 'what refers to the secret takes its ARN from it' },

  {
    type: ANY,
    path: /^(PolicyDocument|AssumeRolePolicyDocument)\.Statement\.\d+\.Sid$/,
    ...SILENT,
    why: 'a name: what the statement says is compared without it',
  },

  // the principal
  { type: PRINCIPAL, path: /^PermissionsBoundary$/, added: true, ...SILENT, why: 'a boundary from above takes permissions, it gives none' },
  {
    type: PRINCIPAL,
    path: /^(Groups|ManagedPolicyArns|Policies)$/,
    added: true,
    ...warning('cdk-vendor-access:core.principalExtended'),
    saidElsewhere: true,
    why: 'the principal may do more than the policies of the construct say',
  },
  {
    type: /^AWS::IAM::Role$/,
    path: /^AssumeRolePolicyDocument\.Statement$/,
    added: true,
    if: (difference) => isForEverybody(statementOf(difference)),
    verdict: 'error',
    why: 'anybody could assume the role',
  },
  {
    type: /^AWS::IAM::Role$/,
    path: /^AssumeRolePolicyDocument\.Statement$/,
    added: true,
    ...warning('cdk-vendor-access:core.trustExtended'),
    why: 'the trust says more than the construct does: it lets in others, without the external id, or refuses',
  },

  // its policies
  {
    type: /^AWS::IAM::ManagedPolicy$/,
    path: /^PolicyDocument\.Statement$/,
    added: true,
    ...warning('cdk-vendor-access:core.policyExtended'),
    why: 'the policy has statements that the construct did not make',
  },
  {
    type: /^AWS::IAM::ManagedPolicy$/,
    path: /^(Groups|Roles|Users)$/,
    added: true,
    ...warning('cdk-vendor-access:core.policyShared'),
    why: 'others get the permissions of the product as well',
  },

  // the secret
  {
    type: /^AWS::SecretsManager::Secret$/,
    path: /^KmsKeyId$/,
    added: true,
    if: ({ final }, account) => typeof final === 'object' || String(final).includes(`:${account}:`),
    ...SILENT,
    why: 'a key of the account from above in the place of the account’s own for secrets: fewer can decrypt it',
  },
  {
    type: /^AWS::SecretsManager::Secret$/,
    path: /^ReplicaRegions$/,
    added: true,
    ...warning('cdk-vendor-access:core.secretReplicated'),
    why: 'the access key can be read in further regions, with other keys and other policies',
  },

  // the bucket
  {
    type: /^AWS::S3::BucketPolicy$/,
    path: /^PolicyDocument\.Statement$/,
    added: true,
    if: (difference) => isForEverybody(statementOf(difference)),
    verdict: 'error',
    why: 'everybody is let in, or S3 refuses the policy because the bucket blocks public ones',
  },
  {
    type: /^AWS::S3::BucketPolicy$/,
    path: /^PolicyDocument\.Statement$/,
    added: true,
    if: (difference, account) => strangersIn(statementOf(difference), account).length > 0,
    ...warning('cdk-vendor-access:core.strangerLetIn'),
    why: 'the policy of the bucket lets in others than this account, and stays with a bucket that is kept when the stack goes',
  },
  {
    type: /^AWS::S3::BucketPolicy$/,
    path: /^PolicyDocument\.Statement$/,
    added: true,
    ...SILENT,
    why: 'it refuses, or it lets in who is of the account; whether it stops the product is another check',
  },
  {
    type: /^AWS::S3::Bucket$/,
    path: /^(InventoryConfigurations|ReplicationConfiguration)$/,
    added: true,
    if: ({ final }, account) => goesToAnotherAccount(final, account),
    ...warning('cdk-vendor-access:core.copiedElsewhere'),
    why: 'another account gets copies of the data, or lists of it',
  },
  {
    type: /^AWS::S3::Bucket$/,
    path: /^(LifecycleConfiguration|IntelligentTieringConfigurations|ReplicationConfiguration)$/,
    added: true,
    ...SILENT,
    why: 'what a product cannot work with, or should know, is in its bucket profile; copies in other accounts are another check',
  },
  {
    type: /^AWS::S3::Bucket$/,
    path: /^(AccelerateConfiguration|AnalyticsConfigurations|CorsConfiguration|InventoryConfigurations|MetricsConfigurations|NotificationConfiguration)$/,
    added: true,
    ...SILENT,
    why: 'metrics, lists and events within the account, and rules for browsers, which need permissions all the same',
  },
  {
    type: /^AWS::S3::Bucket$/,
    path: /^LoggingConfiguration$/,
    added: true,
    ...SILENT,
    why: 'access logs from above: they go to a bucket of the account',
  },
  { type: /^AWS::S3::Bucket$/, path: /^LoggingConfiguration\.(LogFilePrefix|TargetObjectKeyFormat)$/, ...SILENT, why: 'names of the logs' },
  {
    type: /^AWS::S3::Bucket$/,
    path: /^BucketEncryption\.ServerSideEncryptionConfiguration\.0\.(BlockedEncryptionTypes|BucketKeyEnabled)$/,
    added: true,
    if: ({ final }) => final === true || JSON.stringify(final) === '{"EncryptionType":["SSE-C"]}',
    ...SILENT,
    why: 'keys of the caller refused as well, or fewer calls to KMS: stricter, or the same',
  },
];

/** Everything but the tag by which CDK's custom resource is let to empty the bucket. */
function isOrdinaryTag({ final, promised }: Difference): boolean {
  return ![final, promised].some((tags) => JSON.stringify(tags ?? '').includes('aws-cdk:auto-delete-objects'));
}

/** The account of a destination, where it is written down: of a replica, or of an inventory. */
function goesToAnotherAccount(value: unknown, account: string): boolean {
  const accounts = [...JSON.stringify(value ?? null).matchAll(/"(?:Account|BucketAccountId)":"(\d{12})"/g)];
  return accounts.some(([, id]) => id !== account);
}
