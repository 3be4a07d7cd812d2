// npm run reach: how wide each product's policy is, the vendor's beside ours, in the universe of test/matrix/universe.ts.
import { table } from '../tools/report';
import { MANAGED_POLICY_LIMIT, pageReach, productFigures } from './figures';
import { PAGES, PRODUCTS } from './rows';

const number = (value: number): string => value.toLocaleString('en-US');

async function pages(): Promise<{ rows: string[][]; wrong: number }> {
  const rows: string[][] = [];
  let wrong = 0;
  for (const { vendor, title, allowed, of, ...page } of PAGES) {
    const got = await pageReach(vendor, page);
    const ok = got.allowed === allowed && got.of === of;
    wrong += ok ? 0 : 1;
    rows.push([
      title,
      `${number(got.allowed)} of ${number(got.of)}`,
      number(got.writes),
      ok ? 'ok' : `not ${number(allowed)} of ${number(of)}`,
    ]);
  }
  return { rows, wrong };
}

async function products(): Promise<{ rows: string[][]; sizes: string[][]; wrong: number }> {
  const [rows, sizes]: string[][][] = [[], []];
  let wrong = 0;
  for (const row of PRODUCTS) {
    const { page, ours, policies } = await productFigures(row);
    const ok = ours.allowed <= row.bar;
    wrong += ok ? 0 : 1;
    const cells = [`${number(page.allowed)} of ${number(page.of)}`, number(ours.allowed), number(ours.writes), number(row.bar)];
    rows.push([row.product, row.edition, ...cells, ok ? 'ok' : 'above the bar']);
    for (const { name, size, longest } of policies) {
      const fits = longest <= MANAGED_POLICY_LIMIT;
      wrong += fits ? 0 : 1;
      sizes.push([row.product, row.edition, name, number(size), number(longest), fits ? 'ok' : `above ${number(MANAGED_POLICY_LIMIT)}`]);
    }
  }
  return { rows, sizes, wrong };
}

async function main(): Promise<void> {
  const [theirs, ours] = [await pages(), await products()];
  console.log("Requests that the vendors' own policies allow, over the actions that they name\n");
  console.log(table(['page', 'allowed', 'writes', ''], theirs.rows));
  console.log('\nRequests that are allowed, over the actions of both policies\n');
  console.log(table(['product', 'edition', 'documented', 'ours', 'writes', 'bar', ''], ours.rows));
  console.log(`\nCharacters of the managed policies, of ${number(MANAGED_POLICY_LIMIT)}\n`);
  console.log(table(['product', 'edition', 'policy', 'size', 'at most', ''], ours.sizes));
  process.exitCode = theirs.wrong + ours.wrong > 0 ? 1 : 0;
}

void main();
