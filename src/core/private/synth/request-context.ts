import type { Decision, Principal, Request } from '../policy/request';
import { token } from '../policy/text';
import type { FinalResource } from './final-resource';

type Context = Request['context'];

/** Keys about the organization: the account is assumed to belong to the organization that its policies name. */
const ORGANIZATION = /"(aws:(?:Principal|Resource)Org(?:ID|Paths))":\s*(?:\[\s*)?"([^"]*)"/gi;

const TAG = /"(aws:PrincipalTag\/([^"]*))":/gi;

/** Keys that are certainly absent when a product calls with an access key, or as a role, from outside AWS. */
const ABSENT = [
  ...['aws:CalledVia', 'aws:CalledViaFirst', 'aws:CalledViaLast', 'aws:SourceAccount', 'aws:SourceArn', 'aws:SourceIdentity'],
  ...['aws:SourceOrgID', 'aws:SourceOrgPaths', 'aws:FederatedProvider', 'aws:MultiFactorAuthAge', 'aws:MultiFactorAuthPresent'],
  ...['s3:AccessPointNetworkOrigin', 's3:DataAccessPointAccount', 's3:DataAccessPointArn'],
  's3:x-amz-server-side-encryption-customer-algorithm', // S3 refuses it on new buckets: default-s3-c-encryption-setting-faq.html, read 2026-11-28
];

/**
 * What a product may send, or not send, in a header that no page pins: no policy of the library permits another ACL, and S3 knows no other
 * encryption (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html, read 2026-11-28).
 */
const SENT: Record<string, readonly (string | null)[]> = {
  's3:x-amz-acl': [null, 'private', 'bucket-owner-full-control'],
  's3:x-amz-server-side-encryption': [null, 'AES256', 'aws:kms', 'aws:kms:dsse'],
};

/** Each way in which a product may make a call, as far as the decision depends on it. */
export function waysToAsk({ because, effect }: Decision): Context[] {
  const keys = new Set(because.flatMap(({ conditions }) => conditions.map(({ key }) => key.toLowerCase())));
  const open = effect === 'unknown' ? Object.entries(SENT).filter(([key]) => keys.has(key)) : [];
  const all = (ways: readonly Context[], [key, values]: (typeof open)[0]) =>
    ways.flatMap((way) => values.map((value) => ({ ...way, [key]: value })));
  return open.length > 0 ? open.reduce<Context[]>(all, [{}]) : [];
}

/**
 * What is known about the context of a product's call: TLS 1.2, a signature in the header, no MFA, no intermediary, and keys only through
 * S3 or EC2. Everything else (address, endpoint, headers, ACL, storage class, date) depends on the product and is unknown.
 */
export function contextOf(action: string, principal: Principal, region: unknown, via: unknown): Context {
  const [service] = action.split(':');
  return {
    ...Object.fromEntries(ABSENT.map((key) => [key, null])),
    ...(principal.type === 'User' && service !== 'kms' ? { 'aws:TokenIssueTime': null } : {}),
    'aws:RequestedRegion': service === 'iam' ? regionOfIam(region) : region,
    'aws:SecureTransport': 'true',
    ...(service === 'kms' ? { 'aws:ViaAWSService': 'true', 'kms:ViaService': via } : { 'aws:ViaAWSService': 'false' }),
    ...(service === 's3' ? { 's3:TlsVersion': '1.2', 's3:authType': 'REST-HEADER', 's3:signatureversion': 'AWS4-HMAC-SHA256' } : {}),
  };
}

/**
 * What S3 tells KMS of what it encrypts: the object, or with a bucket key the bucket
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html). Of an imported bucket, nobody knows which.
 */
export function encryptionContext(bucket: FinalResource | undefined, arn: string): Context {
  const [rule] = bucket?.Properties.BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
  const told = rule?.BucketKeyEnabled === true ? arn : `${arn}/${token('key of an object')}`;
  return bucket ? { 'kms:EncryptionContext:aws:s3:arn': told, 'kms:EncryptionContextKeys': ['aws:s3:arn'] } : {};
}

/** IAM has one endpoint in a partition: .../IAM/latest/UserGuide/reference_policies_examples_aws_deny-requested-region.html, read 2026-11-28. */
function regionOfIam(region: unknown): unknown {
  const [, place] = /^(cn-|us-gov-|(?!us-iso)[a-z]{2}-)/.exec(String(region)) ?? [];
  return place ? ({ 'cn-': 'cn-north-1', 'us-gov-': 'us-gov-west-1' }[place] ?? 'us-east-1') : region;
}

/** The organization that the policies (as JSON) name. */
export function organizationOf(policies: string): Context {
  const named = [...policies.matchAll(ORGANIZATION)];
  return Object.fromEntries(named.map(([, key, value]) => [key, value.replaceAll('*', '')]));
}

interface Tag {
  readonly Key: string;
  readonly Value: unknown;
}

/** The tags of a principal of the app that the policies (as JSON) ask for. A tag that it does not have is certainly absent. */
export function tagsOf(principal: FinalResource | undefined, policies: string): Context {
  const tags: readonly Tag[] = principal?.Properties.Tags ?? [];
  if (!principal) {
    return {};
  }
  const asked = [...policies.matchAll(TAG)];
  const carried = (name: string) => tags.find(({ Key }) => Key.toLowerCase() === name.toLowerCase())?.Value ?? null;
  return Object.fromEntries(asked.map(([, key, name]) => [key, carried(name)]));
}

/** What the session of a role carries, as texts. */
export const sessionOf = (session: Context = {}, render: (value: unknown) => unknown): Context =>
  Object.fromEntries(Object.entries(session).map(([key, value]) => [key, render(value)]));
