import type { Principal, Request } from '../policy/request';
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
];

/**
 * What is known about the context of a product's call: TLS 1.2, a signature in the header, no MFA, no intermediary, and keys only through
 * S3 or EC2. Everything else (address, endpoint, headers, ACL, storage class, date) depends on the product and is unknown.
 */
export function contextOf(action: string, principal: Principal, region: unknown, via: unknown): Context {
  const [service] = action.split(':');
  return {
    ...Object.fromEntries(ABSENT.map((key) => [key, null])),
    ...(principal.type === 'User' && service !== 'kms' ? { 'aws:TokenIssueTime': null } : {}),
    'aws:RequestedRegion': region,
    'aws:SecureTransport': 'true',
    ...(service === 'kms' ? { 'aws:ViaAWSService': 'true', 'kms:ViaService': via } : { 'aws:ViaAWSService': 'false' }),
    ...(service === 's3' ? { 's3:TlsVersion': '1.2', 's3:authType': 'REST-HEADER', 's3:signatureversion': 'AWS4-HMAC-SHA256' } : {}),
  };
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
