import type { PageRow, ProductRow } from '../reach/rows';
import { CASES } from './cases';

const page: PageRow = { files: ['archives.json', 'key-policy.json'], title: 'Datadog log archives', allowed: 18, of: 75 };

export const PAGES: readonly PageRow[] = [page];

const ours = { product: page.title, page };

export const PRODUCTS: readonly ProductRow[] = [
  { ...ours, edition: 'archive and rehydrate', stack: CASES.default, bar: 9 },
  { ...ours, edition: 'archive only', stack: CASES['archive-only'], bar: 4 },
  { ...ours, edition: 'a prefix', stack: CASES.prefix, bar: 3, prefix: 'logs/prod' },
  { ...ours, edition: 'with a key', stack: CASES['kms-key'], bar: 9 },
  { ...ours, edition: 'a new role', stack: CASES['vendor-role'], bar: 9 },
];
