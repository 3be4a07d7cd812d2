import type { IVendorPrincipal } from '../../vendor-principal';
import { problem, throwIfAnyInCall } from './errors';

const OTHER = { user: 'sameRoleAs', role: 'sameUserAs' } as const;

/** Returns the user or the role of another construct. Throws if that construct has the other kind, or none. */
export function principalOf<K extends keyof typeof OTHER>(
  call: string,
  first: IVendorPrincipal,
  kind: K,
): NonNullable<IVendorPrincipal[K]> {
  const found = first?.[kind];
  if (!found) {
    const other = kind === 'user' ? first?.role : first?.user;
    const todo = other
      ? `This construct has a ${kind === 'user' ? 'role' : 'user'}: use VendorAccess.${OTHER[kind]}.`
      : 'Pass the construct itself.';
    throwIfAnyInCall(`VendorAccess.${call}`, [problem('first', first, `a construct of this library with a ${kind}`, todo)]);
  }
  return found as NonNullable<IVendorPrincipal[K]>;
}
