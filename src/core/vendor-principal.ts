import type * as iam from 'aws-cdk-lib/aws-iam';

/** The principal of a vendor's product: a user or a role. Each construct of this library that creates or takes one has it. */
export interface IVendorPrincipal {
  /** The IAM user, unless it is a role. */
  readonly user?: iam.IUser;

  /** The IAM role, unless it is a user. */
  readonly role?: iam.IRole;
}
