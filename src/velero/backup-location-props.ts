import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { VendorAccess, VendorBucketAccessOptions, VendorBucketOptions } from '../core';

/** Properties of `VeleroBackupLocation`. */
export interface VeleroBackupLocationProps extends VendorBucketOptions, VendorBucketAccessOptions {
  /**
   * The principal that Velero's pods use: `VendorAccess.workloadRole`, your own role or user, or a new user with an access key.
   *
   * @default VendorAccess.iamUser()
   */
  readonly access?: VendorAccess;

  /**
   * Your own bucket, from this app or imported, instead of a new one. If something about it cannot be checked, there is a warning.
   *
   * @default - a new bucket
   */
  readonly bucket?: s3.IBucket;

  /**
   * The prefix within the bucket, as in the backup storage location. Velero reads, writes and deletes only below it, but the names of all objects of
   * the bucket remain visible to it. Velero recommends a bucket for each cluster. Can be a token, such as the value of a parameter.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;

  /**
   * Keeps old versions in the new bucket: what Velero, or anyone with its credentials, deletes or overwrites can be recovered. Old versions cost
   * storage until `noncurrentVersionExpiration` expires them.
   *
   * @default true
   */
  readonly versioned?: boolean;

  /**
   * Allows Velero to tag the objects that it writes. Enable it if the backup storage location sets `config.tagging`: otherwise, every upload is
   * refused.
   *
   * @default false
   */
  readonly objectTags?: boolean;

  /**
   * Allows the volume snapshotter of the plug-in to take snapshots of EBS volumes, to restore volumes from them and to delete them, in the region of
   * the stack. Not needed for CSI snapshots, which the EBS CSI driver takes with its own role, or for file system backup.
   *
   * @default false
   */
  readonly volumeSnapshots?: boolean;

  /**
   * The KMS key of encrypted volumes, for `volumeSnapshots`: the key of the volumes, or the `ebsKmsKeyId` of the volume snapshot location. Must be in
   * the region of the stack.
   *
   * @default - no permission to use a key
   */
  readonly volumeKey?: kms.IKey;
}
