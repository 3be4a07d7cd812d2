import { MANAGED_POLICY_LIMIT, productFigures } from './figures';
import kept from './kept.json';
import { PRODUCTS } from './rows';

test.each(PRODUCTS)('$product, $edition: within $bar, its policies within the quota', async (row) => {
  const { page, ours, policies } = await productFigures(row);
  expect(ours.allowed).toBeLessThanOrEqual(row.bar);
  expect(ours.allowed).toBeGreaterThan(0);
  expect(ours.of).toBe(page.of);
  const { edition, product } = row; // what README.md shows
  expect(kept).toContainEqual({ product, edition, documented: page.allowed, ours: ours.allowed });
  expect(policies).not.toEqual([]);
  expect(policies.filter(({ longest }) => longest > MANAGED_POLICY_LIMIT)).toEqual([]);
});

test('no figure is kept of what does not exist: npm run reach -- --keep', () => {
  expect(kept.map(({ edition, product }) => [product, edition])).toEqual(PRODUCTS.map(({ edition, product }) => [product, edition]));
});
