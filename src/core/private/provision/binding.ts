import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { CallerNetworks } from '../../caller-networks';
import type { NamingOptions } from '../../naming-options';
import type { PendingVendorRoleAccessOptions } from '../../vendor-role-access-options';
import type { AccessKind, Product } from '../model/product';
import type { Asking } from '../synth/asking';
import type { Place } from '../validation/prop-types';
import type { Attach } from './attachment';

/** The principal that a construct has bound its policy to. */
export interface BoundAccess {
  /** ARN of the user or role. */
  readonly arn: string;
  readonly user?: iam.IUser;
  readonly role?: iam.IRole;
  readonly secret?: secretsmanager.ISecret;
  /** The names of the fields for the key's id and its secret part. */
  readonly secretFields?: readonly string[];
  /** The construct that stores the key of an existing user in its secret. */
  readonly keyIn?: Construct;
  /** The trust of a role that was created; without an external id, it is closed. */
  readonly trust?: PendingVendorRoleAccessOptions;
  /** What every session of the role carries in addition, by condition key. */
  readonly session?: Asking['session'];
  /** Where credentials that a user issues with its key are denied: by the first policy, or by each one on its own bucket. */
  readonly refusesSessions?: 'everywhere' | 'on its bucket';
  /** The networks that the principal calls from, and what is denied elsewhere: by the first policy, by each one on its own bucket, or by another construct. */
  readonly onlyFrom?: { readonly networks: CallerNetworks; readonly on: 'everything' | 'its bucket' | 'nothing more' };
  /** What its policies are called. */
  readonly naming?: NamingOptions;
  /** Attaches a policy: the first one, and each further one in the same way. */
  readonly attach: Attach;
}

/** A recipe for a principal: its problems, and how to create it. */
export interface Binding {
  readonly kind: AccessKind;
  problems(place: Place): string[];
  bind(scope: Construct, product: Product): BoundAccess;
  /** What the policies of the principal are called. */
  readonly naming?: NamingOptions;
  /** The trust of a role that is to be created, for a vendor's own checks. */
  readonly trust?: PendingVendorRoleAccessOptions;
}
