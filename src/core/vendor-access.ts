import type * as iam from 'aws-cdk-lib/aws-iam';
import type { ExistingAccessOptions } from './existing-access-options';
import type { ExistingUserAccessOptions } from './existing-user-access-options';
import type { NewRoleOptions } from './new-role-options';
import type { Binding } from './private/provision/binding';
import { existingRole, existingUser, sameRole, sameUser } from './private/provision/existing-principals';
import { newUser } from './private/provision/principals';
import { pendingVendorRole, vendorRole } from './private/provision/vendor-role';
import { workloadRole } from './private/provision/workload-role';
import { principalOf } from './private/validation/shared-principal';
import type { IamUserAccessOptions } from './vendor-access-options';
import type { IVendorPrincipal } from './vendor-principal';
import type { PendingVendorRoleAccessOptions, VendorRoleAccessOptions } from './vendor-role-access-options';
import type { Workload } from './workload';

/**
 * The principal that the vendor's product uses.
 *
 * A recipe, not a principal: each construct that receives it creates its own principal. To share a principal, pass
 * `VendorAccess.sameUserAs(first)` to the second construct. A recipe with a physical name (`userName`, `secretName`, `roleName`) works for one
 * construct in an account; a second one is an error at synth.
 */
export abstract class VendorAccess {
  /**
   * Creates an IAM user in its own group. A new secret in Secrets Manager stores its access key, which never appears in a template, output or
   * log. Anyone with permission to read the account's secrets can read it, unless `secretEncryptionKey` or a policy on the secret denies it.
   * The secret is deleted together with the stack. Creates no console password. Sessions of the key are denied: see `allowSessionTokens`.
   */
  public static iamUser(options?: IamUserAccessOptions): UserAccess {
    return new BoundUser(newUser(options));
  }

  /**
   * Uses an existing IAM user of the account that the stack is deployed to. The permissions are attached to the user; no access key is
   * created. Its sessions are denied access to the bucket, and to nothing else: see `allowSessionTokens`. Errors: a user of another account.
   */
  public static existingUser(user: iam.IUser, options?: ExistingUserAccessOptions): UserAccess {
    return new BoundUser(existingUser(user, options));
  }

  /**
   * Uses the IAM user of another construct of this library: both share one user and one key. The permissions are attached where that construct
   * attaches its own: to the group that it created, or to the existing user. Sessions are allowed if that construct allows them. Errors: a
   * construct that uses a role.
   */
  public static sameUserAs(first: IVendorPrincipal): UserAccess {
    return new BoundUser(sameUser(principalOf('sameUserAs', first, 'user')));
  }

  /**
   * Creates an IAM role that only the vendor's account can assume, and only with your external id. Errors: an account id that is not
   * 12 digits or is your own, an external id that AWS refuses, a session of less than 1 or more than 12 hours.
   */
  public static vendorRole(options: VendorRoleAccessOptions): RoleAccess {
    return new BoundRole(vendorRole(options));
  }

  /**
   * Creates an IAM role for a vendor that shows your external id only after the role exists. Until you pass the external id, nobody can assume
   * the role: its trust policy denies everyone. `setup` says what to do next (`ExternalIdPending`), and a warning remains. Passing the external
   * id later opens the same role, removing it closes the role again. Errors: those of `vendorRole`; an app that opens the closed role in another way.
   */
  public static pendingVendorRole(options: PendingVendorRoleAccessOptions): RoleAccess {
    return new BoundRole(pendingVendorRole(options));
  }

  /**
   * Creates an IAM role that only this workload of your own account can assume, without an access key. Errors: those of the workload; a session
   * of less than 1 or more than 12 hours; an app that lets others assume the role. For a role that you share, use `existingRole`.
   */
  public static workloadRole(workload: Workload, options?: NewRoleOptions): RoleAccess {
    return new BoundRole(workloadRole(workload, options));
  }

  /**
   * Uses an existing IAM role of the account that the stack is deployed to. The permissions are attached to it; its trust policy is unchanged.
   * Errors: a role of another account, or an immutable import (CDK would silently drop the permissions).
   */
  public static existingRole(role: iam.IRole, options?: ExistingAccessOptions): RoleAccess {
    return new BoundRole(existingRole(role, options));
  }

  /** Uses the IAM role of another construct of this library: both share one role. Errors: a construct that uses a user. */
  public static sameRoleAs(first: IVendorPrincipal): RoleAccess {
    return new BoundRole(sameRole(principalOf('sameRoleAs', first, 'role')));
  }

  /** @internal */
  public abstract readonly _binding: Binding;
}

/** Access with an IAM user. Created by `VendorAccess.iamUser` and `VendorAccess.existingUser`. */
export abstract class UserAccess extends VendorAccess {
  private readonly kind = 'IAM user'; // TypeScript compares shapes: without a private member, a role would be assignable to a user
  public toString(): string {
    return this.kind;
  }
}

/** Access with an IAM role. Created by the factories of `VendorAccess` for roles. */
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
