import { MANAGED_POLICY_LIMIT, productFigures } from './figures';
import { PRODUCTS } from './rows';

test.each(PRODUCTS)('$product, $edition: within $bar, its policies within the quota', async (row) => {
  const { page, ours, policies } = await productFigures(row);
  expect([ours.allowed, page.allowed]).toEqual([row.bar, row.page.allowed]); // README.md shows both
  expect(ours.of).toBe(page.of);
  expect(policies).not.toEqual([]);
  expect(policies.filter(({ longest }) => longest > MANAGED_POLICY_LIMIT)).toEqual([]);
});
