import { AWS_FORWARD_ACCESS, AWS_GLOBAL_KEYS, AWS_SESSION_TOKEN } from './aws-sources';
import type { Conditions, Source } from './permission-set';

/** What a policy of a construct denies, whatever else allows it. */
export interface Denial {
  /** Part of the contract, as that of a permission. */
  readonly sid: string;
  readonly on: 'everything' | 'the bucket and its objects';
  readonly actions?: readonly string[];
  /** All actions but these. */
  readonly notActions?: readonly string[];
  readonly conditions: Conditions;
  readonly why: string;
  readonly sources: readonly Source[];
}

/**
 * A request with credentials that `sts:GetSessionToken` made from the access key of a user: it has the user's ARN, as one with the key itself, and
 * the time when the credentials were made, as no request with the key. That of a federated user or a role has another ARN.
 *
 * Each key is told as AWS documents it word by word. What AWS does for the caller is left alone, since it is done with temporary credentials too:
 * S3 calls KMS so. Should it not be told from the caller's own calls, keys are left alone besides, because they are reached through S3 only.
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

/** Of a user that the library makes, whose key is the only credential that is meant. */
export const SESSION_TOKENS: Denial = {
  ...ABOUT_SESSIONS,
  on: 'everything',
  notActions: ['kms:*'],
  why: 'sts:GetSessionToken issues credentials for a stolen key: without a permission, with all permissions of the user, for up to 36 hours, and they outlive the key',
};

/** Of a user that exists: what it is used for elsewhere is left alone. */
export const SESSION_TOKENS_ON_BUCKET: Denial = {
  ...ABOUT_SESSIONS,
  on: 'the bucket and its objects',
  actions: ['s3:*'],
  why: 'the same for an existing user, only here: it may use such credentials for something else',
};

/** For the generated pages and the tests. */
export const DENIALS: readonly Denial[] = [SESSION_TOKENS, SESSION_TOKENS_ON_BUCKET];
