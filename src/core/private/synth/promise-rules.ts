import type { BucketPolicyStatement } from '../model/bucket-profile';
import type { Difference } from './differences';
import { isForEverybody, strangersIn } from './let-in';

/** How to treat a difference, and why. The first rule that matches decides; a difference without a rule is an error. */
export interface PromiseRule {
  /** The CloudFormation types. */
  readonly type: RegExp;
  /** The property and everything below it, or an attribute next to the properties. */
  readonly path: RegExp;
  /** Applies only to values that were not promised at all. */
  readonly added?: true;
  /** Applies only to such values; `account` is that of the stack. */
  readonly if?: (difference: Difference, account: string) => boolean;
  readonly verdict: 'error' | 'warning' | 'silent';
  /** The stable id of the warning, which users acknowledge. */
  readonly id?: string;
  /** Another check, which looks for more of the same kind, adds the warning. */
  readonly saidElsewhere?: true;
  /** For a warning or an error, the consequence. For a silent rule, why nobody gains access and nothing breaks. */
  readonly why: string;
}

const ANY = /./;
const PRINCIPAL = /^AWS::IAM::(User|Group|Role)$/;
const KEPT = /^AWS::S3::Bucket(Policy)?$/;
const warning = (id: string) => ({ verdict: 'warning', id }) as const;
const SILENT = { verdict: 'silent' } as const;

/** Attributes next to the properties start with a slash. */
const BESIDE = /^\/(Deletion|UpdateReplace)Policy$/;
const retains = (policy: unknown): boolean => /^Retain/.test(String(policy));
const statementOf = ({ final }: Difference): BucketPolicyStatement => (typeof final === 'object' ? (final ?? {}) : {});

/** Of a role that nobody else can be allowed to assume: whatever is added to its trust may refuse, and not allow. */
const onlyRefuses = (why: string): PromiseRule => ({
  type: /^AWS::IAM::Role$/,
  path: /^AssumeRolePolicyDocument\.Statement$/,
  added: true,
  if: (difference) => statementOf(difference).Effect !== 'Deny',
  verdict: 'error',
  why,
});

export const CLOSED_TRUST = onlyRefuses('the role is closed until the external id is given');
export const WORKLOAD_TRUST = onlyRefuses('the role is for one workload: what another one needs, it gets as a role of its own');

/**
 * Allowed differences from what a construct promised. Anything that is not in this table is an error: the product cannot work, or a
 * documented protection is lost. No rule is silent for a whole resource, or for what was promised about a policy, trust, lock, encryption,
 * public access or membership.
 */
