import { EMPTY_RECIPE, type Recipe, recipe, struct } from '../../core/private/validation/prop-types';
import { text } from '../../core/private/validation/text-types';

/** Options of `VmImportRole.create`. */
export interface VmImportRoleOptions {
  /**
   * The service that assumes the role. AWS documents the default; the name in the China regions is not verified.
   * Can be a token, such as the value of a parameter.
   *
   * @default 'vmie.amazonaws.com'
   */
  readonly servicePrincipal?: string;
}

/**
 * Defines the service role that AWS VM Import/Export uses to read a disk image and create an image from it.
 *
 * The role must be named `vmimport`, and IAM is global: an account has one for all its regions.
 *
 * @see https://docs.aws.amazon.com/vm-import/latest/userguide/required-permissions.html
 */
export abstract class VmImportRole {
  /**
   * Creates the role `vmimport`, which only VM Import/Export can assume, for this account only. The deployment fails if the account already has the
   * role. Deleting the stack deletes it for all its users.
   */
  public static create(options?: VmImportRoleOptions): VmImportRole {
    const wanted = recipe('VmImportRole.create', options, OPTIONS);
    return new Chosen(wanted, wanted.options.servicePrincipal ?? 'vmie.amazonaws.com');
  }

  /**
   * Uses the account's existing `vmimport` role unchanged. It must already be able to read the bucket. For a role of your app, use
   * `CloudBerryBucketGrants.fromBucket(bucket).vmImport(role)`.
   */
  public static existing(): VmImportRole {
    return new Chosen(EMPTY_RECIPE);
  }

  /**
   * The service that assumes a new role.
   *
   * @internal
   */
  public abstract readonly _servicePrincipal?: string;
  /** @internal */
  public abstract readonly _recipe: Recipe<VmImportRoleOptions>;
}

const OPTIONS = struct<VmImportRoleOptions>({
  servicePrincipal: text({
    pattern: /^[a-z0-9-]+(\.[a-z0-9-]+)+$/,
    allowed: 'the name of a service, such as vmie.amazonaws.com',
    todo: 'Omit it.',
  }),
});

class Chosen extends VmImportRole {
  public constructor(
    public readonly _recipe: VmImportRole['_recipe'],
    public readonly _servicePrincipal?: string,
  ) {
    super();
  }
}
