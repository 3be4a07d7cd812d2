import { UserAccess, type VendorAccess } from '../../vendor-access';
import { problem } from './errors';

/** A product that takes an access key only, given something else by a language that does not look at types. */
export function userOnlyProblems(access: VendorAccess): string[] {
  const todo = 'Use VendorAccess.iamUser() or existingUser(): the product is given an access key, which a role does not have.';
  return access instanceof UserAccess ? [] : [problem('access', String(access), 'an IAM user', todo)];
}
