/** Rendered template JSON, which may contain intrinsics (`Ref`, `Fn::GetAtt`, ...). */
export type Json = unknown;

/** The caller. Condition keys that AWS derives from it (such as `aws:PrincipalArn`) need not be in the context. */
export interface Principal {
  /**
   * As in `aws:PrincipalType`. A federated user is the session that an IAM user gets from sts:GetFederationToken. A service, or somebody whom an
   * identity provider knows, calls AWS STS to assume a role.
   */
  readonly type: 'User' | 'AssumedRole' | 'FederatedUser' | 'Service' | 'Federated';
  /** ARN of the IAM user or role, or the service or provider, written as in the policies. */
  readonly arn: Json;
  readonly account: Json;
  /** ARN of the role session or federated user. Default: not known */
  readonly session?: Json;
}

/** One action on one resource. A call that involves several resources is several requests, all of which must be allowed. */
export interface Request {
  readonly principal: Principal;
  readonly action: string;
  /** ARN, or `*` for an action without resources. For a part that can be any text (such as an object key), use an intrinsic of its own. */
  readonly resource: Json;
  /** The account that owns the resource. */
  readonly account: Json;
  /** Values by condition key. `null`: the request does not have the key. A key that is not listed is not known. */
  readonly context: { readonly [key: string]: Json };
}

/** A policy. Without a document, its content is not known (AWS managed, imported). Decisions repeat its `origin`. */
export interface Policy {
  readonly origin: string;
  readonly document?: Json;
  /** Of a gateway endpoint, whose policy takes an account as a principal for its root user alone. */
  readonly isGateway?: boolean;
}

export const KINDS = ['identity', 'boundary', 'session', 'endpoint', 'bucket', 'secret', 'trust', 'key'] as const;
export type PolicyKind = (typeof KINDS)[number];

/**
 * The policies that apply, by kind. `bucket`, `secret`, `key` and `trust` apply to the actions of their service alone (`s3:`, `secretsmanager:`,
 * `kms:`, and `sts:`, which assume a role), and none of them to the resource `*`. Of several policies of a bucket, nobody knows which counts.
 * Without one, a `boundary`, `endpoint` or `session` sets no limit, but a federated user has no permissions; a `key` has one that is not known.
 */
export interface Policies extends Readonly<Partial<Record<PolicyKind, readonly Policy[]>>> {
  readonly identity: readonly Policy[];
}

/** A condition, and the values that the request has (`given`): `null` if it does not have the key, undefined if that is not known. */
export interface Asked {
  readonly operator: string;
  readonly key: string;
  readonly values: Json;
  readonly given: readonly string[] | null | undefined;
}

/** A statement that decides. Without `index`: the policy as a whole. Without `origin`: there is no policy of this kind. */
export interface Cause {
  readonly kind: PolicyKind;
  readonly origin?: string;
  readonly index?: number;
  readonly sid?: string;
  readonly effect?: 'Allow' | 'Deny';
  /** Elements that do not match, or are not known. Empty if the statement applies. */
  readonly elements: readonly ('Statement' | 'Principal' | 'Action' | 'Resource' | 'Condition')[];
  /** What it says. */
  readonly statement?: { readonly [element: string]: Json };
  /** Conditions that are not met, or are not known. All conditions if the statement applies. */
  readonly conditions: readonly Asked[];
}

/**
 * - `allowed`: `because` lists the Allow statements
 * - `denied`: `explicit` by the Deny statements in `because`. Otherwise no Allow applies, and `because` lists the closest ones, or their policies
 * - `unknown`: `because` lists what the decision depends on. If it is empty, that is whether caller and resource are in the same account
 */
export interface Decision {
  readonly effect: 'allowed' | 'denied' | 'unknown';
  readonly explicit: boolean;
  readonly because: readonly Cause[];
}
