import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { VendorBucketAccess } from '../../core';
import { bucketIdentity } from '../../core/private/env/comparable';
import { testConnection } from '../../core/private/operate/connection-test';
import { furtherBucket } from '../../core/private/provision/further-bucket';
import { retentionStatements } from '../../core/private/provision/retention-limit';
import { throwIfWrong } from '../../core/private/validation/construct-props';
import { problem, throwIfAnyInCall } from '../../core/private/validation/errors';
import { normalPrefix } from '../../core/private/validation/prefix';
import { propProblems, type RuleOf, struct } from '../../core/private/validation/prop-types';
import { backupProfile } from '../bucket-profile';
import { SETUP_LABELS } from '../setup-labels';
import { BACKUP } from '../sources';
import { backupAccess, backupSets } from './backup-access';
import type { CloudBerryAddBucketOptions, CloudBerryBackupUserProps } from './backup-user-props';
import { ADD_BUCKET, type AddBucketArguments, BACKUP_USER_PROPS, browseProblems, limitProblems } from './prop-types';
import { protectionOf } from './protection';

/** The number of managed policies that IAM attaches to a group or a user. */
const POLICIES = 10;

/**
 * Creates a user for CloudBerry Backup (MSP360 Backup), with permissions on one or more buckets.
 *
 * Creates the bucket (encrypted; no public access; TLS 1.2; kept when the stack is deleted; versioning and Object Lock as the protection requires),
 * an IAM user in a group with one managed policy for each bucket, and its access key in Secrets Manager.
 *
 * Does not create: lifecycle rules, a bucket for access logs. The user cannot change who can use the bucket, its versioning or its encryption.
 *
 * Errors at synth: a prefix that would match more than it seems to; options that contradict the protection; a bucket without the versioning or
 * Object Lock that the protection needs, now or after aspects have run; a role, because the agent needs an access key.
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
    throwIfWrong(this, props, BACKUP_USER_PROPS);
    this._access = backupAccess(this, BACKUP, props);
    this.buckets = [this.bucket];
    testConnection(this, this._access, props.connectionTest);
  }

  /**
   * Allows the same user to back up to another of your own buckets, with the same permissions and protection, in a separate managed policy.
   *
   * With `browse`, it can also browse to the prefix in this bucket.
   *
   * Errors: a bucket that the user already has; more than ten buckets (IAM's quota of policies); a prefix that would match more than it seems to,
   * or a token with `browse`.
   */
  public addBucket(bucket: s3.IBucket, options: CloudBerryAddBucketOptions = {}): void {
    const number = this.buckets.length + 1;
    const rules = (rule: RuleOf<AddBucketArguments>) => [
      rule(['bucket'], (given) => [
        ...(this.buckets.some((one) => bucketIdentity(one) === bucketIdentity(given.bucket))
          ? [problem('bucket', bucket.node.path, 'a bucket that this user does not yet have', 'Omit it, or create a second user for it.')]
          : []),
        ...limitProblems(this.props.protection, given.bucket, this),
        ...(number > POLICIES
          ? [problem('bucket', `the ${number}th`, `${POLICIES} buckets for a user`, 'Create a second user for it.')]
          : []),
      ]),
      rule(['options'], (given) => browseProblems(this.props.browse, given.options?.prefix, 'options.prefix')),
    ];
    const call = `addBucket of CloudBerryBackupUser '${this.node.path}'`;
    throwIfAnyInCall(call, propProblems({ bucket, options }, struct(ADD_BUCKET.types, rules), { scope: this }));
    this.buckets.push(bucket);
    const further = {
      product: BACKUP,
      labels: SETUP_LABELS,
      profile: backupProfile(protectionOf(this.props), this.props.manageLifecycle),
      sets: backupSets({ ...this.props, prefix: options.prefix }),
      bucketStatements: retentionStatements(protectionOf(this.props)._lock),
    };
    this._access.setup.push(...furtherBucket(this, this._access, number, { ...further, bucket, prefix: normalPrefix(options.prefix) }));
  }
}
