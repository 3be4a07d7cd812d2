import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct, IConstruct } from 'constructs';
import { isInTree } from '../env/claims';
import { type Product, vendorOf } from '../model/product';
import { finding } from '../validation/errors';
import { overlap } from '../validation/prefix';
import { withoutTokens } from '../validation/tokens-in-text';
import { warn } from '../validation/warnings';
import type { FinalApp } from './final-app';
import { groupedBy } from './grouped-by';
import { bucketIdentities } from './identity';

/** A use of a bucket by a construct: of all keys, or of those below a prefix. */
export interface BucketUse {
  readonly scope: Construct;
  readonly bucket: s3.IBucket;
  readonly product: Product;
  readonly prefix?: string;
  /** The id of the warning that two constructs of the vendor use the same prefix. Default: they may */
  readonly samePrefix?: { readonly id: string; readonly why: string };
}

const USES = new WeakMap<IConstruct, BucketUse[]>();
const INDEXES = new WeakMap<FinalApp, ReadonlyMap<BucketUse, readonly BucketUse[]>>();

/** To be called when the construct is made; in the end, the later one of two warns. */
export function rememberUse(use: BucketUse): void {
  const { root } = use.scope.node;
  USES.set(root, [...(USES.get(root) ?? []), use]);
}

/**
 * Another product that reaches the same keys of a bucket can read, or delete, what this one writes. Constructs of one vendor may share a bucket: a
 * restore uses that of its backup, and agents write below names of their own.
 */
export function warnAboutSharing(app: FinalApp, use: BucketUse): void {
  const all = usesOfBucket(app, use);
  const earlier = all.slice(0, all.indexOf(use)).filter((one) => one.scope !== use.scope);
  const what = `bucket '${use.bucket.node.path}'`;
  const stranger = earlier.find((one) => vendorOf(one.product) !== vendorOf(use.product) && overlap(one.prefix, use.prefix));
  if (stranger) {
    const got = `${nameOf(stranger)}, and ${nameOf(use)}`;
    const todo = 'The key of the one reaches what the other writes. Use a bucket for each, prefixes that do not overlap, or acknowledge.';
    warn(use.scope, 'cdk-vendor-access:core.bucketShared', finding(what, got, 'one product', todo));
  }
  const double = use.samePrefix && use.prefix !== undefined && earlier.find((one) => one.samePrefix && one.prefix === use.prefix);
  if (use.samePrefix && double) {
    const got = `${nameOf(double)} below '${withoutTokens(use.prefix, '…')}' too`;
    warn(use.scope, use.samePrefix.id, finding(what, got, 'one', use.samePrefix.why));
  }
}

/** The prefixes of other constructs on the same bucket, none of whose keys this use reaches. */
export function prefixesOfOthers(app: FinalApp, use: BucketUse): string[] {
  const others = usesOfBucket(app, use).filter((one) => one.scope !== use.scope && !overlap(one.prefix, use.prefix));
  return others.flatMap(({ prefix }) => prefix ?? []);
}

const nameOf = ({ product, scope }: BucketUse): string => `'${scope.node.path}' (${product.name})`;

/** All uses of the same bucket in the whole app, in the order of their creation. */
function usesOfBucket(app: FinalApp, use: BucketUse): readonly BucketUse[] {
  const index = INDEXES.get(app) ?? indexed(app, USES.get(use.scope.node.root) ?? []);
  INDEXES.set(app, index);
  return index.get(use) ?? [];
}

function indexed(app: FinalApp, all: readonly BucketUse[]): ReadonlyMap<BucketUse, readonly BucketUse[]> {
  const uses = all.filter(({ scope }) => isInTree(scope));
  const keys = new Map(uses.length > 1 ? uses.map((use) => [use, bucketIdentities(app, use.bucket)]) : []);
  const byKey = groupedBy([...keys].flatMap(([use, own]) => own.map((key) => [key, use] as const)));
  const usesOf = (own: readonly string[]) => {
    const same = new Set(own.flatMap((key) => byKey.get(key) ?? []));
    return own.length === 1 ? [...same] : uses.filter((one) => same.has(one));
  };
  return new Map([...keys].map(([use, own]) => [use, usesOf(own)]));
}
