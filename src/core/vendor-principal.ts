import type * as iam from 'aws-cdk-lib/aws-iam';

/** The principal of a vendor's product: a user or a role. Every construct of this library that creates or uses one implements it. */
export interface IVendorPrincipal {
  /** The IAM user, if the principal is a user. */
  readonly user?: iam.IUser;

  /** The IAM role, if the principal is a role. */
  readonly role?: iam.IRole;
}
