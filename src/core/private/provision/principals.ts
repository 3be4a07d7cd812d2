import * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { ExistingUserAccessOptions, IamUserAccessOptions, VendorRoleAccessOptions } from '../../vendor-access-options';
import { warnAboutUnknownAccount } from '../env/cross-account';
import { madeUser, rememberUser } from '../env/shared-principals';
import { guardName } from '../env/unique-names';
import type { Product } from '../model/product';
import { problem } from '../validation/errors';
import { nameForCdk } from '../validation/looked-up';
import { warnAboutPlaceholder } from '../validation/placeholder';
import { EXISTING_ROLE, EXISTING_USER, IAM_USER, VENDOR_ROLE } from '../validation/principal-options';
import { given, type Place } from '../validation/prop-types';
import { keyInSecret } from './access-key-secret';
import { toGroup, toRole, toUser } from './attachment';
import { definedProps } from './defined-props';

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
  /** The trust of a role that was made. */
  readonly trust?: VendorRoleAccessOptions;
  /** Where credentials that a user makes from its key are refused: by the first policy, or by each one on its own bucket. */
  readonly refusesSessions?: 'everywhere' | 'on its bucket';
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
      const { permissionsBoundary, userName } = options;
      const user = new iam.User(scope, 'User', definedProps({ userName, permissionsBoundary }));
      guardName(scope, 'userName', user);
      const group = new iam.Group(scope, 'Group');
      user.addToGroup(group);
      const key = keyInSecret(scope, user, options, product);
      rememberUser(user, { construct: scope, group, hasKey: key !== undefined });
      const refusesSessions = options.allowSessionTokens ? undefined : 'everywhere';
      return { arn: user.userArn, user, secret: key?.secret, secretFields: key?.fields, refusesSessions, attach: toGroup(group) };
    },
  };
}

/**
 * A user that this library made has a group for its policies, and has its sessions refused by the construct that made it, or not. Any other gets
 * the policies itself: a user can be in ten groups at most, and these may be taken.
 */
export function existingUser(user: iam.IUser, wanted: ExistingUserAccessOptions | undefined): Binding {
  const { options, problems } = given('VendorAccess.existingUser', { user, options: wanted }, EXISTING_USER);
  const { allowSessionTokens } = options.options ?? {};
  const todo = 'Set it where the user is made: VendorAccess.iamUser({ allowSessionTokens: true }).';
  const pointless = () =>
    madeUser(user) && allowSessionTokens ? [problem('allowSessionTokens', true, 'for a user of your own', todo)] : [];
  return {
    problems: (place) => [...problems(place), ...pointless()],
    bind(scope) {
      warnAboutUnknownAccount(scope, user);
      const made = madeUser(user);
      const attach = made ? toGroup(made.group) : toUser(user);
      const refusesSessions = made || allowSessionTokens ? undefined : 'on its bucket';
      return { arn: user.userArn, user, keyIn: made?.hasKey ? made.construct : undefined, refusesSessions, attach };
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
      const props = {
        description: `Assumed by ${product.name}`,
        assumedBy: new iam.AccountPrincipal(trust.accountId),
        externalIds: [trust.externalId],
        roleName: nameForCdk(trust.roleName),
        maxSessionDuration: trust.maxSessionDuration,
        permissionsBoundary: trust.permissionsBoundary,
      };
      const role = new iam.Role(scope, 'Role', definedProps(props));
      guardName(scope, 'roleName', role);
      warnAboutPlaceholder(scope, trust.externalId);
      return { arn: role.roleArn, role, trust, attach: toRole(role) };
    },
  };
}

export function existingRole(role: iam.IRole): Binding {
  const { problems } = given('VendorAccess.existingRole', { role }, EXISTING_ROLE);
  return {
    problems,
    bind(scope) {
      warnAboutUnknownAccount(scope, role);
      return { arn: role.roleArn, role, attach: toRole(role) };
    },
  };
}
