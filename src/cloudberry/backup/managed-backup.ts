import { CfnOutput, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { RoleAccess, VendorBucketAccess } from '../../core';
import { testConnection } from '../../core/private/operate/connection-test';
import { warnAboutOtherCallers } from '../../core/private/provision/networks';
import { guardOutputs } from '../../core/private/synth/outputs';
import { throwIfWrong } from '../../core/private/validation/construct-props';
import { problem, throwIfAnyInCall } from '../../core/private/validation/errors';
import { normalPrefix } from '../../core/private/validation/prefix';
import { propProblems, required, type Struct, struct } from '../../core/private/validation/prop-types';
import { isUnresolved } from '../../core/private/validation/tokens-in-text';
import { FEDERATION } from '../permissions';
import { MANAGED_BACKUP } from '../sources';
import { backupAccess, backupSets } from './backup-access';
import { addCustomer, customerProblems } from './customers';
import type { CloudBerryManagedBackupProps } from './managed-backup-props';
import { MANAGED_BACKUP_PROPS } from './prop-types';
import { checkSession, SESSION_NAME, sessionGroups, sessionOf, sessionPolicy } from './session-policy';

/**
 * Creates the provider's side of CloudBerry Managed Backup (MSP360 Managed Backup): one bucket for all customers, and the principal that uses it.
 *
 * Creates the bucket, and an IAM user in a group with one managed policy and its key in Secrets Manager, or the role that MSP360 assumes. With a
 * user, agents use temporary credentials, which can do what both the user and their session policy allow. `sessionPolicyForPrefix` creates that
 * policy for one customer. Temporary credentials last up to 36 hours, even after the key is deleted (`revokeSessionsBefore` ends them), and
 * cannot call IAM. The provider's own key has access to the data of all customers, and can issue such credentials for all of it.
 *
 * Does not create: customers, temporary credentials, lifecycle rules, a bucket for access logs.
 *
 * Errors at synth: those of `CloudBerryBackupUser`; federation with a role; a prefix or name of a customer that would match more than it seems to, or
 * that AWS refuses; customers whose paths overlap; a session policy over 2,048 characters.
 *
 * @see https://kb.msp360.com/managed-backup-service/why-its-not-enough-to-make-your-bucket-public-for-your-mbs-users
 * @example
 * const provider = new cloudberry.CloudBerryManagedBackup(this, 'Provider', {
 *   protection: cloudberry.CloudBerryProtection.recoverableDeletes(),
 * });
 * provider.addSessionPolicyOutput('customer-a', 'MBS-a');
 */
export class CloudBerryManagedBackup extends VendorBucketAccess {
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: CloudBerryManagedBackupProps = {},
  ) {
    super(scope, id);
    throwIfWrong(this, props, MANAGED_BACKUP_PROPS);
    const federation = props.federation ?? !(props.access instanceof RoleAccess);
    const arn = Stack.of(this).formatArn({ service: 'sts', region: '', resource: 'federated-user', resourceName: '*' });
    const issued = federation ? { sets: [FEDERATION], issued: sessionGroups(backupSets(props)) } : { sets: [] };
    const more = { ...issued, resources: { federatedUser: { arns: [arn] } } };
    this._access = backupAccess<'federatedUser'>(this, MANAGED_BACKUP, props, more);
    warnAboutOtherCallers(this, this._access, 'the agents of all customers, who call with temporary credentials of this principal');
    testConnection(this, this._access, props.connectionTest);
  }

  /**
   * Returns the session policy of one customer, for `GetFederationToken` or `AssumeRole`: objects and listings below the prefix, and
   * the region, Object Lock settings and versioning of the bucket. A session without a session policy has no permissions (federation), or all permissions of the role.
   *
   * @param prefix path of the customer's keys, without a wildcard; a slash is added, so that `MBS-1` does not match `MBS-10`; neither
   *   inside nor above the path of another customer; can be a token
   */
  public sessionPolicyForPrefix(prefix: string): iam.PolicyDocument {
    throwIfAnyInCall(
      `sessionPolicyForPrefix of CloudBerryManagedBackup '${this.node.path}'`,
      propProblems({ prefix }, this.session(), { scope: this }),
    );
    addCustomer(this, this.bucket, prefix);
    return this.checkedPolicy(prefix);
  }

  /**
   * Adds an output with the session policy of one customer, for the program that requests the temporary credentials.
   *
   * @param name name of the session (`Name` of `GetFederationToken`), which CloudTrail shows: 2 to 32 letters, digits and `_+=,.@-`; cannot be a
   *   token, because it names the output
   * @param prefix path of the customer's keys; can be a token
   */
  public addSessionPolicyOutput(name: string, prefix: string): void {
    const { rules, types } = this.session(name);
    const session = struct<{ name: string; prefix: string }>({ ...types, name: required(SESSION_NAME) }, (rule) => [
      ...rules,
      rule(['name'], () =>
        this.node.tryFindChild(idOf(name)) ? [problem('name', name, 'a name that has no output yet', 'Choose another name.')] : [],
      ),
    ]);
    throwIfAnyInCall(
      `addSessionPolicyOutput of CloudBerryManagedBackup '${this.node.path}'`,
      propProblems({ name, prefix }, session, { scope: this }),
    );
    addCustomer(this, this.bucket, prefix, name);
    guardOutputs(this);
    const value = Stack.of(this).toJsonString(this.checkedPolicy(prefix));
    const below = isUnresolved(prefix) ? '' : `, for keys below ${prefix}`; // CloudFormation accepts no parameter in a description
    new CfnOutput(this, idOf(name), { description: `Session policy of ${name}${below}`, value });
  }

  private checkedPolicy(prefix: string): iam.PolicyDocument {
    const policy = this.sessionPolicy(prefix);
    checkSession(this, prefix, policy);
    return policy;
  }

  private sessionPolicy(prefix: string): iam.PolicyDocument {
    return sessionPolicy(this.bucket, backupSets(this.props), prefix);
  }

  private session(name?: string): Struct<{ prefix: string }> {
    const { rules, types } = sessionOf(normalPrefix(this.props.prefix), (prefix) => Stack.of(this).resolve(this.sessionPolicy(prefix)));
    return struct(types, (rule) => [...rules, rule(['prefix'], ({ prefix }) => customerProblems(this.bucket, prefix, name))]);
  }
}

const idOf = (name: string) => `SessionPolicy-${name}`;
