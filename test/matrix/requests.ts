import type { AllowedWildcard } from './lint';
import type { Lives } from './sessions';
import type { Row } from './table';
import type { AssumeOptions, Who, World } from './world';

/** A place that a product reaches: its bucket, and an object that it may use. */
export interface Place {
  readonly bucket: string;
  readonly object: string;
  /** An object that it may not use, if it is limited to a prefix. */
  readonly outside?: string;
}

/** What one principal is asked in a case. */
export interface Asked {
  readonly who: Who;
  /**
   * Every request that must be allowed; and those that must be denied though the action is allowed elsewhere, or in another state. Whatever
   * no row allows is denied by default, and asked by itself where there is a `place`.
   */
  readonly rows: readonly Row[];
  readonly place?: Place;
  /** Whether the policy of the bucket refuses what comes without TLS 1.2. Default true: the bucket is the construct's. */
  readonly tls?: boolean;
  /** What credentials that a user makes from its key may do of all this. Default: nothing. */
  readonly lives?: Lives;
  /** What is allowed on every bucket of the account. */
  readonly anyBucket?: readonly string[];
  /** Actions that are granted by a pattern, on purpose. */
  readonly wildcards?: readonly string[];
}

/** Who may assume a role, of those who try. */
export interface Trusted {
  /** Logical id. */
  readonly role: string;
  readonly tries: Readonly<Record<string, AssumeOptions>>;
  readonly expected: readonly string[];
}

/** What is written by hand of a vendor's cases, in `test/<vendor>/requests.ts`. */
export interface Requests {
  asked(name: string, here: World): readonly Asked[];
  trusted?(name: string, here: World): readonly Trusted[];
  /** Cases that exist in the partition `aws` only. */
  readonly onlyInAws?: readonly string[];
  /** Wildcards in actions of its policies, beside the denials of every bucket. */
  readonly wildcards?: readonly AllowedWildcard[];
  /** ARNs that are granted in any account or region, on purpose. */
  readonly openAccounts?: readonly RegExp[];
}
