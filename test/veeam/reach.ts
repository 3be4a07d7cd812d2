import type { PageRow, ProductRow } from '../reach/rows';
import { BACKUP_PAGES, BACKUP_PRODUCTS } from './backup-reach';
import { CASES, copiesIn } from './cases';

const page: PageRow = { files: ['m365-s3-ec2.json'], title: 'Veeam repository and appliance', allowed: 747, of: 747 };

export const PAGES: readonly PageRow[] = [
  page,
  { files: ['m365-s3-ec2.list.json'], title: "Veeam, the page's lists", allowed: 296, of: 341 },
  ...BACKUP_PAGES,
];

const repository = { product: 'Veeam repository', page };
const archiver = { product: page.title, page };

export const PRODUCTS: readonly ProductRow[] = [
  { ...repository, edition: 'S3 only', stack: CASES.default, bar: 48 },
  { ...repository, edition: 'least actions', stack: CASES['least-actions'], bar: 27 },
  { ...repository, edition: 'one bucket', stack: CASES['one-bucket'], bar: 46 },
  { ...archiver, edition: 'network by Veeam', stack: CASES['archiver-vendor-network'], bar: 133 },
  { ...archiver, edition: 'own network', stack: (stack) => copiesIn(stack, 'subnet-0aaa', 'sg-0aaa'), bar: 84 },
  ...BACKUP_PRODUCTS,
];
