import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { type UserAccess, VendorAccess, VendorBucketAccess } from '../../core';
import { bucketIdentity } from '../../core/private/env/comparable';
import { furtherBucket } from '../../core/private/provision/bucket-access';
import { givenBucketProblems } from '../../core/private/validation/bucket-options';
import { problem, throwIfAnyInCall } from '../../core/private/validation/errors';
import { normalPrefix, prefixProblems } from '../../core/private/validation/prefix';
import { userOnlyProblems } from '../../core/private/validation/user-only';
import { backupProfile } from '../bucket-profile';
import { SETUP_LABELS } from '../setup-labels';
import { BACKUP } from '../sources';
import { backupAccess, backupSets } from './backup-access';
import type { CloudBerryBucketOptions } from './backup-options';
import { protectionOf } from './options-validation';

/** IAM attaches so many managed policies to a group or a user. */
const POLICIES = 10;

/** Properties of `CloudBerryBackupUser`. */
export interface CloudBerryBackupUserProps extends CloudBerryBucketOptions {
  /**
   * The user whose access key is typed into the agent, which takes nothing else.
   *
   * @default VendorAccess.iamUser()
   */
  readonly access?: UserAccess;
}

/** Options of `CloudBerryBackupUser.addBucket`. */
export interface CloudBerryAddBucketOptions {
  /**
   * Limits the user to the keys below this path of the further bucket.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;
}

/**
 * A user for CloudBerry Backup (MSP360 Backup), with permissions on one bucket or several.
 *
 * Creates the bucket (encrypted; no public access; TLS 1.2; kept when the stack is deleted; versions and Object Lock as the protection asks
 * for), an IAM user in a group with one managed policy a bucket, and its access key in Secrets Manager.
 *
 * Does not create: lifecycle rules, a bucket for access logs. The user cannot change who may use the bucket, its versioning or its encryption.
 *
 * Errors at synth: a prefix that would reach further than it looks, options that contradict the protection, a bucket that cannot give it
 * (versions, Object Lock), now or after aspects have run; a role, because the agent takes an access key.
 *
 * @see https://kb.msp360.com/standalone-backup/general/granular-agent-permissions
 * @example
 * const backup = new cloudberry.CloudBerryBackupUser(this, 'Backup', {
 *   protection: cloudberry.CloudBerryProtection.recoverableDeletes(),
 * });
 * backup.addSetupOutputs();
 */
export class CloudBerryBackupUser extends VendorBucketAccess {
  private readonly buckets: s3.IBucket[];

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: CloudBerryBackupUserProps = {},
  ) {
    super(scope, id);
    const { access = VendorAccess.iamUser() } = props;
    this._access = backupAccess(this, BACKUP, access, props, userOnlyProblems(access));
    this.buckets = [this.bucket];
  }

  /**
   * Lets the same user back up to one more bucket of yours, with the same permissions and protection, in a managed policy of its own.
   *
   * Errors: a bucket that it has already, more than ten (IAM's quota of policies), a prefix that would reach further than it looks.
   */
  public addBucket(bucket: s3.IBucket, options: CloudBerryAddBucketOptions = {}): void {
    const number = this.buckets.length + 1;
    throwIfAnyInCall(`addBucket of CloudBerryBackupUser '${this.node.path}'`, [
      ...givenBucketProblems(this, bucket),
      ...prefixProblems('prefix', options.prefix),
      ...(bucket && this.buckets.some((one) => bucketIdentity(one) === bucketIdentity(bucket))
        ? [problem('bucket', bucket.node.path, 'a bucket that this user does not have yet', 'Leave it out, or make a second user for it.')]
        : []),
      ...(number > POLICIES ? [problem('bucket', `the ${number}th`, `${POLICIES} buckets a user`, 'Make a second user for it.')] : []),
    ]);
    this.buckets.push(bucket);
    const further = {
      product: BACKUP,
      labels: SETUP_LABELS,
      profile: backupProfile(protectionOf(this.props)),
      sets: backupSets(this.props),
    };
    this._access.setup.push(...furtherBucket(this, this._access, number, { ...further, bucket, prefix: normalPrefix(options.prefix) }));
  }
}
