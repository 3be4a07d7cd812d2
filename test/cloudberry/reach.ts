import type { PageRow, ProductRow } from '../reach/rows';
import { backup, CASES, PERMISSIONS, placed, restore } from './cases';

const kb1034: PageRow = { files: ['backup-user.kb1034.json'], title: 'CloudBerry backup', allowed: 101, of: 151 };
const kb1062: PageRow = { files: ['managed-backup.kb1062.json'], title: 'CloudBerry managed backup', allowed: 2, of: 2 };
const vmImport: PageRow = {
  files: ['ec2-restore.kb1025.json', 'ec2-restore.vm-import.json'],
  title: 'CloudBerry EC2 restore, with the list of AWS',
  allowed: 2097,
  of: 2357,
};
const kb1025: PageRow = { files: ['ec2-restore.kb1025.json'], title: 'CloudBerry EC2 restore', allowed: 2029, of: 2289 };

export const PAGES: readonly PageRow[] = [
  kb1034,
  { files: ['backup-user.current.json'], title: 'CloudBerry backup, current page', allowed: 125, of: 187 },
  { files: ['backup-user.federation.json'], title: 'CloudBerry backup, another revision', allowed: 127, of: 189 },
  kb1062,
  kb1025,
  vmImport,
  { files: ['ec2-restore.vm-import.json'], title: "AWS's list for VM Import/Export", allowed: 548, of: 557 },
];

const backupUser = { product: kb1034.title, page: kb1034 };
const managed = { product: kb1062.title, page: kb1062 };
const ec2Restore = { product: kb1025.title, page: kb1025 };
/** The one of the four prefixes of the universe that belongs to it. */
const prefix = 'cbb';

export const PRODUCTS: readonly ProductRow[] = [
  { ...backupUser, edition: 'kb1034', stack: CASES['backup-kb1034'], bar: 43 },
  { ...backupUser, edition: 'kb1034, prefix', stack: (stack) => backup(stack, { permissions: PERMISSIONS.KB1034, prefix }), bar: 15 },
  { ...backupUser, edition: 'current', stack: CASES['backup-default'], bar: 58 },
  { ...backupUser, edition: 'current, prefix', stack: (stack) => backup(stack, { prefix }), bar: 20 },
  { ...backupUser, edition: 'current, prefix, browse', stack: (stack) => backup(stack, { prefix, browse: true }), bar: 20 },
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
  { ...ec2Restore, edition: 'image browsing', page: vmImport, stack: (stack) => restore(stack, { imageBrowsing: true }), bar: 110 },
  { ...ec2Restore, edition: 'with mail', stack: (stack) => restore(stack, { mailFrom: 'backup@example.com' }), bar: 108 },
];
