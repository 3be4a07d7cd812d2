import type { Deviation } from '../model/permission-set';
import type { Added, Stopped } from './app';
import type { Any } from './assembly';
import type { BucketFacts } from './buckets';
import type { Credentials } from './credentials';
import type { KeyFacts } from './kms-keys';
import type { OtherWords } from './other-words';
import type { Principal } from './principals';
import type { Referred } from './references';
import type { Explained, Statement } from './statements';
import type { Theft } from './theft';

/** A difference to the vendor's page, and the set that it belongs to. `not chosen`: an option that the app does not use would grant it. */
export interface Difference extends Omit<Deviation, 'kind'> {
  readonly kind: Deviation['kind'] | 'not chosen';
  readonly set: string;
}

/** A policy, as JSON. */
export interface ShownPolicy {
  readonly path: string;
  readonly kind: 'identity' | 'boundary' | 'trust' | 'elsewhere';
  /** The version of the library that wrote it, if it did. */
  readonly version?: string;
  /** Undefined if the app does not show what is in it. */
  readonly document?: Any;
}

/** Everything about one principal. */
export interface Access {
  readonly kind: Principal['kind'];
  /** Its construct path, or its name if the app does not create it. */
  readonly name: string;
  readonly arn: string;
  /** The id of the stack that its policy is in. */
  readonly stack?: string;
  readonly products: readonly string[];
  /** All policies of the principal, as they will be deployed. */
  readonly policies: readonly ShownPolicy[];
  /** Who can assume the role, and on which conditions. */
  readonly trust: readonly Statement[];
  /** The statements of the library. */
  readonly statements: readonly Explained[];
  readonly leftOut: readonly Difference[];
  readonly differs: readonly Difference[];
  readonly added: readonly Added[];
  /** What services let it use, because the app names it there. */
  readonly uses: readonly Referred[];
  readonly stopped: readonly Stopped[];
  readonly thief: readonly Theft[];
  readonly credentials: Credentials;
  readonly buckets: readonly BucketFacts[];
  /** The keys of the app that encrypt what it uses. */
  readonly keys: readonly KeyFacts[];
  /** Of ARNs in its policies. */
  readonly words: readonly OtherWords[];
}
