import type * as iam from 'aws-cdk-lib/aws-iam';
import type { ExistingUserAccessOptions } from './existing-user-access-options';
import type { Binding } from './private/provision/binding';
import { existingRole, existingUser, newUser, sameUser } from './private/provision/principals';
import { pendingVendorRole, vendorRole } from './private/provision/vendor-role';
import { principalOf } from './private/validation/shared-principal';
import type { IamUserAccessOptions } from './vendor-access-options';
import type { IVendorPrincipal } from './vendor-principal';
import type { PendingVendorRoleAccessOptions, VendorRoleAccessOptions } from './vendor-role-access-options';

/**
 * The principal that the vendor's product uses.
 *
 * A recipe, not a principal: each construct it is given to creates its own. To share one, give the second construct
 * `VendorAccess.sameUserAs(first)`. A recipe with a name of its own (`userName`, `secretName`, `roleName`) is good for one construct in an
 * account; at synth, a second one is an error.
 */
export abstract class VendorAccess {
  /**
   * A new IAM user in a group of its own. Its access key is put into a new secret in Secrets Manager, by reference: the key is in no template,
   * output or log. Anyone who can read the secrets of the account can read it, unless `secretEncryptionKey` or a policy on the secret denies it.
   * The secret is deleted together with the stack. No console password is created. Sessions of the key are denied: see `allowSessionTokens`.
   */
  public static iamUser(options?: IamUserAccessOptions): UserAccess {
    return new BoundUser(newUser(options));
  }

  /**
   * An IAM user that exists, of the account that the stack is deployed to. The permissions are attached to it; no access key is created.
   * Sessions of the user are denied the bucket, and nothing else: see `allowSessionTokens`.
   *
   * Errors: a user of another account.
   */
  public static existingUser(user: iam.IUser, options?: ExistingUserAccessOptions): UserAccess {
    return new BoundUser(existingUser(user, options));
  }

  /**
   * The IAM user of another construct of this library: one user, and one key, for both. The permissions are attached where that construct
   * attaches its own: to the group that it created, or to the existing user that it was given. Sessions are allowed if they are allowed there.
   *
   * Errors: a construct that uses a role.
   *
   * @example
   * declare const first: VendorBucketAccess;
   * const access = VendorAccess.sameUserAs(first);
   */
  public static sameUserAs(first: IVendorPrincipal): UserAccess {
    return new BoundUser(sameUser(principalOf('sameUserAs', first, 'user')));
  }

  /**
   * A new IAM role that the vendor's account may assume, with your external id only.
   *
   * Errors: an account id that is not 12 digits or is your own, an external id that AWS would refuse, a session of less than 1 or more than 12 hours.
   */
  public static vendorRole(options: VendorRoleAccessOptions): RoleAccess {
    return new BoundRole(vendorRole(options));
  }

  /**
   * A new IAM role for a vendor that shows your external id only after the role exists. Until you pass the external id, nobody can assume the
   * role: its trust policy denies everyone. `setup` says what to do next (`ExternalIdPending`), and a warning remains. Passing the external id
   * later opens the same role, removing it closes the role again.
   *
   * Errors: those of `vendorRole`; an app that opens the closed role in another way.
   */
  public static pendingVendorRole(options: PendingVendorRoleAccessOptions): RoleAccess {
    return new BoundRole(pendingVendorRole(options));
  }

  /**
   * An IAM role that exists, of the account that the stack is deployed to. The permissions are attached to it; who may assume it is not changed.
   *
   * Errors: a role of another account, or one that was imported as immutable (CDK would drop the permissions without a word).
   */
  public static existingRole(role: iam.IRole): RoleAccess {
    return new BoundRole(existingRole(role));
  }

  /** The IAM role of another construct of this library: one role for both. Errors: a construct that uses a user. */
  public static sameRoleAs(first: IVendorPrincipal): RoleAccess {
    return VendorAccess.existingRole(principalOf('sameRoleAs', first, 'role'));
  }

  /** @internal */
  public abstract readonly _binding: Binding;
}

/** Access by an IAM user. Made by `VendorAccess.iamUser` and `VendorAccess.existingUser`. */
export abstract class UserAccess extends VendorAccess {
  private readonly kind = 'IAM user'; // TypeScript compares shapes: without a private member, a role would pass for a user

  public toString(): string {
    return this.kind;
  }
}

/** Access by an IAM role. Made by `VendorAccess.vendorRole` and `VendorAccess.existingRole`. */
export abstract class RoleAccess extends VendorAccess {
  private readonly kind = 'IAM role';

  public toString(): string {
    return this.kind;
  }
}

// Not exported, because jsii publishes the constructor of an exported class even if it is marked as internal.

class BoundUser extends UserAccess {
  public constructor(public readonly _binding: Binding) {
    super();
  }
}

class BoundRole extends RoleAccess {
  public constructor(public readonly _binding: Binding) {
    super();
  }
}
