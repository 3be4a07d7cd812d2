import { AWS_DENY_BY_ADDRESS, AWS_FORWARD_ACCESS, AWS_GLOBAL_KEYS, AWS_SESSION_TOKEN } from './aws-sources';
import type { Conditions, Source } from './permission-set';

/** What a policy of a construct denies, even if another policy allows it. */
export interface Denial {
  /** Part of the contract, like the Sid of a permission. */
  readonly sid: string;
  readonly on: 'everything' | 'the bucket and its objects';
  readonly actions?: readonly string[];
  /** All actions except these. */
  readonly notActions?: readonly string[];
  readonly conditions: Conditions;
  readonly why: string;
  readonly sources: readonly Source[];
}

/**
 * A request with credentials that `sts:GetSessionToken` issued for the access key of a user. It has the user's ARN, like a request with the
 * key itself, and the time when the credentials were issued, which a request with the key never has. A federated user or a role has another
 * ARN.
 *
 * Each condition key is used exactly as AWS documents it. Calls that AWS makes for the caller are exempt, because they use temporary
 * credentials too: S3 calls KMS this way. In case AWS does not mark such a call, keys are exempt as well: they are reached only through S3.
 */
const OF_SESSION_TOKEN: Conditions = {
  ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::*:user/*' },
  Bool: { 'aws:ViaAWSService': 'false' },
  Null: { 'aws:TokenIssueTime': 'false' },
};

const ABOUT_SESSIONS = {
  sid: 'DenySessionTokens',
  conditions: OF_SESSION_TOKEN,
  sources: [AWS_SESSION_TOKEN, AWS_GLOBAL_KEYS, AWS_FORWARD_ACCESS],
} as const;

/** For a user that the library creates, whose key is its only intended credential. */
export const SESSION_TOKENS: Denial = {
  ...ABOUT_SESSIONS,
  on: 'everything',
  notActions: ['kms:*'],
  why: 'anyone with the key can call sts:GetSessionToken, without a permission; the credentials that it issues have all permissions of the user for up to 36 hours, even after the key is deleted',
};

/** For an existing user: its other uses are not affected. */
export const SESSION_TOKENS_ON_BUCKET: Denial = {
  ...ABOUT_SESSIONS,
  on: 'the bucket and its objects',
  actions: ['s3:*'],
  why: 'the same for an existing user, but only on this bucket: the user may need such credentials elsewhere',
};

/** Stands for the given networks of one kind. Without any of its kind, the condition key is left out. */
export const GIVEN = { addresses: '<addresses>', vpcEndpoints: '<vpcEndpoints>', vpcs: '<vpcs>' } as const;

/**
 * A call from another network. All conditions must be met, so one given network is enough for a call to pass. A call through a VPC endpoint has
 * no `aws:SourceIp`, and any other call no `aws:SourceVpc`: `IfExists` says that a missing key does not match what is given.
 *
 * Calls that AWS makes for the caller are exempt. Services that call with their own principal are not bound by the policy of a user or role. As
 * above, keys are exempt in case AWS does not mark a call.
 */
const ABOUT_NETWORKS = {
  sid: 'DenyOtherNetworks',
  conditions: {
    BoolIfExists: { 'aws:ViaAWSService': 'false' },
    NotIpAddressIfExists: { 'aws:SourceIp': GIVEN.addresses },
    StringNotEqualsIfExists: { 'aws:SourceVpc': GIVEN.vpcs, 'aws:SourceVpce': GIVEN.vpcEndpoints },
  },
  sources: [AWS_DENY_BY_ADDRESS, AWS_GLOBAL_KEYS, AWS_FORWARD_ACCESS],
} as const;

/** `onlyFrom` of a user or role that the library creates. */
export const OTHER_NETWORKS: Denial = {
  ...ABOUT_NETWORKS,
  on: 'everything',
  notActions: ['kms:*'],
  why: 'with onlyFrom, a stolen key or session is of no use anywhere else',
};

/** `onlyFrom` of an existing principal: its other uses are not affected. */
export const OTHER_NETWORKS_ON_BUCKET: Denial = {
  ...ABOUT_NETWORKS,
  on: 'the bucket and its objects',
  actions: ['s3:*'],
  why: 'the same for an existing user or role, but only on this bucket: it may call from other networks for other purposes',
};

/** For the generated pages and the tests. */
export const DENIALS: readonly Denial[] = [SESSION_TOKENS, SESSION_TOKENS_ON_BUCKET, OTHER_NETWORKS, OTHER_NETWORKS_ON_BUCKET];
