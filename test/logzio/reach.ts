import type { PageRow, ProductRow } from '../reach/rows';
import { CASES } from './cases';

const archive: PageRow = { files: ['archive-restore.json'], title: 'Logz.io archive', allowed: 20, of: 30 };

const fetcher: PageRow = { files: ['s3-fetcher.role.json', 's3-fetcher.key.json'], title: 'Logz.io S3 fetcher', allowed: 12, of: 22 };

export const PAGES: readonly PageRow[] = [
  { files: ['archive-restore.older.json'], title: 'Logz.io archive, page of 2020', allowed: 18, of: 27 },
  archive,
  fetcher,
  { files: ['s3-fetcher.role.json'], title: 'Logz.io S3 fetcher, by a role', allowed: 12, of: 22 },
  { files: ['s3-fetcher.key.json'], title: 'Logz.io S3 fetcher, by a key', allowed: 10, of: 15 },
  { files: ['power-search.json'], title: 'Logz.io power search', allowed: 10, of: 15 },
];

const ours = { product: archive.title, page: archive };

export const PRODUCTS: readonly ProductRow[] = [
  { ...ours, edition: 'archive and restore', stack: CASES.default, bar: 10 },
  { ...ours, edition: 'the same by a role', stack: CASES['vendor-role'], bar: 10 },
  { ...ours, edition: 'archive only', stack: CASES['archive-only'], bar: 5 },
  { ...ours, edition: 'restore only', stack: CASES['restore-only'], bar: 6 },
  { ...ours, edition: 'with object ACLs', stack: CASES['object-acl'], bar: 14 },
  { product: fetcher.title, page: fetcher, edition: 'the bucket', stack: CASES.fetcher, bar: 6 },
  {
    product: fetcher.title,
    page: fetcher,
    edition: 'a prefix',
    stack: CASES['fetcher-prefix'],
    bar: 3,
    prefix: 'AWSLogs/111122223333/CloudTrail',
  },
];
