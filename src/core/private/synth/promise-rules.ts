import { BUCKET_RULES } from './bucket-promise-rules';
import type { Difference } from './differences';
import { PRINCIPAL_RULES } from './principal-promise-rules';
import { type PromiseRule, SILENT, warning } from './promise-rule';
import { TEST_RULES } from './test-promise-rules';

const ANY = /./;
const KEPT = /^AWS::S3::Bucket(Policy)?$/;

/** Attributes next to the properties start with a slash. */
const BESIDE = /^\/(Deletion|UpdateReplace)Policy$/;
export const retains = (policy: unknown): boolean => /^Retain/.test(String(policy));

export const ACCESS_KEPT = 'the access keeps working after the stack is deleted, and nobody manages it';
const keptAccess = (type: RegExp): PromiseRule => ({
  type,
  path: BESIDE,
  if: ({ final }) => retains(final),
  ...warning('cdk-vendor-access:core.accessKept'),
  why: ACCESS_KEPT,
});

/** Of a bucket policy that lets somebody in. */
export const ACCESS_BY_BUCKET = keptAccess(/^AWS::S3::BucketPolicy$/);

/** Of every resource. */
const COMMON_RULES: readonly PromiseRule[] = [
  {
    type: ANY,
    path: /^\/?Fn::Transform$/,
    verdict: 'error',
    why: 'a macro may replace all that stands beside it, and no check sees what it makes of it',
  },
  {
    type: /^Custom::VendorAccessConnectionTest$/,
    path: /^\/DependsOn$/,
    if: ({ final, promised }) => [promised ?? []].flat().some((one) => ![final].flat().includes(one)),
    verdict: 'error',
    why: 'the test may run before the permissions that it tests are there',
  },
  { type: ANY, path: /^\/DependsOn$/, ...SILENT, why: 'the order in which CloudFormation makes resources; references keep theirs' },

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
  keptAccess(/^AWS::(IAM|SecretsManager)::/),
  { type: ANY, path: BESIDE, ...SILENT, why: 'a network that is kept gives nobody access to the data' },

  // names and notes
  {
    type: ANY,
    path: /^Tags$/,
    if: isOrdinaryTag,
    ...SILENT,
    why: 'tags from the app or stack: no permission of the library depends on them',
  },
  {
    type: /^AWS::EC2::SecurityGroup$/,
    path: /^(GroupDescription|SecurityGroup(In|E)gress\.\d+\.Description)$/,
    ...SILENT,
    why: 'a note, which changes no traffic',
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
    path: /^((Policies\.\d+\.)?PolicyDocument|AssumeRolePolicyDocument)\.Statement\.\d+\.Sid$/,
    ...SILENT,
    why: 'a name: statements are compared without it',
  },
];

/**
 * Allowed differences from what a construct promised. Anything that is not in this table is an error: the product cannot work, or a
 * documented protection is lost. No rule is silent for a whole resource, or for what was promised about a policy, trust, lock, encryption,
 * public access or membership, unless what stands there is stricter.
 */
export const PROMISE_RULES: readonly PromiseRule[] = [...COMMON_RULES, ...PRINCIPAL_RULES, ...BUCKET_RULES, ...TEST_RULES];

/** Every tag except the one that allows CDK's custom resource to empty the bucket. */
function isOrdinaryTag({ final, promised }: Difference): boolean {
  return ![final, promised].some((tags) => JSON.stringify(tags ?? '').includes('aws-cdk:auto-delete-objects'));
}
