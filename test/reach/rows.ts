import type { Stack } from 'aws-cdk-lib';
import { backup, CASES as CLOUDBERRY, PERMISSIONS, placed, restore } from '../cloudberry/cases';
import { CASES as LOGZIO } from '../logzio/cases';
import type { Who, World } from '../matrix';
import { copiesIn, CASES as VEEAM } from '../veeam/cases';

/** A vendor's policy, and its reach over the actions that it names. */
export interface PageRow {
  /** Under `test`. */
  readonly file: string;
  readonly title: string;
  readonly allowed: number;
  readonly of: number;
}

/** A product as one of our constructs sets it up, and the reach that it may have at most. */
export interface ProductRow {
  readonly product: string;
  readonly edition: string;
  /** The page that it is compared with. */
  readonly page: string;
  readonly stack: (stack: Stack) => unknown;
  readonly bar: number;
  /** Default: the user of the template. */
  readonly principal?: (world: World) => Who;
  /** ARN. Default: the bucket of the template. */
  readonly bucket?: (world: World) => string;
}

/**
 * An action is allowed where AWS would allow it: `ec2-restore.kb1025.json` has `s3:*` on the bucket and its objects only, which does not grant
 * the actions that can be granted on `*` alone (but for s3:ListAllMyBuckets, which it names). Who counts the names finds 14 more.
 */
export const PAGES: readonly PageRow[] = [
  { file: 'logzio/documented/archive-restore.older.json', title: 'Logz.io archive, page of 2020', allowed: 18, of: 27 },
  { file: 'logzio/documented/archive-restore.json', title: 'Logz.io archive', allowed: 20, of: 30 },
  { file: 'cloudberry/documented/backup-user.kb1034.json', title: 'CloudBerry backup', allowed: 101, of: 151 },
  { file: 'cloudberry/documented/managed-backup.kb1062.json', title: 'CloudBerry managed backup', allowed: 2, of: 2 },
  { file: 'cloudberry/documented/ec2-restore.kb1025.json', title: 'CloudBerry EC2 restore', allowed: 2029, of: 2289 },
  { file: 'veeam/documented/m365-s3-ec2.json', title: 'Veeam repository and appliance', allowed: 747, of: 747 },
];

const logzio = { product: 'Logz.io archive', page: 'logzio/documented/archive-restore.json' };

const backupUser = { product: 'CloudBerry backup', page: 'cloudberry/documented/backup-user.kb1034.json' };
const ec2Restore = { product: 'CloudBerry EC2 restore', page: 'cloudberry/documented/ec2-restore.kb1025.json' };
/** The one of the four prefixes of the universe that belongs to it. */
const prefix = 'cbb';

const m365 = { product: 'Veeam repository', page: 'veeam/documented/m365-s3-ec2.json' };
const archiver = { ...m365, product: 'Veeam repository and appliance' };

/** A new construct, or an edition of one, is one entry here. */
export const PRODUCTS: readonly ProductRow[] = [
  { ...logzio, edition: 'archive and restore', stack: LOGZIO.default, bar: 10 },
  { ...logzio, edition: 'archive only', stack: LOGZIO['archive-only'], bar: 5 },
  { ...logzio, edition: 'restore only', stack: LOGZIO['restore-only'], bar: 6 },
  { ...logzio, edition: 'with object ACLs', stack: LOGZIO['object-acl'], bar: 14 },
  { ...backupUser, edition: 'kb1034', stack: CLOUDBERRY['backup-kb1034'], bar: 43 },
  { ...backupUser, edition: 'kb1034, prefix', stack: (stack) => backup(stack, { permissions: PERMISSIONS.KB1034, prefix }), bar: 15 },
  { ...backupUser, edition: 'current', stack: CLOUDBERRY['backup-default'], bar: 58 },
  { ...backupUser, edition: 'current, prefix', stack: (stack) => backup(stack, { prefix }), bar: 20 },
  { ...backupUser, edition: 'current, recoverable deletes', stack: CLOUDBERRY['backup-recoverable'], bar: 54 },
  {
    product: 'CloudBerry managed backup',
    page: 'cloudberry/documented/managed-backup.kb1062.json',
    edition: 'federation',
    stack: CLOUDBERRY['managed-default'],
    bar: 60,
  },
  { ...ec2Restore, edition: 'default', stack: CLOUDBERRY['restore-default'], bar: 106 },
  {
    ...ec2Restore,
    edition: 'placement',
    stack: (stack) => restore(stack, { placement: placed(stack, 'subnet-0aaa', 'sg-0aaa') }),
    bar: 81,
  },
  { ...ec2Restore, edition: 'backup and restore', stack: CLOUDBERRY['restore-with-backup'], bar: 127 },
  { ...ec2Restore, edition: 'with mail', stack: (stack) => restore(stack, { mailFrom: 'backup@example.com' }), bar: 108 },
  { ...m365, edition: 'S3 only', stack: VEEAM.default, bar: 48 },
  { ...m365, edition: 'least actions', stack: VEEAM['least-actions'], bar: 27 },
  { ...m365, edition: 'one bucket', stack: VEEAM['one-bucket'], bar: 46 },
  { ...archiver, edition: 'network by Veeam', stack: VEEAM['archiver-vendor-network'], bar: 133 },
  { ...archiver, edition: 'own network', stack: (stack) => copiesIn(stack, 'subnet-0aaa', 'sg-0aaa'), bar: 84 },
];
