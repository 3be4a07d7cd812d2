import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { BucketAccess } from './private/provision/bucket-access';
import { revokeSessions } from './private/provision/revocation';
import { addOutputs, setupOf } from './private/provision/setup-outputs';
import type { SetupOutputOptions } from './setup-output-options';
import type { IVendorPrincipal } from './vendor-principal';

/**
 * A product of a vendor and its access to a bucket: what all constructs of this library for such products have.
 *
 * Create one of the constructs of a vendor; this class is for code that works with any of them.
 *
 * @example
 * declare const archive: VendorBucketAccess; // in a nested stack, say
 *
 * new CfnOutput(this, 'Bucket', { value: archive.setup['BucketName'] });
 */
export abstract class VendorBucketAccess extends Construct implements IVendorPrincipal {
  /**
   * Set by the constructor of each product.
   *
   * @internal
   */
  protected _access!: BucketAccess;

  protected constructor(scope: Construct, id: string) {
    super(scope, id);
  }

  /** The bucket, new or your own. */
  public get bucket(): s3.IBucket {
    return this._access.bucket;
  }

  /**
   * The permissions of the product. Adding a statement gives a warning; changing or removing one that the construct made is an error. What the
   * product needs beside this bucket may be in further policies.
   */
  public get policy(): iam.ManagedPolicy {
    return this._access.policy;
  }

  /** The IAM user of the product, unless it uses a role. */
  public get user(): iam.IUser | undefined {
    return this._access.user;
  }

  /** The IAM role of the product, unless it uses a user. */
  public get role(): iam.IRole | undefined {
    return this._access.role;
  }

  /**
   * The secret with the access key of a new user: a JSON object with `accessKeyId` and `secretAccessKey`, or with the fields that you named. No
   * secret for an existing user, a role or `AccessKeys.outside()`.
   */
  public get secret(): secretsmanager.ISecret | undefined {
    return this._access.secret;
  }

  /**
   * What to enter in the vendor's console, by field: `BucketName`, `BucketRegion`, and, where they apply, `Prefix` or `Folder`, `RoleArn`,
   * `ExternalId` or `ExternalIdPending`, `SecretArn`, `UserName`, and `BucketPolicy` for the owner of a bucket of another account. No value is a secret.
   *
   * The values are attributes: from a nested stack or another stack, they reach your code as any other attribute does.
   */
  public get setup(): { [field: string]: string } {
    return setupOf(this._access.setup);
  }

  /**
   * Ends the sessions of the user or role that were issued before this time: they are denied everything. The sessions of an existing principal
   * are denied everything else in the account too. The access key keeps working. Calling it again moves the time. A time in the future also
   * denies new sessions until then, which gives a warning.
   *
   * AWS takes up to a few minutes to apply it. AWS does not document whether credentials that `sts:GetScopedCredentials` (November 2026) issues
   * from a session carry the session's time or a later one: to be certain, deny the principal everything for 36 hours.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_disable-perms.html
   */
  public revokeSessionsBefore(date: Date): void {
    revokeSessions(this, this._access, date);
  }

  /**
   * Adds an output for each value of `setup`, with a description of where it goes. No output holds a secret. Calling it again adds what is new.
   *
   * The outputs are in the stack of the construct. Those of a nested stack are not shown after a deployment: use `setup` there.
   *
   * Errors: a name that is taken, or that CloudFormation does not accept.
   */
  public addSetupOutputs(options: SetupOutputOptions = {}): void {
    addOutputs(this, this._access.setup, options);
  }
}
