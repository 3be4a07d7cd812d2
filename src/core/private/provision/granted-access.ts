import type { PermissionSet } from '../model/permission-set';
import type { PolicyResources } from './statements';

/** What a policy grants on what, for a test of the connection. */
export interface GrantedAccess {
  readonly sets: readonly PermissionSet[];
  readonly resources: PolicyResources<string>;
  readonly prefix?: string;
}
