import type { IVendorPrincipal } from '../../vendor-principal';
import { problem, throwIfAnyInCall } from './errors';

const OTHER = { user: 'sameRoleAs', role: 'sameUserAs' } as const;

/** The user or the role of another construct; throws if that construct has the other one, or none. */
export function principalOf<K extends keyof typeof OTHER>(
  call: string,
  first: IVendorPrincipal,
  kind: K,
): NonNullable<IVendorPrincipal[K]> {
  const found = first?.[kind];
  if (!found) {
    const other = kind === 'user' ? first?.role : first?.user;
    const todo = other ? `It has a ${kind === 'user' ? 'role' : 'user'}: use VendorAccess.${OTHER[kind]}.` : 'Pass the construct itself.';
    throwIfAnyInCall(`VendorAccess.${call}`, [problem('first', first, `a construct of this library with a ${kind}`, todo)]);
  }
  return found as NonNullable<IVendorPrincipal[K]>;
}
