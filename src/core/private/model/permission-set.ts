/** A page (or AWS reference) that a permission, a bucket rule or a correction was read from. */
export interface Source {
  readonly title: string;
  readonly url: string;
  /** When the page was last changed, or read if it shows no date: YYYY-MM-DD. */
  readonly date: string;
}

/**
 * Whether a vendor's page lists the permission, or we inferred it. Inferred permissions are off by default, unless AWS refuses a documented
 * operation without them.
 */
export type Evidence = 'documented' | 'inferred';

/** Actions that are granted together, on one kind of resource, for one reason. */
export interface PermissionGroup<T extends string = string> {
  /** Letters and digits; unique among the sets of one product. Part of the contract: users see it in their policies. */
  readonly sid: string;
  /** The kind of resource, which determines the ARN. */
  readonly on: T;
  /** What the product uses these actions for. */
  readonly why: string;
  readonly evidence: Evidence;
  readonly source: Source;
  /** Full action names, sorted, no wildcard. */
  readonly actions: readonly string[];
  /** Conditions that belong to the actions on any resource. */
  readonly conditions?: Conditions;
}

export type Conditions = { readonly [operator: string]: { readonly [key: string]: string | readonly string[] } };

/**
 * How a set differs from its vendor's page.
 *
 * - `corrected`: the page names something that does not exist or is misspelled
 * - `narrowed`: granted, but on fewer resources or under a condition
 * - `split`: granted, but in a different statement than on the page
 * - `added`: granted, although the page does not list it
 * - `withheld`: listed on the page, but not granted
 */
export type DeviationKind = 'corrected' | 'narrowed' | 'split' | 'added' | 'withheld';

export interface Deviation {
  readonly kind: DeviationKind;
  readonly actions: readonly string[];
  readonly reason: string;
  /** The page or AWS reference that shows why. */
  readonly source: Source;
}

/** What others call with addresses that the product signs (presigned URLs), from where they are. */
export interface SignedCalls<T extends string = string> {
  /** What the product signs them for. */
  readonly why: string;
  /** Who calls, and from where. */
  readonly by: string;
  readonly on: T;
  readonly actions: readonly string[];
  /** How long an address is valid. Default: not known */
  readonly seconds?: number;
  readonly source: Source;
}

/** The permissions of one use of a product: data, no behaviour. Constructs, facades, generated pages and tests read the same object. */
export interface PermissionSet<T extends string = string> {
  /** `vendor/use` */
  readonly id: string;
  readonly product: string;
  /** What it allows, for the generated page. */
  readonly summary: string;
  readonly source: Source;
  readonly groups: readonly PermissionGroup<T>[];
  readonly deviations: readonly Deviation[];
  readonly signed?: readonly SignedCalls<T>[];
  /** Whether it reads what services of the app write to the bucket, each with a key of its own. */
  readonly readsOthers?: boolean;
}
