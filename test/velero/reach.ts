import type { PageRow, ProductRow } from '../reach/rows';
import { CASES } from './cases';

const page: PageRow = { files: ['policy.json'], title: 'Velero', allowed: 478, of: 503 };

export const PAGES: readonly PageRow[] = [page];

const ours = { product: page.title, page };

export const PRODUCTS: readonly ProductRow[] = [
  { ...ours, edition: 'default', stack: CASES.default, bar: 21 },
  { ...ours, edition: 'EKS Pod Identity', stack: CASES['pod-identity'], bar: 21 },
  { ...ours, edition: 'a prefix', stack: CASES.prefix, bar: 6, prefix: 'clusters/prod' },
  { ...ours, edition: 'object tags', stack: CASES['object-tags'], bar: 25 },
  { ...ours, edition: 'volume snapshots', stack: CASES['volume-snapshots'], bar: 25 },
  { ...ours, edition: 'volume snapshots with a key', stack: CASES['volume-key'], bar: 25 },
];
