import type { Json } from '../policy/request';
import { plain, texts } from '../policy/text';
import { allowsWithoutExternalId, isForEverybody } from './let-in';
import { namesAnotherAccount } from './named-account';
import { type PromiseRule, SILENT, statementOf, warning } from './promise-rule';

const PRINCIPAL = /^AWS::IAM::(User|Group|Role)$/;

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

/** Of a role for a vendor, whose account is `vendor` as rendered: the external id keeps other customers of the vendor out. */
export const vendorTrust = (vendor: () => unknown): PromiseRule => ({
  type: /^AWS::IAM::Role$/,
  path: /^AssumeRolePolicyDocument\.Statement$/,
  added: true,
  if: (difference) => allowsWithoutExternalId(statementOf(difference), vendor()),
  verdict: 'error',
  why: 'the vendor could assume the role without the external id, and so could its other customers, through the vendor',
});

/** In seconds, and the shortest maximum: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html, read 2026-11-30. */
const USUAL_SESSION = 3600;

/** Of the principal, its policies and its secret. */
export const PRINCIPAL_RULES: readonly PromiseRule[] = [
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
    if: (difference) => statementOf(difference).Effect === 'Deny',
    ...SILENT,
    why: 'nobody gains access; whom it stops is said as a denial',
  },
  {
    type: /^AWS::IAM::Role$/,
    path: /^AssumeRolePolicyDocument\.Statement$/,
    added: true,
    ...warning('cdk-vendor-access:core.trustExtended'),
    why: 'the trust policy has statements that the construct did not create: they allow others, or allow access without the external id',
  },
  {
    type: /^AWS::IAM::Role$/,
    path: /^MaxSessionDuration$/,
    added: true,
    if: ({ final }) => final === USUAL_SESSION,
    ...SILENT,
    why: 'sessions are as long as by default',
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
    if: ({ final }, { stack }) => !namesAnotherAccount(texts(plain(final as Json))[0] ?? '', stack.account),
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
];
