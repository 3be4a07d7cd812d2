import type { Stack } from 'aws-cdk-lib';
import { CASES as LOGZIO } from '../logzio/cases';
import type { Who, World } from '../matrix';

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

/** A new construct, or an edition of one, is one entry here. */
export const PRODUCTS: readonly ProductRow[] = [
  { ...logzio, edition: 'archive and restore', stack: LOGZIO.default, bar: 10 },
  { ...logzio, edition: 'archive only', stack: LOGZIO['archive-only'], bar: 5 },
  { ...logzio, edition: 'restore only', stack: LOGZIO['restore-only'], bar: 6 },
  { ...logzio, edition: 'with object ACLs', stack: LOGZIO['object-acl'], bar: 14 },
];
