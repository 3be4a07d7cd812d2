/** Rendered JSON of a template: texts, numbers, lists and objects, with the intrinsics (`Ref`, `Fn::GetAtt`, ...) that are left in it. */
export type Json = unknown;

/**
 * What is known of the context of a request: a key with its value (several in a list), or with `null` if the request surely lacks it. A key that
 * is not here is not known. The case of names does not matter.
 */
export type Context = { readonly [key: string]: Json };

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

/** One action on one resource: a call that touches several is several requests, and must be allowed on each. */
export interface Request {
  readonly principal: Principal;
  /** Full name, such as `s3:PutObject`. */
  readonly action: string;
  /** ARN, or `*` if the action knows no resources. What may stand for any text (a name of an object) is an intrinsic of its own. */
  readonly resource: Json;
  /** The account that owns the resource. */
  readonly account: Json;
  readonly context: Context;
}

/** A policy document. */
export interface Policy {
  /** Where it comes from, in the caller's words; the decision gives it back. */
  readonly origin: string;
  /** Rendered JSON; left out if only its existence is known (managed by AWS, imported): what it says is then not known. */
  readonly document?: Json;
}

export type PolicyKind = 'identity' | 'boundary' | 'session' | 'bucket' | 'key';

/** Everything that has a say. A request for `kms:` asks the key's policy, any other one the bucket's; one for `*` asks neither. */
export interface Policies {
  readonly identity: readonly Policy[];
  /** Default: none, which limits nothing */
  readonly boundary?: Policy;
  /** Default: none, which limits a role not at all, and leaves a federated user nothing */
  readonly session?: Policy;
  /** Default: the bucket has none */
  readonly bucket?: Policy;
  /** Default: not known; every key has one */
  readonly key?: Policy;
}

/** A condition of a statement: what it asks, and what the request has. */
export interface Asked {
  readonly operator: string;
  readonly key: string;
  readonly values: Json;
  /** `null`: the request surely lacks it; undefined: not known */
  readonly given: Json;
}

/** A statement, or a policy as a whole, that brought the decision about. */
export interface Cause {
  readonly kind: PolicyKind;
  /** Left out if there is no policy of this kind. */
  readonly origin?: string;
  /** Place in the list of statements; left out if it is the policy as a whole: it says nothing of the request, or is not known. */
  readonly index?: number;
  readonly sid?: string;
  readonly effect?: 'Allow' | 'Deny';
  /** The elements that decided: none matched (an Allow that does not apply), or none is known. Empty for a statement that applies. */
  readonly elements: readonly ('Account' | 'Statement' | 'Principal' | 'Action' | 'Resource' | 'Condition')[];
  /** The conditions that decided: all of a statement that applies, else those that are not met, or not known. */
  readonly conditions: readonly Asked[];
}

/**
 * What comes of a request.
 *
 * - `allowed`: by the statements in `because`
 * - `denied`: `explicit` by the Deny statements in `because`, else for lack of an Allow: `because` has the statements that come closest, or the
 *   policies that say nothing of the request
 * - `unknown`: depends on the statements in `because`, each with the elements and conditions that are not known
 */
export interface Decision {
  readonly effect: 'allowed' | 'denied' | 'unknown';
  readonly explicit: boolean;
  readonly because: readonly Cause[];
}
