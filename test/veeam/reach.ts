import type { PageRow, ProductRow } from '../reach/rows';
import { CASES, copiesIn } from './cases';

export const PAGES: readonly PageRow[] = [
  { file: 'veeam/documented/m365-s3-ec2.json', title: 'Veeam repository and appliance', allowed: 747, of: 747 },
];

const repository = { product: 'Veeam repository', page: 'veeam/documented/m365-s3-ec2.json' };
const archiver = { ...repository, product: 'Veeam repository and appliance' };

export const PRODUCTS: readonly ProductRow[] = [
  { ...repository, edition: 'S3 only', stack: CASES.default, bar: 48 },
  { ...repository, edition: 'least actions', stack: CASES['least-actions'], bar: 27 },
  { ...repository, edition: 'one bucket', stack: CASES['one-bucket'], bar: 46 },
  { ...archiver, edition: 'network by Veeam', stack: CASES['archiver-vendor-network'], bar: 133 },
  { ...archiver, edition: 'own network', stack: (stack) => copiesIn(stack, 'subnet-0aaa', 'sg-0aaa'), bar: 84 },
];
