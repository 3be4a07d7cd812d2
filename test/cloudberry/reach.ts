import type { PageRow, ProductRow } from '../reach/rows';
import { backup, CASES, PERMISSIONS, placed, restore } from './cases';

export const PAGES: readonly PageRow[] = [
  { file: 'cloudberry/documented/backup-user.kb1034.json', title: 'CloudBerry backup', allowed: 101, of: 151 },
  { file: 'cloudberry/documented/managed-backup.kb1062.json', title: 'CloudBerry managed backup', allowed: 2, of: 2 },
  { file: 'cloudberry/documented/ec2-restore.kb1025.json', title: 'CloudBerry EC2 restore', allowed: 2029, of: 2289 },
];

const backupUser = { product: 'CloudBerry backup', page: 'cloudberry/documented/backup-user.kb1034.json' };
const managed = { product: 'CloudBerry managed backup', page: 'cloudberry/documented/managed-backup.kb1062.json' };
const ec2Restore = { product: 'CloudBerry EC2 restore', page: 'cloudberry/documented/ec2-restore.kb1025.json' };
/** The one of the four prefixes of the universe that belongs to it. */
const prefix = 'cbb';

export const PRODUCTS: readonly ProductRow[] = [
  { ...backupUser, edition: 'kb1034', stack: CASES['backup-kb1034'], bar: 43 },
  { ...backupUser, edition: 'kb1034, prefix', stack: (stack) => backup(stack, { permissions: PERMISSIONS.KB1034, prefix }), bar: 15 },
  { ...backupUser, edition: 'current', stack: CASES['backup-default'], bar: 58 },
  { ...backupUser, edition: 'current, prefix', stack: (stack) => backup(stack, { prefix }), bar: 20 },
  { ...backupUser, edition: 'current, recoverable deletes', stack: CASES['backup-recoverable'], bar: 54 },
  { ...managed, edition: 'federation', stack: CASES['managed-default'], bar: 60 },
  { ...ec2Restore, edition: 'default', stack: CASES['restore-default'], bar: 106 },
  {
    ...ec2Restore,
    edition: 'placement',
    stack: (stack) => restore(stack, { placement: placed(stack, 'subnet-0aaa', 'sg-0aaa') }),
    bar: 75,
  },
  { ...ec2Restore, edition: 'backup and restore', stack: CASES['restore-with-backup'], bar: 127 },
  { ...ec2Restore, edition: 'with mail', stack: (stack) => restore(stack, { mailFrom: 'backup@example.com' }), bar: 108 },
];
