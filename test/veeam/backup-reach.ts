import { veeam } from '../../src';
import type { PageRow, ProductRow } from '../reach/rows';
import { BACKUP_CASES, backupsIn } from './cases';

const product = 'Veeam backup repository';
const s3: PageRow = { files: ['vbr-s3.json'], title: product, allowed: 49, of: 49 };
const locked: PageRow = { files: ['vbr-s3-immutable.json'], title: `${product}, immutable`, allowed: 124, of: 124 };
const reading: PageRow = {
  files: ['vbr-s3-immutable-read-only.json', 'vbr-s3-read-only.json'],
  title: `${product}, read-only`,
  allowed: 70,
  of: 70,
};

/** The lists with an appliance, together: each of them would take as long. */
const appliance: PageRow = {
  files: ['s3', 's3-immutable', 'glacier', 'glacier-immutable'].flatMap((tier) => [
    `vbr-${tier}-own-appliance.json`,
    `vbr-${tier}-new-appliance.json`,
  ]),
  title: `${product} and appliance`,
  allowed: 726,
  of: 726,
};

export const BACKUP_PAGES: readonly PageRow[] = [
  s3,
  locked,
  reading,
  { files: ['vbr-s3-read-only.json'], title: `${product}, read-only, S3`, allowed: 31, of: 31 },
  { files: ['vbr-s3-immutable-read-only.json'], title: `${product}, read-only, immutable`, allowed: 64, of: 64 },
  appliance,
  { files: ['vbr-glacier-batch.json'], title: `${product}, batch retrieval`, allowed: 13, of: 13 },
  { files: ['vbr-ebs-encryption.json', 'vbr-ebs-encryption-key.json'], title: `${product}, EBS encryption`, allowed: 42, of: 42 },
];

const archive = { tier: veeam.VeeamBackupTier.ARCHIVE_DEEP_ARCHIVE, immutability: true };

export const BACKUP_PRODUCTS: readonly ProductRow[] = [
  { product, page: s3, edition: 'S3 only', stack: BACKUP_CASES['vbr-default'], bar: 16 },
  { product, page: locked, edition: 'immutable', stack: BACKUP_CASES['vbr-own-locked-bucket'], bar: 41 },
  { product, page: reading, edition: 'read-only', stack: BACKUP_CASES['vbr-read-only-immutable'], bar: 21 },
  {
    product,
    page: appliance,
    edition: 'archive, own network',
    stack: (stack) => backupsIn(stack, ['subnet-0aaa', 'sg-0aaa'], archive),
    bar: 76,
  },
];
