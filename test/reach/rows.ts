import type { Stack } from 'aws-cdk-lib';
import { found } from '../found';
import type { Who, World } from '../matrix';

/** A vendor's page, and its reach over the actions that it names. */
export interface PageRow {
  /** In `test/<vendor>/documented`: all policies that the page has for one principal. */
  readonly files: readonly string[];
  readonly title: string;
  readonly allowed: number;
  readonly of: number;
}

/** A product as one of our constructs sets it up, and the reach that it may have at most. */
export interface ProductRow {
  readonly product: string;
  readonly edition: string;
  /** The page that it is compared with. */
  readonly page: PageRow;
  readonly stack: (stack: Stack) => unknown;
  readonly bar: number;
  /** What its own keys in the universe begin with. Default: one of the prefixes there. */
  readonly prefix?: string;
  /** Default: the user of the template, else its role. */
  readonly principal?: (world: World) => Who;
  /** ARN. Default: the bucket of the template. */
  readonly bucket?: (world: World) => string;
}

type Found<T> = T & { readonly vendor: string };

const all = <T>(name: string): Found<T>[] =>
  Object.entries(found<readonly T[]>('reach', name)).flatMap(([vendor, rows]) => rows.map((row) => ({ ...row, vendor })));

/**
 * An action is allowed where AWS would allow it: `ec2-restore.kb1025.json` has `s3:*` on the bucket and its objects only, which does not grant
 * the actions that can be granted on `*` alone (but for s3:ListAllMyBuckets, which it names). Who counts the names finds 14 more.
 */
export const PAGES = all<PageRow>('PAGES');

/** A new construct, or an edition of one, is one entry in the file of its vendor. */
export const PRODUCTS = all<ProductRow>('PRODUCTS');
