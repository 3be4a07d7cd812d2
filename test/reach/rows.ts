import type { Stack } from 'aws-cdk-lib';
import { found } from '../found';
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
export const PAGES = Object.values(found<readonly PageRow[]>('reach', 'PAGES')).flat();

/** A new construct, or an edition of one, is one entry in the file of its vendor. */
export const PRODUCTS = Object.values(found<readonly ProductRow[]>('reach', 'PRODUCTS')).flat();
