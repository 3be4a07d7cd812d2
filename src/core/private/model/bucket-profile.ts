import type { Source } from './permission-set';

/** The properties of an AWS::S3::Bucket as it will be deployed. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is CloudFormation's
export type BucketProperties = Record<string, any>;

/** A statement of the bucket's own policy as it will be deployed. */
export interface BucketPolicyStatement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly Principal?: Record<string, unknown>;
  readonly NotPrincipal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Looks for one thing in a bucket (or in its policy) and words what it found; undefined if it is not there. */
export type Finding = (bucket: BucketProperties, policy?: readonly BucketPolicyStatement[]) => string | undefined;

/** A setting that a product cannot work with, or not well, in its bucket. */
export interface BucketRule {
  readonly severity: 'error' | 'warning';
  /** The stable id of the warning, which users acknowledge. */
  readonly id: string;
  readonly found: Finding;
  /** What breaks. */
  readonly why: string;
  readonly allowed: string;
  readonly todo: string;
  readonly source: Source;
  /** Also what concerns only keys outside the prefix of the construct, or only objects with certain tags. */
  readonly ofAllKeys?: boolean;
  /** What all keys of the product begin with, below the prefix of the construct. Default: anything */
  readonly keys?: string;
  /** Also what concerns only objects with certain tags. Default: the product has no permission to tag what it writes */
  readonly ofTagged?: boolean;
  /** Also what only some deployments have: it lets somebody in. */
  readonly ifPerhaps?: boolean;
}

/** Whether a lifecycle rule of this kind suits a product, and why. */
export interface LifecycleChoice {
  readonly allowed: boolean;
  readonly why: string;
  readonly source: Source;
}

/** The lifecycle rules that can be asked of a new bucket: data, one set for each product. */
export interface LifecycleChoices {
  readonly noncurrentVersionExpiration: LifecycleChoice;
  readonly abortIncompleteMultipartUploadAfter: LifecycleChoice;
}

/** What a product requires of its bucket: data. The generated pages list it, and `synth/bucket` checks it on the final template. */
export type BucketProfile = readonly BucketRule[];
