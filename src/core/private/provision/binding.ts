import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { PendingVendorRoleAccessOptions } from '../../vendor-role-access-options';
import type { AccessKind, Product } from '../model/product';
import type { Place } from '../validation/prop-types';
import type { Attach } from './attachment';

/** The principal that a construct has bound its policy to. */
export interface BoundAccess {
  /** ARN of the user or role. */
  readonly arn: string;
  readonly user?: iam.IUser;
  readonly role?: iam.IRole;
  readonly secret?: secretsmanager.ISecret;
  /** The names of the key's id and of its secret part in the secret. */
  readonly secretFields?: readonly string[];
  /** The construct that has the key of an existing user in its secret. */
  readonly keyIn?: Construct;
  /** The trust of a role that was made; without an external id, it is closed. */
  readonly trust?: PendingVendorRoleAccessOptions;
  /** Where credentials that a user makes from its key are refused: by the first policy, or by each one on its own bucket. */
  readonly refusesSessions?: 'everywhere' | 'on its bucket';
  /** Attaches a policy: the first one, and each further one the same way. */
  readonly attach: Attach;
}

/** A recipe for a principal: first what is wrong with it, then the principal itself. */
export interface Binding {
  readonly kind: AccessKind;
  problems(place: Place): string[];
  bind(scope: Construct, product: Product): BoundAccess;
  /** The trust of a role that is to be created, for a vendor's own checks. */
  readonly trust?: PendingVendorRoleAccessOptions;
}
