/** Rendered JSON of a template, with the intrinsics (`Ref`, `Fn::GetAtt`, ...) that are left in it. */
export type Json = unknown;

/** Who asks. What AWS derives from it (`aws:PrincipalArn` and the like) need not be in the context. */
export interface Principal {
  /** As in `aws:PrincipalType`. A federated user is a session of an IAM user, made by sts:GetFederationToken. */
  readonly type: 'User' | 'AssumedRole' | 'FederatedUser';
  /** ARN of the IAM user or role, as the policies write it. */
  readonly arn: Json;
  readonly account: Json;
  /** ARN of the session of a role or federated user. Default: not known */
  readonly session?: Json;
}

/** One action on one resource: a call that touches several is several requests, and has to be allowed on each. */
export interface Request {
  readonly principal: Principal;
  readonly action: string;
  /** ARN, or `*` if the action knows no resources. A part that may be any text (the key of an object) is an intrinsic of its own. */
  readonly resource: Json;
  /** The account that owns the resource. */
  readonly account: Json;
  /** Condition keys with their values, `null` for a key that the request surely lacks. Of a key that is not here, nothing is known. */
  readonly context: { readonly [key: string]: Json };
}

/** A policy document; without one if what it says is not known (managed by AWS, imported). The decision gives `origin` back. */
export interface Policy {
  readonly origin: string;
  readonly document?: Json;
}

export type PolicyKind = 'identity' | 'boundary' | 'session' | 'bucket' | 'key';

/** Everything that has a say. The policy of the bucket is asked for `s3:`, that of the key for `kms:`, neither for the resource `*`. */
export interface Policies {
  readonly identity: readonly Policy[];
  /** Default: none, which limits nothing */
  readonly boundary?: Policy;
  /** Default: none, which does not limit a role, and leaves a federated user nothing */
  readonly session?: Policy;
  /** Default: the bucket has none */
  readonly bucket?: Policy;
  /** Default: not known; every key has one */
  readonly key?: Policy;
}

/** A condition of a statement, and what the request has: `null` if it lacks the key, undefined if that is not known. */
export interface Asked {
  readonly operator: string;
  readonly key: string;
  readonly values: Json;
  readonly given: readonly string[] | null | undefined;
}

/** A statement that brought a decision about; without an index, a policy as a whole; without an origin, that there is none of its kind. */
export interface Cause {
  readonly kind: PolicyKind;
  readonly origin?: string;
  readonly index?: number;
  readonly sid?: string;
  readonly effect?: 'Allow' | 'Deny';
  /** The elements that do not match, or are not known; none of a statement that applies. */
  readonly elements: readonly ('Statement' | 'Principal' | 'Action' | 'Resource' | 'Condition')[];
  /** The conditions that are not met, or are not known; all of a statement that applies. */
  readonly conditions: readonly Asked[];
}

/**
 * - `allowed` by the statements in `because`
 * - `denied`, `explicit` by the Deny statements in `because`; else for lack of an Allow: by those that come closest, or policies that say nothing
 * - `unknown`: depends on what is not known of the statements in `because`; if there are none, on whether both accounts are the same
 */
export interface Decision {
  readonly effect: 'allowed' | 'denied' | 'unknown';
  readonly explicit: boolean;
  readonly because: readonly Cause[];
}
