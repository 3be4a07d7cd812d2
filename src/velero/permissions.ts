import { bucketKey, bucketKeyAdded, ofExpectedAccount } from '../core/private/model/bucket-permissions';
import { VOLUME_KEY_ADDED, volumeKey } from '../core/private/model/ec2-permissions';
import type { PermissionSet } from '../core/private/model/permission-set';
import type { BucketResource } from '../core/private/provision/bucket-resources';
import { AWS_EC2_ACTIONS, DOWNLOADS, ITEM_BACKUPPER, OBJECT_STORE, PRODUCT, README, SNAPSHOTTER } from './sources';

// Data only: what Velero may do with its bucket and with volumes of Amazon EBS, why, and where it is written.

export type VeleroResource = BucketResource | 'region' | 'volume' | 'newSnapshot' | 'ownSnapshot' | 'newVolume' | 'tag' | 'volumeKey';

const documented = { evidence: 'documented', source: README } as const;

const OBJECT_ACTIONS = ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'];

export const BACKUP: PermissionSet<BucketResource> = {
  id: 'velero/backup',
  product: PRODUCT.name,
  summary: 'Velero writes, lists, reads and deletes backups, and the repositories that hold the data of volumes.',
  source: README,
  groups: [
    {
      sid: 'VeleroBucket',
      on: 'bucket',
      why: 'finds backups, and learns whether one exists: without the permission on every key, S3 answers 403 instead of 404, and each new backup fails',
      evidence: 'documented',
      source: OBJECT_STORE,
      actions: ['s3:ListBucket'],
    },
    {
      sid: 'VeleroObjects',
      on: 'object',
      why: 'writes backups, reads them to restore, signs addresses to download logs, deletes what has expired, and maintains its repositories',
      ...documented,
      actions: OBJECT_ACTIONS,
    },
    bucketKey('write', 'VeleroKey', 'encrypts and decrypts backups with the key of the bucket'),
  ],
  deviations: [ofExpectedAccount([...OBJECT_ACTIONS, 's3:ListBucket']), bucketKeyAdded('write')],
  signed: [
    {
      why: 'the logs and details that the command line of Velero shows',
      by: 'the command line of Velero, which reads logs and details with addresses that the server signs, from the computer of whoever calls it',
      on: 'object',
      actions: ['s3:GetObject'],
      seconds: 600,
      source: DOWNLOADS,
    },
  ],
};

export const OBJECT_TAGS: PermissionSet<BucketResource> = {
  id: 'velero/object-tags',
  product: PRODUCT.name,
  summary: 'Velero tags the objects that it writes: only with `objectTags`.',
  source: README,
  groups: [
    {
      sid: 'VeleroObjectTags',
      on: 'object',
      why: "writes the tags of 'config.tagging', and is refused every upload without the permission",
      ...documented,
      actions: ['s3:PutObjectTagging'],
    },
  ],
  deviations: [ofExpectedAccount(['s3:PutObjectTagging'])],
};

const VOLUME_ACTIONS = ['ec2:CreateSnapshot', 'ec2:CreateTags', 'ec2:CreateVolume', 'ec2:DeleteSnapshot'];

export const SNAPSHOTS: PermissionSet<VeleroResource> = {
  id: 'velero/volume-snapshots',
  product: PRODUCT.name,
  summary: 'Velero takes snapshots of EBS volumes, creates volumes from them and deletes them: only with `volumeSnapshots`.',
  source: README,
  groups: [
    {
      sid: 'VeleroDescribe',
      on: 'region',
      why: 'reads type, performance and tags of volumes and snapshots; AWS limits it to no resource',
      ...documented,
      actions: ['ec2:DescribeSnapshots', 'ec2:DescribeVolumes'],
    },
    {
      sid: 'VeleroSnapshotVolume',
      on: 'volume',
      why: 'takes a snapshot of a persistent volume',
      ...documented,
      actions: ['ec2:CreateSnapshot'],
    },
    {
      sid: 'VeleroSnapshotCreate',
      on: 'newSnapshot',
      why: 'creates the snapshot, with the name of the backup as a tag',
      evidence: 'documented',
      source: ITEM_BACKUPPER,
      actions: ['ec2:CreateSnapshot'],
    },
    {
      sid: 'VeleroSnapshotUse',
      on: 'ownSnapshot',
      why: 'restores a volume from its own snapshot, and deletes the snapshot with the backup',
      ...documented,
      actions: ['ec2:CreateVolume', 'ec2:DeleteSnapshot'],
    },
    {
      sid: 'VeleroVolumeCreate',
      on: 'newVolume',
      why: 'creates the restored volume, with the tags of its snapshot',
      evidence: 'documented',
      source: SNAPSHOTTER,
      actions: ['ec2:CreateVolume'],
    },
    {
      sid: 'VeleroTagNew',
      on: 'tag',
      why: 'tags what it creates, in the same call',
      ...documented,
      actions: ['ec2:CreateTags'],
      conditions: { StringEquals: { 'ec2:CreateAction': ['CreateSnapshot', 'CreateVolume'] } },
    },
  ],
  deviations: [
    {
      kind: 'narrowed',
      actions: ['ec2:DescribeSnapshots', 'ec2:DescribeVolumes'],
      reason: 'only in the region of the stack: a snapshot location has one region',
      source: AWS_EC2_ACTIONS,
    },
    {
      kind: 'narrowed',
      actions: VOLUME_ACTIONS,
      reason:
        'only volumes of the account and snapshots of the region; tags only in the call that creates, so that nothing else can be tagged as a snapshot of Velero; snapshots used and deleted, and volumes created, only with the tag that Velero sets on each of them',
      source: SNAPSHOTTER,
    },
  ],
};

export const VOLUME_KEY: PermissionSet<VeleroResource> = {
  id: 'velero/volume-key',
  product: PRODUCT.name,
  summary: 'EBS uses the key of encrypted volumes for Velero: only with `volumeKey`.',
  source: README,
  groups: volumeKey('VeleroVolumeKey', 'restored pods', 'the volume'),
  deviations: [VOLUME_KEY_ADDED],
};

/** All sets, for the generated pages and the tests. */
export const PERMISSION_SETS: readonly PermissionSet<VeleroResource>[] = [BACKUP, OBJECT_TAGS, SNAPSHOTS, VOLUME_KEY];
