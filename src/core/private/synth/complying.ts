import type { BucketPolicyStatement } from '../model/bucket-profile';
import type { Json } from '../policy/request';
import { plain, textOf, texts } from '../policy/text';
import { listed, notVersioned } from './bucket-predicates';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { statementsAt } from './placed-statement';
import { policiesOfFinal } from './policies-of-bucket';

type Complies = (bucket: FinalResource, app: FinalApp, parameters: Json) => boolean;

const isBlocked: Complies = ({ Properties: { PublicAccessBlockConfiguration: block } }) =>
  Object.values(Object(block) as object).filter((flag) => String(flag) === 'true').length === 4;

const refusesPlainHttp: Complies = (bucket, app) =>
  policiesOfFinal(app, bucket)
    .flatMap((policy) => statementsAt(policy))
    .some(({ statement, sure }) => sure && isAgainstPlainHttp(statement));

/** The statement that AWS asks for: https://repost.aws/knowledge-center/s3-bucket-policy-for-config-rule, read 2026-12-01. */
function isAgainstPlainHttp({ Action, Condition, Effect, Principal, Resource }: BucketPolicyStatement): boolean {
  const arns = texts(plain(Resource as Json));
  return (
    Effect === 'Deny' &&
    texts(plain(Action as Json)).some((one) => one === '*' || one === 's3:*') &&
    [Principal, Principal?.AWS].flat().includes('*') &&
    textOf(Condition?.Bool?.['aws:SecureTransport'] as Json) === 'false' &&
    [Condition, Condition?.Bool].every((one) => Object.keys(Object(one)).length === 1) &&
    arns.some((arn) => !arn.includes('/') && arns.includes(`${arn}/*`)) // S3 takes only what is in the bucket
  );
}

/** Which buckets certainly comply with a rule of AWS, whatever excludes more of them: .../config/latest/developerguide/s3-bucket-versioning-enabled.html and its kin, read 2026-12-01. */
const COMPLYING: Readonly<Record<string, Complies>> = {
  S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED: isBlocked,
  S3_BUCKET_PUBLIC_READ_PROHIBITED: isBlocked,
  S3_BUCKET_PUBLIC_WRITE_PROHIBITED: isBlocked,
  S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED: () => true, // every bucket is
  S3_BUCKET_SSL_REQUESTS_ONLY: refusesPlainHttp,
  S3_BUCKET_VERSIONING_ENABLED: ({ Properties }, _, parameters) => parameters === undefined && notVersioned(Properties) === undefined,
  S3_DEFAULT_ENCRYPTION_KMS: ({ Properties: { BucketEncryption } }, _, parameters) =>
    parameters === undefined &&
    listed(BucketEncryption?.ServerSideEncryptionConfiguration).some(
      (rule) => rule.ServerSideEncryptionByDefault?.SSEAlgorithm === 'aws:kms',
    ),
};

/** Whether something never breaks the rule, so that nothing is done to it. */
export const isComplying = (app: FinalApp, resource: FinalResource, { InputParameters, Source }: FinalResource['Properties']): boolean =>
  COMPLYING[Source?.SourceIdentifier]?.(resource, app, InputParameters) ?? false;
