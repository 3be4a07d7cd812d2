import { isConditionKeyArray, typeForContextKey } from '@cloud-copilot/iam-simulate';
import { type ActionFacts, keyApplies } from './actions';
import { arnAccount } from './arns';
import { PARTITION } from './partitions';
import type { Environment } from './types';

export type Context = Record<string, string | string[]>;

/** Who makes a request. */
export interface Caller {
  /** An ARN, or the name of a service. */
  readonly arn: string;
  /** Only for IAM users: `aws:username`. */
  readonly userName?: string;
  /** When STS made the credentials that an IAM user calls with; none: its access key. Roles and federated users have no other credentials. */
  readonly issued?: string;
}

/** Of credentials whose age does not matter to what is asked. */
export const ISSUED = '2026-11-28T12:00:00Z';

/**
 * S3 calling KMS for whoever reads or writes an encrypted object: with credentials that AWS makes from those of the caller, which are temporary
 * ones, also if the caller signed with its key.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html (2026-11-28)
 */
export const throughS3 = ({ region }: Environment): Context => ({
  'kms:ViaService': `s3.${region}.amazonaws.com`,
  'aws:ViaAWSService': 'true',
  'aws:TokenIssueTime': ISSUED,
});

export interface RequestFacts {
  readonly action: ActionFacts;
  readonly resource: string;
  /** Owner of the resource; undefined for what AWS itself owns. */
  readonly owner: string | undefined;
  readonly secure: boolean;
  readonly endpoint?: string;
}

const principalType = (arn: string): string =>
  arn.includes(':federated-user/') ? 'FederatedUser' : arn.includes(':role/') || arn.includes(':assumed-role/') ? 'AssumedRole' : 'User';

function callerContext({ arn, userName, issued }: Caller): Context {
  const account = arnAccount(arn);
  if (!account) return { 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': arn };
  const context: Context = {
    'aws:PrincipalArn': arn,
    'aws:PrincipalAccount': account,
    'aws:PrincipalType': principalType(arn),
    'aws:PrincipalIsAWSService': 'false',
    'aws:ViaAWSService': 'false',
    'kms:CallerAccount': account,
  };
  const tokenIssued = issued ?? (principalType(arn) === 'User' ? undefined : ISSUED);
  return { ...context, ...(userName ? { 'aws:username': userName } : {}), ...(tokenIssued ? { 'aws:TokenIssueTime': tokenIssued } : {}) };
}

/** The context that a real request has without the caller doing anything, reduced to the keys that apply to the action and resource. */
export function defaultContext(caller: Caller, request: RequestFacts, env: Environment): Context {
  const service = request.action.name.split(':')[0];
  const region = request.resource.split(':')[3] || (service === 'iam' ? PARTITION[env.partition].globalRegion : env.region);
  const context: Context = {
    ...callerContext(caller),
    'aws:SecureTransport': String(request.secure),
    'aws:RequestedRegion': region,
    'ec2:Region': region,
    ...(request.secure ? { 's3:TlsVersion': '1.3' } : {}),
    ...(request.owner ? { 'aws:ResourceAccount': request.owner, 's3:ResourceAccount': request.owner } : {}),
    ...(request.endpoint ? { 'aws:SourceVpce': request.endpoint } : { 'aws:SourceIp': '198.51.100.10' }),
  };
  return Object.fromEntries(Object.entries(context).filter(([key]) => keyApplies(request.action, [request.resource], key)));
}

/** Joins the caller's context to the default one; key names are not case sensitive. */
export async function mergeContext(defaults: Context, own: Context): Promise<Context> {
  for (const [key, value] of Object.entries(own)) {
    // The simulator would take the first item and drop the rest.
    if (Array.isArray(value) && !isConditionKeyArray(await typeOf(key))) throw new Error(`context key ${key} has one value, not a list`);
  }
  const given = new Set(Object.keys(own).map((key) => key.toLowerCase()));
  return { ...Object.fromEntries(Object.entries(defaults).filter(([key]) => !given.has(key.toLowerCase()))), ...own };
}

async function typeOf(key: string): ReturnType<typeof typeForContextKey> {
  try {
    return await typeForContextKey(key);
  } catch {
    throw new Error(`context key ${key} does not exist`);
  }
}

/** The reference (and so the simulator) knows the public issuers of tokens only: one of these stands for that of a provider, and for no other. */
export function withKnownIssuer<T>(json: T, provider: string): T {
  const [, issuer] = provider.split(':oidc-provider/');
  return issuer ? JSON.parse(JSON.stringify(json).replaceAll(`"${issuer}:`, '"accounts.google.com:')) : json;
}
