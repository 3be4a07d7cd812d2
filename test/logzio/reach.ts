import type { PageRow, ProductRow } from '../reach/rows';
import { CASES } from './cases';

export const PAGES: readonly PageRow[] = [
  { file: 'logzio/documented/archive-restore.older.json', title: 'Logz.io archive, page of 2020', allowed: 18, of: 27 },
  { file: 'logzio/documented/archive-restore.json', title: 'Logz.io archive', allowed: 20, of: 30 },
];

const archive = { product: 'Logz.io archive', page: 'logzio/documented/archive-restore.json' };

export const PRODUCTS: readonly ProductRow[] = [
  { ...archive, edition: 'archive and restore', stack: CASES.default, bar: 10 },
  { ...archive, edition: 'archive only', stack: CASES['archive-only'], bar: 5 },
  { ...archive, edition: 'restore only', stack: CASES['restore-only'], bar: 6 },
  { ...archive, edition: 'with object ACLs', stack: CASES['object-acl'], bar: 14 },
];
