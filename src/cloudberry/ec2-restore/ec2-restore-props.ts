import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { VendorAccess } from '../../core';
import type { CloudBerryRestorePlacement } from './restore-placement';
import type { VmImportRole } from './vm-import-role';

/** Properties of `CloudBerryEc2Restore`. */
export interface CloudBerryEc2RestoreProps {
  /**
   * The user or role of the agents, such as `VendorAccess.sameUserAs(backup)`.
   *
   * @default VendorAccess.iamUser()
   */
  readonly access?: VendorAccess;

  /** The bucket with the backups, which the disk images are uploaded to as well. */
  readonly bucket: s3.IBucket;

  /** AWS's service role `vmimport`: to be made, or there already. The account has one for all its regions, so that this has to be said. */
  readonly importRole: VmImportRole;

  /**
   * The region that instances are restored to. Can be a token, such as the value of a parameter.
   *
   * @default - the region of the stack
   */
  readonly region?: string;

  /**
   * The subnets, security groups and key pair that restored instances may get, and whether they may be spot instances.
   *
   * @default - any of this account in the region, spot instances too
   */
  readonly placement?: CloudBerryRestorePlacement;

  /**
   * The address that reports are sent from, through Amazon SES in the region that is restored to, where it or its domain is verified.
   * Can be a token, such as the value of a parameter.
   *
   * @default - no mail
   */
  readonly mailFrom?: string;

  /**
   * KMS key of the volumes: for accounts that encrypt volumes with a key of their own by default. Must be in the region that is restored to.
   *
   * @default - no permission to use a key of yours
   */
  readonly volumeKey?: kms.IKey;

  /**
   * Spare all instances that carry a role: they cannot be started, stopped, changed or terminated. Who may change the user data of an instance
   * and restart it has the rights of its role. Switch it off if your account gives a role to every instance by itself (such as Systems Manager's
   * default host management), because restored instances could not be stopped any more.
   *
   * @default true
   */
  readonly shieldInstancesWithRole?: boolean;

  /**
   * Launch images of this account only, which imported ones are.
   *
   * @default true
   */
  readonly ownImagesOnly?: boolean;

  /**
   * Accept a principal that a `CloudBerryManagedBackup` uses as well. Every session that the provider makes for a customer could then import
   * images, launch instances, and stop and terminate those of the whole account, wherever its session policy does not forbid it.
   *
   * @default false
   */
  readonly allowManagedBackupPrincipal?: boolean;
}
