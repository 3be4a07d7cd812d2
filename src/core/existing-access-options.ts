import type { CallerNetworks } from './caller-networks';
import type { NamingOptions } from './naming-options';

/** Options for a user or role that exists. */
export interface ExistingAccessOptions extends NamingOptions {
  /**
   * The networks that the principal can use the bucket from: elsewhere, it is denied the bucket and its objects, whatever allows them. Nothing
   * else that the principal does is affected. See docs/operate.md for what this rules out.
   *
   * @default - from anywhere
   */
  readonly onlyFrom?: CallerNetworks;
}
