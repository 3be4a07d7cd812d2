import type { ConnectionTestOptions } from './connection-test-options';
import { CONNECTION_TEST } from './private/validation/connection-test-options';
import { type Recipe, recipe } from './private/validation/prop-types';

/**
 * A test of the access: does the product's principal have what the product needs?
 *
 * A recipe: the construct that gets it creates the test.
 */
export class ConnectionTest {
  /**
   * Tests the access in each deployment that changes its policy, its bucket or its key. If the test fails, the deployment fails and is rolled back, and
   * the message names the call, the permission and the statement that should have allowed it.
   *
   * Creates a function of AWS Lambda with a role, and a custom resource that calls it. Creates no log group: the function writes no log. It stays
   * after the deployment and costs nothing.
   *
   * With the access key of a new user, the test calls Amazon S3 as that user. It writes, reads and deletes one object below the prefix,
   * `cdk-vendor-access-connection-test/…`, removes all versions of it, and tries to read outside the prefix, which must be refused. What would leave
   * something behind or change a setting is simulated by IAM. So is every call of a principal that the test cannot act as: a role, or a user whose key
   * is not in a secret of the stack. IAM does not simulate bucket policies for roles.
   *
   * If the bucket has a default retention, or settings that are not known at synth (such as those of an imported bucket), the test writes nothing:
   * calls on objects are simulated.
   *
   * `monitor` counts what the test does as the user: no metric of S3 says who called (docs/operate.md).
   *
   * Errors: `onlyFrom` without `vpc`, if the test acts as the user; a bucket of another account, `subnets` without `vpc` or of another
   * one, a VPC of another region.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
   */
  public static atDeployment(options?: ConnectionTestOptions): ConnectionTest {
    return new ConnectionTest(recipe('ConnectionTest.atDeployment', options, CONNECTION_TEST));
  }

  private constructor(
    /** @internal */
    public readonly _test: Recipe<ConnectionTestOptions>,
  ) {}
}
