import { pageReach } from './figures';
import { PAGES } from './rows';

test.each(PAGES)('$vendor/$files: as many requests as counted before', async ({ vendor, allowed, of, ...page }) => {
  expect(await pageReach(vendor, page)).toMatchObject({ allowed, of });
});
