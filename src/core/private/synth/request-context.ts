import { homeOf } from '../policy/either-region';
import type { Json, Principal, Request } from '../policy/request';
import { plain, textOf, token } from '../policy/text';
import { MADE_WITHOUT_MFA, OF_NO_ROLE } from './carried';
import type { FinalResource } from './final-resource';

type Context = Request['context'];

/** Keys that are certainly absent when a product calls with an access key, or as a role, from outside AWS. */
const ABSENT = [
  ...['aws:CalledVia', 'aws:CalledViaFirst', 'aws:CalledViaLast', 'aws:SourceAccount', 'aws:SourceArn', 'aws:SourceIdentity'],
  ...['aws:SourceOrgID', 'aws:SourceOrgPaths', 'aws:FederatedProvider', 'aws:ChatbotSourceArn', 'aws:CalledViaAWSMCP'],
  'aws:AssumedRoot', // inferred: AWS's sample of a direct call by a role has no such key (…/API_GetRequestAuthorizationDetails.html)
  ...['s3:AccessPointNetworkOrigin', 's3:DataAccessPointAccount', 's3:DataAccessPointArn'],
  ...['full-control', 'read', 'read-acp', 'write', 'write-acp'].map((grant) => `s3:x-amz-grant-${grant}`), // permitted by no policy of the library
  's3:x-amz-server-side-encryption-customer-algorithm', // S3 refuses it on new buckets: default-s3-c-encryption-setting-faq.html, read 2026-11-28
];

/**
 * What is known about the context of a product's call: TLS 1.2 (or 1.3, see `policy/either-tls`), a signature in the header, no MFA, no intermediary, and keys only through
 * S3 or EC2 (`via`; `null`: directly). Everything else (address, endpoint, headers, ACL, storage class, date) depends on the product and is unknown.
 */
export function contextOf(action: string, principal: Principal, region: unknown, via: unknown): Context {
  const [service] = action.split(':');
  const isForwarded = service === 'kms' && via !== null;
  return {
    ...Object.fromEntries(ABSENT.map((key) => [key, null])),
    ...ofCaller(principal, isForwarded),
    'aws:RequestedRegion': (service === 'iam' && homeOf(region)) || region,
    'aws:SecureTransport': 'true',
    ...{ 'aws:ViaAWSService': `${isForwarded}`, 'kms:ViaService': isForwarded ? via : null },
    ...(service === 'ec2' ? { 'ec2:Region': region } : {}),
    ...(service === 's3' ? { ...OF_SIGNATURE, 's3:TlsVersion': '1.2' } : {}),
  };
}

/** Made in the moment of the call: S3 tells its age in milliseconds (.../AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html, read 2026-11-30). */
const OF_SIGNATURE = { 's3:authType': 'REST-HEADER', 's3:signatureAge': '1000', 's3:signatureversion': 'AWS4-HMAC-SHA256' };

/**
 * Prefixes of ids: .../IAM/latest/UserGuide/reference_identifiers.html. A key has no time of issue, and no MFA; all other credentials have a
 * time, and whether there was an MFA (.../reference_policies_condition-keys.html). Services use temporary credentials for a key as well.
 */
function ofCaller({ account, type }: Principal, isForwarded: boolean): Context {
  const [id, session] = [{ Caller: type }, { Session: type }].map(token);
  const ids = { User: `AIDA${id}`, AssumedRole: `AROA${id}:${session}`, FederatedUser: `${textOf(account)}:${session}` };
  const userId = (ids as Partial<Record<Principal['type'], string>>)[type];
  const timeless = isForwarded ? {} : { 'aws:MultiFactorAuthPresent': null, 'aws:TokenIssueTime': null };
  const ofKey = type === 'AssumedRole' ? {} : { ...OF_NO_ROLE, ...MADE_WITHOUT_MFA };
  return { 'aws:userid': userId, ...ofKey, ...(type === 'User' ? timeless : { 'aws:TokenIssueTime': token({ Time: type }) }) };
}

const OF_SIGN_IN = ['aws:MultiFactorAuthPresent', 'aws:MultiFactorAuthAge', 'aws:TokenIssueTime'];

/** The same of those who may sign in, with MFA or without: then the credentials are temporary. */
export const signedIn = (context: Context): Context =>
  Object.fromEntries(Object.entries(context).filter(([key, value]) => value !== null || !OF_SIGN_IN.includes(key)));

/**
 * What S3 tells KMS of what it encrypts: the object, or with a bucket key the bucket
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html). Of an imported bucket, nobody knows which.
 */
export function encryptionContext(bucket: FinalResource | undefined, arn: string): Context {
  const path = ['ServerSideEncryptionConfiguration', '0', 'BucketKeyEnabled'];
  const byBucketKey = bucket && path.reduce(settingIn, plain(bucket.Properties.BucketEncryption));
  const told = { true: arn, false: `${arn}/${token('key of an object')}` }[textOf(byBucketKey ?? 'false')];
  return bucket
    ? { 'kms:EncryptionContextKeys': ['aws:s3:arn'], ...(told === undefined ? {} : { 'kms:EncryptionContext:aws:s3:arn': told }) }
    : {};
}

/** A setting in settings. Where these are decided later, so is it. */
const settingIn = (settings: Json, name: string): Json =>
  typeof settings === 'object' && settings !== null && !('Fn::If' in settings) ? (settings as Record<string, Json>)[name] : settings;

/** What the session of a role carries, as texts. */
export const sessionOf = (session: Context = {}, render: (value: unknown) => unknown): Context =>
  Object.fromEntries(Object.entries(session).map(([key, value]) => [key, render(value)]));