export const PROMISE_RULES: readonly PromiseRule[] = [
  // when the stack goes
  {
    type: KEPT,
    path: BESIDE,
    if: ({ final, promised }) => retains(promised) && !retains(final),
    ...warning('cdk-vendor-access:core.keptMadeDeletable'),
    why: 'the bucket is deleted with the stack if it is empty, or the bucket is kept and its bucket policy is deleted',
  },
  {
    type: KEPT,
    path: BESIDE,
    ...SILENT,
    why: 'it is kept too, or longer',
  },
  {
    type: /^AWS::(IAM|SecretsManager)::/,
    path: BESIDE,
    if: ({ final }) => retains(final),
    ...warning('cdk-vendor-access:core.accessKept'),
    why: 'it keeps working after it leaves the stack, and nobody manages it',
  },
  { type: ANY, path: BESIDE, ...SILENT, why: 'a network that is kept gives nobody access to the data' },

  // names and notes
  {
    type: ANY,
    path: /^Tags$/,
    if: isOrdinaryTag,
    ...SILENT,
    why: 'tags from the app or stack: no permission of the library depends on them',
  },
  { type: ANY, path: /^(Description|Path)$/, ...SILENT, why: 'a note, or a part of the ARN that the library never writes as a literal' },
  { type: /^AWS::S3::Bucket$/, path: /^BucketName(space|Prefix)?$/, ...SILENT, why: 'references to the bucket take its name from it' },
  {
    type: /^AWS::IAM::(User|Group|Role|ManagedPolicy)$/,
    path: /^(User|Group|Role|ManagedPolicy)Name$/,
    ...SILENT,
    why: 'references to the resource take its name from it',
  },
  { type: /^AWS::SecretsManager::Secret$/, path: /^Name$/, ...SILENT, why: 'references to the secret take its ARN from it' },

  {
    type: ANY,
    path: /^(PolicyDocument|AssumeRolePolicyDocument)\.Statement\.\d+\.Sid$/,
    ...SILENT,
    why: 'a name: statements are compared without it',
  },

  // the principal
  {
    type: PRINCIPAL,
    path: /^PermissionsBoundary$/,
    added: true,
    ...SILENT,
    why: 'a boundary from the app or stack limits permissions and grants none',
  },
  {
    type: PRINCIPAL,
    path: /^(Groups|ManagedPolicyArns|Policies)$/,
    added: true,
    ...warning('cdk-vendor-access:core.principalExtended'),
    saidElsewhere: true,
    why: 'the principal has more permissions than the policies of the construct grant',
  },
  {
    type: /^AWS::IAM::Role$/,
    path: /^AssumeRolePolicyDocument\.Statement$/,
    added: true,
    if: (difference) => isForEverybody(statementOf(difference)),
    verdict: 'error',
    why: 'anyone could assume the role',
  },
  {
    type: /^AWS::IAM::Role$/,
    path: /^AssumeRolePolicyDocument\.Statement$/,
    added: true,
    ...warning('cdk-vendor-access:core.trustExtended'),
    why: 'the trust policy has statements that the construct did not create: they allow others, allow access without the external id, or deny it',
  },

  // its policies
  {
    type: /^AWS::IAM::ManagedPolicy$/,
    path: /^PolicyDocument\.Statement$/,
    added: true,
    ...warning('cdk-vendor-access:core.policyExtended'),
    why: 'the policy has statements that the construct did not create',
  },
  {
    type: /^AWS::IAM::ManagedPolicy$/,
    path: /^(Groups|Roles|Users)$/,
    added: true,
    ...warning('cdk-vendor-access:core.policyShared'),
    why: 'others get the permissions of the product too',
  },

  // the secret
  {
    type: /^AWS::SecretsManager::Secret$/,
    path: /^KmsKeyId$/,
    added: true,
    if: ({ final }, account) => typeof final === 'object' || String(final).includes(`:${account}:`),
    ...SILENT,
    why: 'a key from the app or stack instead of the AWS managed key for secrets: fewer principals can decrypt it',
  },
  {
    type: /^AWS::SecretsManager::Secret$/,
    path: /^ReplicaRegions$/,
    added: true,
    ...warning('cdk-vendor-access:core.secretReplicated'),
    why: 'the access key can be read in other regions, with other keys and policies',
  },

  // the bucket
  {
    type: /^AWS::S3::BucketPolicy$/,
    path: /^PolicyDocument\.Statement$/,
    added: true,
    if: (difference) => isForEverybody(statementOf(difference)),
    verdict: 'error',
    why: 'everyone is allowed, or S3 refuses the policy because the bucket blocks public policies',
  },
  {
    type: /^AWS::S3::BucketPolicy$/,
    path: /^PolicyDocument\.Statement$/,
    added: true,
    if: (difference, account) => strangersIn(statementOf(difference), account).length > 0,
    ...warning('cdk-vendor-access:core.strangerLetIn'),
    why: 'the policy of the bucket allows principals outside this account, and remains if the bucket is kept when the stack is deleted',
  },
  {
    type: /^AWS::S3::BucketPolicy$/,
    path: /^PolicyDocument\.Statement$/,
    added: true,
    ...SILENT,
    why: 'it denies, or it allows only this account; another check covers whether it blocks the product',
  },
  {
    type: /^AWS::S3::Bucket$/,
    path: /^(InventoryConfigurations|ReplicationConfiguration)$/,
    added: true,
    if: ({ final }, account) => goesToAnotherAccount(final, account),
    ...warning('cdk-vendor-access:core.copiedElsewhere'),
    why: 'another account gets copies or lists of the data',
  },
  {
    type: /^AWS::S3::Bucket$/,
    path: /^(LifecycleConfiguration|IntelligentTieringConfigurations|ReplicationConfiguration)$/,
    added: true,
    ...SILENT,
    why: 'the bucket profile of the product covers these settings; another check covers copies in other accounts',
  },
  {
    type: /^AWS::S3::Bucket$/,
    path: /^(AccelerateConfiguration|AnalyticsConfigurations|CorsConfiguration|InventoryConfigurations|MetricsConfigurations|NotificationConfiguration)$/,
    added: true,
    ...SILENT,
    why: 'metrics, lists and events within the account, and rules for browsers, which still need permissions',
  },
  {
    type: /^AWS::S3::Bucket$/,
    path: /^LoggingConfiguration$/,
    added: true,
    ...SILENT,
    why: 'access logs from the app or stack: they go to a bucket of the account',
  },
  { type: /^AWS::S3::Bucket$/, path: /^LoggingConfiguration\.(LogFilePrefix|TargetObjectKeyFormat)$/, ...SILENT, why: 'names of the logs' },
  {
    type: /^AWS::S3::Bucket$/,
    path: /^BucketEncryption\.ServerSideEncryptionConfiguration\.0\.BucketKeyEnabled$/,
    added: true,
    if: ({ final }) => final === true,
    ...SILENT,
    why: 'fewer calls to KMS',
  },
];

/** Every tag except the one that allows CDK's custom resource to empty the bucket. */
function isOrdinaryTag({ final, promised }: Difference): boolean {
  return ![final, promised].some((tags) => JSON.stringify(tags ?? '').includes('aws-cdk:auto-delete-objects'));
}

/** The literal account of a destination: of a replica, or of an inventory. */
function goesToAnotherAccount(value: unknown, account: string): boolean {
  const accounts = [...JSON.stringify(value ?? null).matchAll(/"(?:Account|BucketAccountId)":"(\d{12})"/g)];
  return accounts.some(([, id]) => id !== account);
}
