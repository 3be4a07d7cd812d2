import { pageReach } from './figures';
import { PAGES } from './rows';

test.each(PAGES)('$file: as many requests as counted before', async ({ file, allowed, of }) => {
  expect(await pageReach(file)).toMatchObject({ allowed, of });
});
