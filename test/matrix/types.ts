/** Any JSON value of a template. */
// biome-ignore lint/suspicious/noExplicitAny: templates are untyped JSON
export type Json = any;

/** A synthesized CloudFormation template. */
export interface Template {
  readonly Resources?: Record<string, Json>;
  readonly Parameters?: Record<string, Json>;
  readonly Conditions?: Record<string, Json>;
  readonly Mappings?: Record<string, Json>;
}

/** Where the template is deployed, and the values only the deployment knows. */
export interface Environment {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** Default: `Stack`. */
  readonly stackName?: string;
  /** Values of template parameters; a parameter without one falls back to its default. */
  readonly parameters?: Record<string, string>;
  /** What Ref of a resource returns, by its logical id, where a deployment has told; else a name is made up. */
  readonly refs?: Record<string, string>;
  /** Availability zones, for Fn::GetAZs. */
  readonly zones?: readonly string[];
  /** Values of Fn::ImportValue by export name. */
  readonly imports?: Record<string, string>;
}

/** A resource whose intrinsics are replaced. */
export interface ResolvedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Json;
  /** What Ref returns, when the type is known. */
  readonly ref?: string;
  /** The ARN, when the type has one and is known. */
  readonly arn?: string;
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: Json;
  readonly Action?: string | string[];
  readonly NotAction?: string | string[];
  readonly Resource?: string | string[];
  readonly NotResource?: string | string[];
  readonly Condition?: Record<string, Record<string, string | string[]>>;
}

export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: Statement | Statement[];
}

export interface NamedPolicy {
  readonly name: string;
  readonly policy: PolicyDocument;
}

/** A value or a list of values, as policy grammar has it, as a list. */
export const list = <T>(value: T | T[] | undefined): T[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
