import type { ConnectionTest } from './connection-test';

/** Options of every construct that connects a product to a bucket, new or your own. */
export interface VendorBucketAccessOptions {
  /**
   * Tests the access at deployment, as the product's principal: `ConnectionTest.atDeployment()`.
   *
   * @default - no test
   */
  readonly connectionTest?: ConnectionTest;
}
