import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { MonitorOptions } from './monitor-options';
import { monitor } from './private/operate/monitor';
import type { BucketAccess } from './private/provision/bucket-access';
import { grantSets, throwIfUngrantable } from './private/provision/grants';
import { revokeSessions } from './private/provision/revocation';
import { addOutputs, setupOf } from './private/provision/setup-outputs';
import { GRANT } from './private/validation/grant-options';
import type { SetupOutputOptions } from './setup-output-options';
import type { IVendorMonitor } from './vendor-monitor';
import type { IVendorPrincipal } from './vendor-principal';

/**
 * Connects a vendor's product to a bucket. All constructs of this library for such products extend this class.
 *
 * Create a construct of a vendor. Use this class in code that works with any of them.
 *
 * @example
 * declare const archive: VendorBucketAccess; // in a nested stack, say
 *
 * new CfnOutput(this, 'Bucket', { value: archive.setup['BucketName'] });
 */
export abstract class VendorBucketAccess extends Construct implements IVendorPrincipal {
  /** @internal */
  protected _access!: BucketAccess;

  protected constructor(scope: Construct, id: string) {
    super(scope, id);
  }

  /** The bucket, new or your own. */
  public get bucket(): s3.IBucket {
    return this._access.bucket;
  }

  /**
   * The permissions of the product. Adding a statement gives a warning; changing or removing one of the construct's is an error. Further policies
   * can hold permissions for other resources.
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
   * The secret with the access key of a new user: a JSON object with `accessKeyId` and `secretAccessKey`, or with your own field names. Undefined
   * for an existing user, a role or `AccessKeys.outside()`.
   */
  public get secret(): secretsmanager.ISecret | undefined {
    return this._access.secret;
  }

  /**
   * The values to enter in the vendor's console, by field: `BucketName`, `BucketRegion`, and, if they apply, `Prefix` or `Folder`, `RoleArn`,
   * `ExternalId` or `ExternalIdPending`, `SecretArn`, `UserName`, and `BucketPolicy` for the owner of a bucket in another account. No value is a secret.
   *
   * The values are attributes: you can use them in other stacks, including the parents of a nested stack.
   */
  public get setup(): { [field: string]: string } {
    return setupOf(this._access.setup);
  }

  /**
   * Grants a principal of your own what the product needs to find and read its data in `bucket`: a second server that only restores, an auditor. It
   * can write, delete and change nothing, and retrieve nothing from S3 Glacier. The owner of a bucket in another account must allow it too.
   *
   * Only adds statements. Errors: a principal that CDK cannot attach permissions to (of another account, immutable, a service or account principal).
   */
  public grantRestore(grantee: iam.IGrantable): iam.Grant {
    const { bucket, reading } = this._access;
    throwIfUngrantable(`grantRestore of ${this.constructor.name} '${this.node.path}'`, bucket, { grantee }, GRANT, 'grantee');
    return grantSets(bucket, reading.sets, reading.resources, grantee);
  }

  /**
   * Creates alarms and rules for what usually nobody notices: no upload for a long time, more deletions than usual, a session from the access key,
   * and, if asked for, reads of the secret and refused calls. Costs about 5 USD a month (docs/operate.md). Creates no trail, topic or function.
   *
   * Errors: more than 7 days, an imported bucket without the id of its metrics, something in another region, options without a use, a second call.
   */
  public monitor(options: MonitorOptions = {}): IVendorMonitor {
    return monitor(this, this._access, options);
  }

  /**
   * Ends the sessions of the user or role that were issued before this time: they are denied everything. For an existing principal, this includes
   * everything else in the account. The access key keeps working. Calling the method again changes the time. A time in the future also denies
   * new sessions until then, and gives a warning. A time before AWS STS existed is an error: a `Date` counts milliseconds.
   *
   * AWS can take a few minutes to apply it. AWS does not document whether credentials that `sts:GetScopedCredentials` (November 2026) issues from a
   * session carry the session's time or a later one. To be certain, deny the principal everything for 36 hours.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_disable-perms.html
   */
  public revokeSessionsBefore(date: Date): void {
    revokeSessions(this, this._access, date);
  }

  /**
   * Adds an output for each value of `setup`, with a description of where to enter it. No output holds a secret. Calling the method again adds only new values.
   *
   * The outputs are in the stack of the construct. A deployment does not show the outputs of a nested stack: use `setup` there.
   * Errors: a name that is already in use, or that CloudFormation does not accept.
   */
  public addSetupOutputs(options: SetupOutputOptions = {}): void {
    addOutputs(this, this._access.setup, options);
  }
}
