import type { BucketProfile, LifecycleChoices } from '../src/core/private/model/bucket-profile';
import type { PermissionSet, Source } from '../src/core/private/model/permission-set';
import type { Product } from '../src/core/private/model/product';
import { found } from './found';

/** Where a file of the folder `documented` is from. */
export interface Transcribed {
  readonly source: Source;
  /** Which list of the page, if it has several. */
  readonly part?: string;
  /** By its title, it lets the product read only. */
  readonly readsOnly?: boolean;
  /** Files that are to list the same actions: an example beside its text, another revision. */
  readonly like?: readonly string[];
}

/** A page that is in git or served as Markdown, so that a program can tell what has changed on it. */
export interface Watched {
  readonly url: string;
  /** What of the folder `documented` is from it. */
  readonly files: readonly string[];
  /** Further actions on it, and what they are for. */
  readonly beside?: Readonly<Record<string, readonly string[]>>;
}

/** What a vendor documents, and the sets that are to grant what it lists. */
export interface Documented {
  /** In the folder `documented`: a policy, or all that the page has for the same sets, such as that of a role and that of a key. */
  readonly files: readonly string[];
  readonly sets: readonly PermissionSet[];
}

export interface Vendor {
  readonly title: string;
  readonly sets: readonly PermissionSet[];
  readonly documented: readonly Documented[];
  /** Sets for the policy of the bucket itself, which cannot be that of another account. */
  readonly inBucketPolicy?: readonly PermissionSet[];
  /** Every file of the folder `documented`. */
  readonly transcribed: Readonly<Record<string, Transcribed>>;
  /** Transcriptions that have the same actions of a service, because their pages repeat them. */
  readonly alike?: readonly { readonly files: readonly string[]; readonly service: string }[];
  /** Those of its pages that `npm run freshness` reads. */
  readonly watched?: readonly Watched[];
  /** All rules for its buckets, whatever the options. */
  readonly bucketRules: BucketProfile;
  /** Where its pages are. */
  readonly pages: RegExp;
  /** The kinds of resource in its sets beside those of a bucket, and the resource types of AWS that each stands for. */
  readonly kinds?: Record<string, RegExp>;
  /** What these kinds stand for, for the reader of the generated page. */
  readonly legend?: Record<string, string>;
  /** Every construct, and the kinds of access that it takes. */
  readonly accesses: Readonly<Record<string, 'users' | 'users and roles' | 'none'>>;
  /**
   * For the page of permissions: cases that show which sets apply, and in which words the options of each. The first one of a construct is its
   * default; the others are compared with it.
   */
  readonly applies: Readonly<Record<string, string>>;
  /** Options that change no template, and why they exist. */
  readonly withoutEffect?: Readonly<Record<string, string>>;
  /** Its own tests (`NAME.test.ts`), beside those that every vendor has. */
  readonly tests: readonly string[];
}

/** What the kinds of resource of a bucket stand for. */
export const LEGEND: Record<string, string> = {
  account: 'all buckets of the account: AWS cannot narrow it',
  bucket: 'the bucket, while the account that is expected owns it (`aws:ResourceAccount`)',
  listing: 'the same; with a prefix, only keys below `prefix/` (`s3:prefix`)',
  object: 'the objects of the bucket, below `prefix/` if there is one, while the account that is expected owns it',
  key: 'the KMS key of the bucket, if there is one, through S3 only (`kms:ViaService`)',
};

/** By the name of its folder: the tests over all permission sets, and the generated pages, read this. */
export const VENDORS = found<Vendor>('vendor', 'VENDOR');

/** The lifecycle rules that its products take, from `bucket-profile.ts` of the vendor. */
export const lifecycleOf = (vendor: string): LifecycleChoices => require(`../src/${vendor}/bucket-profile`).LIFECYCLE;

/** Its products that get into the account, from its `sources.ts`. */
export function productsOf(vendor: string): Product[] {
  const exported = Object.values<Partial<Product>>(require(`../src/${vendor}/sources`));
  const all = exported.filter((one): one is Product => (one.access?.kinds.length ?? 0) > 0);
  return all.sort((one, other) => one.name.localeCompare(other.name, 'en'));
}
