import { UserAccess, type VendorAccess } from '../../vendor-access';
import { problem } from './errors';
import { under } from './nested-types';
import { type PropType, propType } from './prop-types';

const accessOf = <T extends VendorAccess>(isTaken: (access: VendorAccess) => boolean): PropType<T> =>
  propType<T>(
    (got) => typeof got === 'object' && got !== null && '_binding' in got,
    'a value that VendorAccess creates',
    'For your own principal, use VendorAccess.existingUser or existingRole.',
    (what, got, { scope }) =>
      isTaken(got) ? under(what, got._binding.problems({ scope })) : [problem(what, got, 'an IAM user', USER_ONLY)],
  );

const USER_ONLY = 'Use VendorAccess.iamUser() or existingUser(): the product needs an access key, and a role has none.';

export const ACCESS = accessOf<VendorAccess>(() => true);
/** The access of a product that takes an access key and nothing else. */
export const USER_ACCESS = accessOf<UserAccess>((access) => access instanceof UserAccess);
