import { MANAGED_POLICY_LIMIT, pageReach, productFigures } from './figures';
import { PAGES, PRODUCTS } from './rows';

/** The bars of a vendor. A file a vendor, so that they run beside each other: the widest policies are thousands of requests. */
export function describeReach(vendor: string): void {
  const pages = PAGES.filter(({ file }) => file.startsWith(`${vendor}/`));
  const products = PRODUCTS.filter(({ page }) => page.startsWith(`${vendor}/`));

  test.each(pages)('$file: as many requests as counted before', async ({ file, allowed, of }) => {
    expect(await pageReach(file)).toMatchObject({ allowed, of });
  }, 30_000); // two or three seconds for the widest, on a machine that is not busy

  if (products.length > 0) {
    test.each(products)('$product, $edition: within $bar, its policies within the quota', async (row) => {
      const { page, ours, policies } = await productFigures(row);
      expect(ours.allowed).toBeLessThanOrEqual(row.bar);
      expect(ours.allowed).toBeGreaterThan(0);
      expect(ours.of).toBe(page.of);
      expect(policies).not.toEqual([]);
      expect(policies.filter(({ longest }) => longest > MANAGED_POLICY_LIMIT)).toEqual([]);
    });
  }
}
