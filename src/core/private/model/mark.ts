/**
 * The type of the metadata that a construct leaves about each of its policies: in the assembly, not in the template. `explain` finds the
 * policies by it.
 */
export const MARK = 'cdk-vendor-access:permissions';

export interface Mark {
  /** The version of this package. */
  readonly version: string;
  readonly product: string;
  /** The ids of the permission sets. */
  readonly sets: readonly string[];
}
