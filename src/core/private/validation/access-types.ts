import type { VendorAccess } from '../../vendor-access';
import type { Product } from '../model/product';
import { finding } from './errors';
import { within } from './nested-types';
import { type PropType, propType } from './prop-types';

/** The access of a product: one of the kinds that it takes. */
export const accessOf = <T extends VendorAccess>(product: Product): PropType<T> =>
  propType<T>(
    (got) => typeof got === 'object' && got !== null && '_binding' in got,
    'a value that VendorAccess creates',
    'For your own principal, use VendorAccess.existingUser or existingRole.',
    (what, got, { path, scope }) => {
      const { kind, problems } = got._binding;
      return product.access.kinds.includes(kind) ? within(what, { path, scope }, problems) : [otherKind(what, got, product)];
    },
  );

function otherKind(what: string, got: VendorAccess, { access, name }: Product): string {
  const kinds = access.kinds.map((kind) => `VendorAccess.${kind}`).join(', ');
  const todo = `Choose one of them: ${name} takes no other kind of access (${access.source.url}).`;
  return finding(what, `${got} of VendorAccess.${got._binding.kind}`, kinds, todo);
}
