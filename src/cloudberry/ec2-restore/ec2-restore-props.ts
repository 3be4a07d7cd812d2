import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { VendorAccess, VendorBucketAccessOptions } from '../../core';
import type { CloudBerryRestorePlacement } from './restore-placement';
import type { VmImportRole } from './vm-import-role';

/** Properties of `CloudBerryEc2Restore`. */
export interface CloudBerryEc2RestoreProps extends VendorBucketAccessOptions {
  /**
   * The user or role of the agents, such as `VendorAccess.sameUserAs(backup)`.
   *
   * @default VendorAccess.iamUser()
   */
  readonly access?: VendorAccess;

  /** The bucket that holds the backups. The disk images are uploaded to it too. */
  readonly bucket: s3.IBucket;

  /** The AWS service role `vmimport`: a new role or the existing one. An account has one for all its regions, so you must choose. */
  readonly importRole: VmImportRole;

  /**
   * The region to restore instances to. Can be a token, such as the value of a parameter.
   *
   * @default - the region of the stack
   */
  readonly region?: string;

  /**
   * The subnets, security groups and key pair that restored instances can use, and whether they can be Spot Instances.
   *
   * @default - any of this account in the region, including Spot Instances
   */
  readonly placement?: CloudBerryRestorePlacement;

  /**
   * The address that reports are sent from, through Amazon SES in the region of the restore. The address or its domain must be verified
   * there. Can be a token, such as the value of a parameter.
   *
   * @default - no mail
   */
  readonly mailFrom?: string;

  /**
   * The KMS key of the volumes, for accounts that encrypt volumes with their own key by default. Must be in the region of the restore.
   *
   * @default - no permission to use a key
   */
  readonly volumeKey?: kms.IKey;

  /**
   * Allows the agent to list the images, snapshots, tags and states of instances of the region (`ec2:DescribeImages`, `DescribeSnapshots`,
   * `DescribeTags`, `DescribeInstanceStatus`). AWS lists these permissions for all users of VM Import/Export, the vendor's page does not. Set it
   * if a restore is refused without them.
   *
   * AWS cannot limit what these calls show. Anyone with the key then finds the ids of all images and snapshots of the region, and can launch
   * those of this account to read their disks.
   *
   * @default false
   */
  readonly imageBrowsing?: boolean;

  /**
   * Protects all instances with a role: they cannot be started, stopped, changed or terminated. Anyone with permission to change the user
   * data of an instance and restart it gains the rights of its role. Disable it if your account adds a role to every instance (such as with
   * the Default Host Management Configuration of Systems Manager): otherwise, restored instances cannot be stopped.
   *
   * @default true
   */
  readonly shieldInstancesWithRole?: boolean;

  /**
   * Allows only images of this account to be launched, which includes imported images.
   *
   * @default true
   */
  readonly ownImagesOnly?: boolean;

  /**
   * Allows a principal that a `CloudBerryManagedBackup` uses too. Every session that the provider issues for a customer could then import
   * images, launch instances, and stop and terminate any instance of the account, unless its session policy denies this.
   *
   * @default false
   */
  readonly allowManagedBackupPrincipal?: boolean;
}
