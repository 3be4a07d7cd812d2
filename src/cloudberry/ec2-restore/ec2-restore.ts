import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { VendorAccess, VendorBucketAccess } from '../../core';
import { warnAboutOtherRegion } from '../../core/private/env/cross-region';
import { testConnection } from '../../core/private/operate/connection-test';
import { attachPolicy } from '../../core/private/provision/policy';
import { readingOf } from '../../core/private/provision/reading';
import { setupValues } from '../../core/private/provision/setup-values';
import { checkAtSynth } from '../../core/private/synth/at-synth';
import { warnAboutBucket } from '../../core/private/synth/bucket';
import type { FinalApp } from '../../core/private/synth/final-app';
import { isSamePrincipal } from '../../core/private/synth/identity';
import { throwIfWrong } from '../../core/private/validation/construct-props';
import { problem } from '../../core/private/validation/errors';
import { CloudBerryManagedBackup } from '../backup/managed-backup';
import { RESTORE_PROFILE } from '../bucket-profile';
import { SETUP_LABELS } from '../setup-labels';
import { EC2_RESTORE } from '../sources';
import type { CloudBerryEc2RestoreProps } from './ec2-restore-props';
import { EC2_RESTORE_PROPS } from './prop-types';
import { restoreResources, vmImportRoleArn } from './restore';
import {
  IMAGE_BROWSING,
  IMPORT_INSTANCE,
  LAUNCH,
  LAUNCH_OR_SPOT,
  MAIL,
  RESTORE,
  RESTORE_BUCKET_KEY,
  SPOT,
  VM_IMPORT_BUCKET,
  VOLUME_KEY,
} from './restore-permissions';
import { askForVmImport, makeVmImportRole } from './service-role';

/**
 * Grants permissions to restore an image-based backup of CloudBerry (MSP360) as an EC2 instance.
 *
 * Creates a managed policy for the user or role of the agents and, if you choose so, the AWS service role `vmimport`. Without `access`, it also
 * creates an IAM user in a group, whose access key is stored in Secrets Manager. The agent uploads a disk image to the bucket, imports it, and
 * launches, starts, stops, changes and terminates instances in one region of this account: only instances without a role, because the agent
 * cannot pass a role.
 *
 * Does not create: the bucket, instances, networks, the service-linked role for Spot Instances (`AWSServiceRoleForEC2Spot`, which the account
 * has after the first use). The agent can tag any resource of the types that it creates. It can change, stop or terminate any instance of the
 * region without a role, and launch (and therefore read) any image or snapshot of the account, because AWS cannot distinguish them from restored
 * ones.
 *
 * Errors at synth: an invalid address, region or placement; a second role `vmimport`; the principal of a Managed Backup, unless
 * `allowManagedBackupPrincipal` is set.
 *
 * @see https://docs.aws.amazon.com/vm-import/latest/userguide/required-permissions.html
 * @example
 * declare const backup: cloudberry.CloudBerryBackupUser;
 *
 * new cloudberry.CloudBerryEc2Restore(this, 'Restore', {
 *   access: VendorAccess.sameUserAs(backup),
 *   bucket: backup.bucket,
 *   importRole: cloudberry.VmImportRole.create(),
 * });
 */
export class CloudBerryEc2Restore extends VendorBucketAccess {
  /** The service role `vmimport`, if this construct created it. */
  public readonly importRole?: iam.IRole;

  public constructor(scope: Construct, id: string, props: CloudBerryEc2RestoreProps) {
    super(scope, id);
    throwIfWrong(this, props, EC2_RESTORE_PROPS);
    const { access = VendorAccess.iamUser(), bucket, imageBrowsing, importRole, mailFrom, placement, volumeKey } = props;
    const { ownImagesOnly = true, region = Stack.of(this).region, shieldInstancesWithRole = true } = props;
    const place = { ...props, region, ownImagesOnly, shieldInstancesWithRole };
    const launches = placement ? [LAUNCH, ...(placement.spot ? [SPOT] : [])] : [IMPORT_INSTANCE, LAUNCH_OR_SPOT];
    const resources = restoreResources(this, place);
    const granted = { sets: [RESTORE, RESTORE_BUCKET_KEY, ...launches], resources };
    const permissions = { ...granted, product: EC2_RESTORE, bucket, region, naming: access._binding.naming };
    const made = attachPolicy(this, permissions, () => access._binding.bind(this, EC2_RESTORE));
    checkAtSynth(this, (app) => warnAboutBucket(app, this, bucket, RESTORE_PROFILE));
    warnAboutOtherRegion(this, bucket, region, 'VM Import/Export imports only from a bucket in its own region.');
    const options = [
      ...(mailFrom === undefined ? [] : [MAIL]),
      ...(volumeKey ? [VOLUME_KEY] : []),
      ...(imageBrowsing ? [IMAGE_BROWSING] : []),
    ];
    if (options.length > 0) {
      const further = {
        product: EC2_RESTORE,
        sets: options,
        resources,
        volumeKey,
        region,
        id: 'OptionsPolicy',
        naming: made.naming,
        caller: made,
      }; // one policy could not hold all statements
      attachPolicy(this, further, () => ({ attach: made.attach }));
    }
    if (importRole._servicePrincipal !== undefined) {
      this.importRole = makeVmImportRole(this, importRole._servicePrincipal, place, made.naming);
    } else {
      askForVmImport(this, bucket, made.policy);
    }
    const others = [{ arn: vmImportRoleArn(this), sets: [VM_IMPORT_BUCKET] }];
    const reading = { sets: readingOf([RESTORE, RESTORE_BUCKET_KEY]), resources };
    const setup = setupValues(this, SETUP_LABELS, bucket, made, [RESTORE], { others });
    this._access = { ...made, bucket, granted, reading, writes: false, setup };
    if (!props.allowManagedBackupPrincipal) {
      checkAtSynth(this, (app) => this.checkNotOfManagedBackup(app));
    }
    testConnection(this, this._access, props.connectionTest);
  }

  /** Checks at the end, because the Managed Backup may be created later. */
  private checkNotOfManagedBackup(app: FinalApp): string[] {
    const own = [this.user ?? [], this.role ?? []].flat();
    const isShared = ({ user, role }: CloudBerryManagedBackup) =>
      [user ?? [], role ?? []].flat().some((one) => own.some((mine) => isSamePrincipal(app, one, mine)));
    const shared = this.node.root.node.findAll().find((one) => one instanceof CloudBerryManagedBackup && isShared(one));
    const allowed =
      'a separate principal. Every session that the provider issues for a customer could import, launch, stop and terminate instances of the ' +
      'whole account, unless its session policy denies it';
    const todo = 'Use another user, or set allowManagedBackupPrincipal: true if you intend this.';
    return shared ? [problem('access', `the principal of '${shared.node.path}'`, allowed, todo)] : [];
  }
}
