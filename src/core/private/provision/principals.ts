import * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { IamUserAccessOptions, VendorRoleAccessOptions } from '../../vendor-access-options';
import { warnAboutUnknownAccount } from '../env/cross-account';
import { guardName } from '../env/unique-names';
import type { Product } from '../model/product';
import { askedStatements, promise } from '../synth/promise';
import type { Asked } from '../synth/promised';
import { nameForCdk } from '../validation/looked-up';
import { EXISTING_ROLE, EXISTING_USER, IAM_USER, VENDOR_ROLE } from '../validation/principal-options';
import { given, type Place } from '../validation/prop-types';
import { keyInSecret } from './access-key-secret';

/** The principal that a construct has bound its policy to. */
export interface BoundAccess {
  /** ARN of the user or role. */
  readonly arn: string;
  readonly user?: iam.IUser;
  readonly role?: iam.IRole;
  readonly secret?: secretsmanager.ISecret;
  /** The names of the key's id and of its secret part in the secret. */
  readonly secretFields?: readonly string[];
  /** The trust of a role that was made. */
  readonly trust?: VendorRoleAccessOptions;
  /** Attaches a policy: the first one, and each further one the same way. */
  attach(policy: iam.ManagedPolicy): void;
}

/** A recipe for a principal: first what is wrong with it, then the principal itself. */
export interface Binding {
  problems(place: Place): string[];
  bind(scope: Construct, product: Product): BoundAccess;
  /** The trust of a role that is to be created, for a vendor's own checks. */
  readonly trust?: VendorRoleAccessOptions;
}

/**
 * A user who gets the policy through a group, and whose key goes to Secrets Manager by reference, and nowhere else.
 *
 * A group, because auditors refuse policies on users (CIS, Security Hub IAM.2).
 */
export function newUser(wanted: IamUserAccessOptions | undefined): Binding {
  const { options, problems } = given('VendorAccess.iamUser', wanted, IAM_USER);
  return {
    problems,
    bind(scope, product) {
      const user = new iam.User(scope, 'User', { userName: options.userName, permissionsBoundary: options.permissionsBoundary });
      guardName(scope, 'userName', user);
      const group = new iam.Group(scope, 'Group');
      user.addToGroup(group);
      promise(scope, user, options.permissionsBoundary && { PermissionsBoundary: options.permissionsBoundary.managedPolicyArn });
      promise(scope, group);
      const key = keyInSecret(scope, user, options, product);
      const attach = (policy: iam.ManagedPolicy) => policy.attachToGroup(group);
      return { arn: user.userArn, user, secret: key?.secret, secretFields: key?.fields, attach };
    },
  };
}

/** Attached to the user itself, not through a group: a user can be in ten groups at most, and these may be taken. */
export function existingUser(user: iam.IUser): Binding {
  const { problems } = given('VendorAccess.existingUser', { user }, EXISTING_USER);
  return {
    problems,
    bind(scope) {
      warnAboutUnknownAccount(scope, user);
      return { arn: user.userArn, user, attach: (policy) => policy.attachToUser(user) };
    },
  };
}

/** A role that the vendor's account assumes with the external id, and nobody else. */
export function newRole(wanted: VendorRoleAccessOptions): Binding {
  const { options: trust, problems } = given('VendorAccess.vendorRole', wanted, VENDOR_ROLE);
  return {
    trust,
    problems,
    bind(scope, product) {
      const role = new iam.Role(scope, 'Role', {
        description: `Assumed by ${product.name}`,
        assumedBy: new iam.AccountPrincipal(trust.accountId),
        externalIds: [trust.externalId],
        roleName: nameForCdk(trust.roleName),
        maxSessionDuration: trust.maxSessionDuration,
        permissionsBoundary: trust.permissionsBoundary,
      });
      guardName(scope, 'roleName', role);
      promise(scope, role, { ...askedStatements('AssumeRolePolicyDocument', [trustStatement(trust)]), ...askedOf(trust) });
      return { arn: role.roleArn, role, trust, attach: (policy) => policy.attachToRole(role) };
    },
  };
}

const trustStatement = ({ accountId, externalId }: VendorRoleAccessOptions): iam.PolicyStatement =>
  new iam.PolicyStatement({
    actions: ['sts:AssumeRole'],
    principals: [new iam.AccountPrincipal(accountId)],
    conditions: { StringEquals: { 'sts:ExternalId': externalId } },
  });

const askedOf = ({ maxSessionDuration, permissionsBoundary }: VendorRoleAccessOptions): Asked => ({
  ...(maxSessionDuration && { MaxSessionDuration: maxSessionDuration.toSeconds() }),
  ...(permissionsBoundary && { PermissionsBoundary: permissionsBoundary.managedPolicyArn }),
});

export function existingRole(role: iam.IRole): Binding {
  const { problems } = given('VendorAccess.existingRole', { role }, EXISTING_ROLE);
  return {
    problems,
    bind(scope) {
      warnAboutUnknownAccount(scope, role);
      return { arn: role.roleArn, role, attach: (policy) => policy.attachToRole(role) };
    },
  };
}
