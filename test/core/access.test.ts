import * as iam from 'aws-cdk-lib/aws-iam';
import { type UserAccess, VendorAccess, Workload } from '../../src';
import type { AccessKind, Product } from '../../src/core/private/model/product';
import { accessOf } from '../../src/core/private/validation/access-types';
import { NAMES } from '../found';
import { newStack } from '../util';
import { productsOf, VENDORS } from '../vendors';

// What each product takes, and what it says of the rest, is data.

const TRUST = { accountId: '444455556666', externalId: 'a1b2c3d4-e5f6' };
const stack = newStack();
const ALL: Record<AccessKind, VendorAccess> = {
  iamUser: VendorAccess.iamUser(),
  existingUser: VendorAccess.existingUser(new iam.User(stack, 'User')),
  vendorRole: VendorAccess.vendorRole(TRUST),
  pendingVendorRole: VendorAccess.pendingVendorRole(TRUST),
  workloadRole: VendorAccess.workloadRole(Workload.ec2Instance()),
  existingRole: VendorAccess.existingRole(new iam.Role(stack, 'Role', { assumedBy: new iam.AccountPrincipal(TRUST.accountId) })),
};
const PRODUCTS = NAMES.flatMap((vendor) => productsOf(vendor).map((product) => [product.name, product, vendor] as const));

const problemsOf = (product: Product, access: VendorAccess) => accessOf<UserAccess>(product).problems('access', access, { scope: stack });

test.each(PRODUCTS)('%s: takes the kinds that it says, and names them for any other', (_, product, vendor) => {
  const { kinds, source } = product.access;
  expect(VENDORS[vendor].pages.test(source.url)).toBe(true);
  for (const [kind, access] of Object.entries(ALL)) {
    const takes = kinds.map((one) => `VendorAccess.${one}`).join(', ');
    const refusal = `access: got ${access} of VendorAccess.${kind}; allowed: ${takes}. Choose one of them: `;
    const isTaken = kinds.includes(kind as AccessKind);
    expect([kind, problemsOf(product, access)]).toEqual([kind, isTaken ? [] : [expect.stringContaining(refusal)]]);
    expect(isTaken || problemsOf(product, access)[0].includes(source.url)).toBe(true);
  }
});

test('every vendor has a product, and each kind is taken by one', () => {
  expect(NAMES.filter((vendor) => productsOf(vendor).length === 0)).toEqual([]);
  for (const kind of Object.keys(ALL) as AccessKind[]) {
    const takers = PRODUCTS.filter(([, { access }]) => access.kinds.includes(kind));
    expect([kind, takers.length > 0]).toEqual([kind, true]);
  }
});

test.each([
  ['no account', {}, 'accountId: got nothing; allowed: the vendor'],
  ['the own account', { accountId: '111122223333' }, 'This is the account of this stack'],
  ['an external id of one letter', { accountId: TRUST.accountId, externalId: 'x' }, 'externalId: got "x"; allowed: 2 to 1,224'],
  ['an empty external id', { accountId: TRUST.accountId, externalId: '' }, 'externalId: got ""'],
])('a pending role with %s', (_, options, text) => {
  const made = () => {
    const [[, taker]] = PRODUCTS.filter(([, { access }]) => access.kinds.includes('pendingVendorRole'));
    return problemsOf(taker, VendorAccess.pendingVendorRole(options as typeof TRUST)).join();
  };
  let got: string;
  try {
    got = made();
  } catch (error) {
    got = (error as Error).message;
  }
  expect(got).toContain(text);
});
