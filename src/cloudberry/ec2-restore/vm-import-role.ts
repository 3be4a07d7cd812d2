import { EMPTY_RECIPE, type Recipe, recipe, struct } from '../../core/private/validation/prop-types';
import { text } from '../../core/private/validation/text-types';

/** Options of `VmImportRole.create`. */
export interface VmImportRoleOptions {
  /**
   * The service that assumes the role. AWS documents the default; what it is in the China regions is not verified.
   * Can be a token, such as the value of a parameter.
   *
   * @default 'vmie.amazonaws.com'
   */
  readonly servicePrincipal?: string;
}

/**
 * The service role with which AWS's VM Import/Export reads a disk image and makes an image of it.
 *
 * It has to be called `vmimport`, and IAM is global: an account has one, for all its regions.
 *
 * @see https://docs.aws.amazon.com/vm-import/latest/userguide/required-permissions.html
 */
export abstract class VmImportRole {
  /**
   * A new role `vmimport`, which VM Import/Export alone may assume, for this account only. Fails to deploy if the account has one; deleting the
   * stack deletes it for everybody.
   */
  public static create(options?: VmImportRoleOptions): VmImportRole {
    const wanted = recipe('VmImportRole.create', options, OPTIONS);
    return new Chosen(wanted, wanted.options.servicePrincipal ?? 'vmie.amazonaws.com');
  }

  /**
   * The account has a role `vmimport`, which nobody changes here: it must be able to read the bucket. If it is a role of your app,
   * `CloudBerryBucketGrants.fromBucket(bucket).vmImport(role)` lets it.
   */
  public static existing(): VmImportRole {
    return new Chosen(EMPTY_RECIPE);
  }

  /**
   * The service that is to assume a new role.
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
    todo: 'Leave it out.',
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
