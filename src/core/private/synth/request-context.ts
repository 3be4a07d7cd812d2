import type { Principal, Request } from '../policy/request';
import type { FinalResource } from './final-resource';

type Context = Request['context'];

/** Keys of the organisation: the account's own is taken to be the one that its policies name. */
const ORGANIZATION = /"(aws:(?:Principal|Resource)Org(?:ID|Paths))":\s*(?:\[\s*)?"([^"]*)"/gi;

const TAG = /"(aws:PrincipalTag\/([^"]*))":/gi;

/** What is surely not there when a product calls with an access key, or as a role, from outside of AWS. */
const ABSENT = [
  ...['aws:CalledVia', 'aws:CalledViaFirst', 'aws:CalledViaLast', 'aws:SourceAccount', 'aws:SourceArn', 'aws:SourceIdentity'],
  ...['aws:SourceOrgID', 'aws:SourceOrgPaths', 'aws:FederatedProvider', 'aws:MultiFactorAuthAge', 'aws:MultiFactorAuthPresent'],
  ...['s3:AccessPointNetworkOrigin', 's3:DataAccessPointAccount', 's3:DataAccessPointArn'],
];

/**
 * What is known of the context of a call that a product makes: TLS 1.2, a signature in the header, no MFA, nobody in between; keys through S3
 * or EC2 only. Everything else of the request (address, endpoint, headers, ACL, storage class, date) is the product's affair, and not known.
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

/** The organisation that policies, as JSON, name. */
export function organizationOf(policies: string): Context {
  const named = [...policies.matchAll(ORGANIZATION)];
  return Object.fromEntries(named.map(([, key, value]) => [key, value.replaceAll('*', '')]));
}

interface Tag {
  readonly Key: string;
  readonly Value: unknown;
}

/** The tags of a principal of the app, of those that policies, as JSON, ask for; what it does not carry is surely absent. */
export function tagsOf(principal: FinalResource | undefined, policies: string): Context {
  const tags: readonly Tag[] = principal?.Properties.Tags ?? [];
  if (!principal) {
    return {};
  }
  const asked = [...policies.matchAll(TAG)];
  const carried = (name: string) => tags.find(({ Key }) => Key.toLowerCase() === name.toLowerCase())?.Value ?? null;
  return Object.fromEntries(asked.map(([, key, name]) => [key, carried(name)]));
}
