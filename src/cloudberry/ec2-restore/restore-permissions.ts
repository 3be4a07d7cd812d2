import { bucketKey, bucketKeyAdded, ofExpectedAccount } from '../../core/private/model/bucket-permissions';
import { VOLUME_KEY_ADDED, volumeKey } from '../../core/private/model/ec2-permissions';
import type { Deviation, PermissionGroup, PermissionSet } from '../../core/private/model/permission-set';
import type { BucketResource } from '../../core/private/provision/bucket-resources';
import {
  AWS_DISK_IMAGE,
  AWS_EBS_ENCRYPTION,
  AWS_EC2_ACTIONS,
  AWS_FEDERATION,
  AWS_IAM_ACTIONS,
  AWS_S3_ACTIONS,
  AWS_SES_ACTIONS,
  AWS_SSE_KMS,
  AWS_VM_IMPORT,
  EC2_RESTORE,
  KB1025,
  PASS_ROLE_REPORT,
  VM_IMPORT,
} from '../sources';

// Data only: the permissions to restore an image as an EC2 instance, their reasons and their sources.

const DESCRIBED = [
  'ec2:DescribeAvailabilityZones',
  'ec2:DescribeConversionTasks',
  'ec2:DescribeImportImageTasks',
  'ec2:DescribeInstances',
  'ec2:DescribeKeyPairs',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
];

const inOneRegion = (...actions: string[]): Deviation => ({
  kind: 'narrowed',
  actions,
  reason: 'only in the region of the restore: AWS limits these calls to no resource',
  source: AWS_EC2_ACTIONS,
});

/** The kinds of resource that a restore uses. Region, account and placement determine their ARNs. */
export type RestoreResource =
  | BucketResource
  | 'region'
  | 'import'
  | 'importInstance'
  | 'importImage'
  | 'launchImage'
  | 'launchInstance'
  | 'launchInterface'
  | 'launch'
  | 'spotRequest'
  | 'instance'
  | 'attribute'
  | 'tag'
  | 'vmImportRole'
  | 'sender'
  | 'volumeKey';

const documented = { evidence: 'documented', source: KB1025 } as const;

export const RESTORE: PermissionSet<RestoreResource> = {
  id: 'cloudberry/ec2-restore',
  product: EC2_RESTORE.name,
  summary: 'The agent uploads an image, imports it, and launches and manages instances from it.',
  source: KB1025,
  groups: [
    {
      sid: 'CloudBerryRestoreBucketNames',
      on: 'account',
      why: 'shows the buckets to choose from',
      ...documented,
      actions: ['s3:ListAllMyBuckets'],
    },
    {
      sid: 'CloudBerryRestoreBucket',
      on: 'bucket',
      why: 'finds the backup and its old versions, reads the settings of the bucket, finds incomplete uploads',
      ...documented,
      actions: [
        's3:GetBucketAcl',
        's3:GetBucketLocation',
        's3:GetBucketPolicy',
        's3:GetBucketRequestPayment',
        's3:GetBucketVersioning',
        's3:ListBucket',
        's3:ListBucketMultipartUploads',
        's3:ListBucketVersions',
      ],
    },
    {
      sid: 'CloudBerryRestoreObjects',
      on: 'object',
      why: 'reads the backup, writes the disk image to import, and deletes it afterwards',
      ...documented,
      actions: [
        's3:AbortMultipartUpload',
        's3:DeleteObject',
        's3:GetObject',
        's3:GetObjectVersion',
        's3:ListMultipartUploadParts',
        's3:PutObject',
      ],
    },
    {
      sid: 'CloudBerryRestoreDescribe',
      on: 'region',
      why: 'shows where an instance can be launched, and monitors or cancels its tasks',
      ...documented,
      actions: ['ec2:CancelConversionTask', ...DESCRIBED],
    },
    {
      sid: 'CloudBerryRestoreImport',
      on: 'import',
      why: 'turns the disk image into an image or a volume',
      ...documented,
      actions: ['ec2:CancelImportTask', 'ec2:ImportImage', 'ec2:ImportVolume'],
    },
    {
      sid: 'CloudBerryRestoreImportImage',
      on: 'importImage',
      why: 'creates the image and names it, but not from disks of other accounts, which would become an image of this one',
      ...documented,
      actions: ['ec2:CreateTags', 'ec2:ImportImage'],
    },
    {
      sid: 'CloudBerryRestoreLaunchInstance',
      on: 'launchInstance',
      why: 'launches the restored machine as an instance',
      ...documented,
      actions: ['ec2:RunInstances'],
    },
    {
      sid: 'CloudBerryRestoreManage',
      on: 'instance',
      why: 'starts, stops, monitors, changes and removes the instances that it launched',
      ...documented,
      actions: ['ec2:ModifyInstanceAttribute', 'ec2:MonitorInstances', 'ec2:StartInstances', 'ec2:StopInstances', 'ec2:TerminateInstances'],
    },
    {
      sid: 'CloudBerryRestoreAttributes',
      on: 'attribute',
      why: 'changes the security groups of an instance and the deletion setting of its volumes: AWS checks these resources too',
      ...documented,
      actions: ['ec2:ModifyInstanceAttribute'],
    },
    {
      sid: 'CloudBerryRestoreTags',
      on: 'tag',
      why: 'names its imports and launches',
      ...documented,
      actions: ['ec2:CreateTags'],
    },
    {
      sid: 'CloudBerryRestoreImportRole',
      on: 'vmImportRole',
      why: "finds the service role 'vmimport', and passes it to the import",
      evidence: 'inferred',
      source: PASS_ROLE_REPORT,
      actions: ['iam:GetRole', 'iam:PassRole'],
    },
  ],
  deviations: [
    {
      kind: 'corrected',
      actions: ['ami:CancelImportTasks', 'ec2:CancelImportTasks'],
      reason:
        'no such actions exist; the actions that cancel are ec2:CancelImportTask and, for ImportInstance and ImportVolume, ec2:CancelConversionTask',
      source: AWS_EC2_ACTIONS,
    },
    {
      kind: 'corrected',
      actions: ['ami:ListRoles'],
      reason: 'no such service exists; iam:ListRoles would show all roles, but iam:GetRole on the one role is enough',
      source: AWS_IAM_ACTIONS,
    },
    {
      kind: 'added',
      actions: ['ec2:CancelConversionTask', 'ec2:CancelImportTask', 'iam:GetRole'],
      reason: 'in place of the names that the page gets wrong',
      source: AWS_VM_IMPORT,
    },
    {
      kind: 'added',
      actions: ['iam:PassRole'],
      reason:
        "AWS's page does not list it, but a user of ImportImage reported in 2024 that the call is refused without it. Only on the role 'vmimport', which only VM Import can assume; without iam:PassedToService, because its value is not documented",
      source: PASS_ROLE_REPORT,
    },
    ofExpectedAccount(
      ['s3:*'],
      'fourteen actions instead of all 180, for reading, uploading and cleaning up in this bucket (the page does not say which ones a restore calls; none of the fourteen changes the bucket or permanently deletes old versions), and ',
    ),
    {
      kind: 'narrowed',
      actions: [
        'ec2:CreateTags',
        'ec2:ImportImage',
        'ec2:ImportVolume',
        'ec2:ModifyInstanceAttribute',
        'ec2:MonitorInstances',
        'ec2:RunInstances',
        'ec2:StartInstances',
        'ec2:StopInstances',
        'ec2:TerminateInstances',
      ],
      reason:
        'by type of resource, in one region of this account; on instances only while they have no role, and only images of this account, unless disabled',
      source: AWS_EC2_ACTIONS,
    },
    inOneRegion(...DESCRIBED),
    {
      kind: 'withheld',
      actions: ['sts:GetFederationToken'],
      reason:
        'a restore issues no temporary credentials. Managed Backup does, and would pass the EC2 permissions to every customer; its temporary credentials cannot call IAM',
      source: AWS_FEDERATION,
    },
  ],
};

/** Launching, with or without the older call for Spot Instances. */
const launch = (name: string, ...actions: string[]): PermissionGroup<RestoreResource>[] => [
  {
    sid: `CloudBerryRestore${name}Image`,
    on: 'launchImage',
    why: 'launches from the imported image',
    ...documented,
    actions,
  },
  {
    sid: `CloudBerryRestore${name}Interface`,
    on: 'launchInterface',
    why: 'gives the instance a network interface',
    ...documented,
    actions,
  },
  {
    sid: `CloudBerryRestore${name}`,
    on: 'launch',
    why: 'launches it into a subnet, with security groups, a key pair and volumes',
    ...documented,
    actions,
  },
];

const launchNarrowed = (...actions: string[]): Deviation => ({
  kind: 'narrowed',
  actions,
  reason: 'by type of resource, in one region of this account, and only images of this account, unless disabled',
  source: AWS_EC2_ACTIONS,
});

/** Without a placement. */
export const IMPORT_INSTANCE: PermissionSet<RestoreResource> = {
  id: 'cloudberry/ec2-restore-import-instance',
  product: EC2_RESTORE.name,
  summary: 'Without a placement, the agent can also turn the disk image into an instance with one call.',
  source: KB1025,
  groups: [
    {
      sid: 'CloudBerryRestoreImportInstance',
      on: 'importInstance',
      why: 'turns the disk image into an instance',
      ...documented,
      actions: ['ec2:ImportInstance'],
    },
  ],
  deviations: [
    {
      kind: 'narrowed',
      actions: ['ec2:ImportInstance'],
      reason: 'by type of resource, in one region of this account',
      source: AWS_EC2_ACTIONS,
    },
  ],
  signed: [
    {
      why: 'the disk image that ec2:ImportInstance imports',
      by: "Amazon EC2, which reads the disk image of ec2:ImportInstance with URLs that the agent signs. With a placement, only ec2:ImportImage is used, which reads with the role 'vmimport'",
      on: 'object',
      actions: ['s3:GetObject'],
      source: AWS_DISK_IMAGE,
    },
  ],
};

/** Without a placement. */
export const LAUNCH_OR_SPOT: PermissionSet<RestoreResource> = {
  id: 'cloudberry/ec2-restore-launch-or-spot',
  product: EC2_RESTORE.name,
  summary: 'The agent launches the restored machine, also as a Spot Instance.',
  source: KB1025,
  groups: [
    ...launch('LaunchOrSpot', 'ec2:RequestSpotInstances', 'ec2:RunInstances'),
    {
      sid: 'CloudBerryRestoreSpotRequest',
      on: 'spotRequest',
      why: 'creates the request for a Spot Instance, and names it',
      ...documented,
      actions: ['ec2:CreateTags', 'ec2:RequestSpotInstances', 'ec2:RunInstances'],
    },
  ],
  deviations: [launchNarrowed('ec2:CreateTags', 'ec2:RequestSpotInstances', 'ec2:RunInstances')],
};

/** With a placement. */
export const LAUNCH: PermissionSet<RestoreResource> = {
  id: 'cloudberry/ec2-restore-launch',
  product: EC2_RESTORE.name,
  summary: 'With a placement, the agent launches the restored machine only with RunInstances, the one call that must name a subnet.',
  source: KB1025,
  groups: launch('Launch', 'ec2:RunInstances'),
  deviations: [
    launchNarrowed('ec2:RunInstances'),
    {
      kind: 'withheld',
      actions: ['ec2:ImportInstance', 'ec2:RequestSpotInstances'],
      reason:
        'AWS checks an optional resource only if the call names it. Without a subnet, AWS chooses where both launch, and no condition can prevent that. AWS discourages both; ImportImage and RunInstances do the same',
      source: AWS_EC2_ACTIONS,
    },
  ],
};

/** A placement with Spot Instances. */
export const SPOT: PermissionSet<RestoreResource> = {
  id: 'cloudberry/ec2-restore-spot',
  product: EC2_RESTORE.name,
  summary: 'With `spot: true` in a placement, the agent can also launch the restored machine as a Spot Instance, with RunInstances.',
  source: KB1025,
  groups: [
    {
      sid: 'CloudBerryRestoreLaunchSpot',
      on: 'spotRequest',
      why: 'names the request for a Spot Instance',
      ...documented,
      actions: ['ec2:CreateTags', 'ec2:RunInstances'],
    },
  ],
  deviations: [
    {
      kind: 'narrowed',
      actions: ['ec2:CreateTags', 'ec2:RunInstances'],
      reason: 'by type of resource, in one region of this account',
      source: AWS_EC2_ACTIONS,
    },
  ],
};

/** Without `mailFrom`. */
export const NO_MAIL: PermissionSet<RestoreResource> = {
  id: 'cloudberry/ec2-restore-without-mail',
  product: EC2_RESTORE.name,
  summary: 'No mail is sent unless mailFrom is set.',
  source: KB1025,
  groups: [],
  deviations: [
    {
      kind: 'withheld',
      actions: ['ses:*'],
      reason: 'all 233 actions of Amazon SES, for a mail that reports a restore: off unless mailFrom is set',
      source: AWS_SES_ACTIONS,
    },
  ],
};

/** What AWS lists for all users of VM Import/Export, and a restore does not use. */
export const VM_IMPORT_LIST: PermissionSet<RestoreResource> = {
  id: 'cloudberry/ec2-restore-vm-import-list',
  product: EC2_RESTORE.name,
  summary: "AWS's own list for users of VM Import/Export, which also covers exports: what a restore does not use is withheld.",
  source: AWS_VM_IMPORT,
  groups: [],
  deviations: [
    {
      kind: 'narrowed',
      actions: ['ec2:CancelImportTask', 's3:GetBucketLocation', 's3:GetObject', 's3:PutObject'],
      reason:
        'on the import tasks of this account in the region, and each S3 action on the kind of resource that it has: the page does not separate them',
      source: AWS_S3_ACTIONS,
    },
    {
      kind: 'withheld',
      actions: [
        'ec2:CancelExportTask',
        'ec2:CreateImage',
        'ec2:CreateInstanceExportTask',
        'ec2:DescribeExportImageTasks',
        'ec2:DescribeExportTasks',
        'ec2:ExportImage',
      ],
      reason:
        'a restore exports nothing. Anyone with these permissions can copy the disks of any machine of the account to a bucket, or make an image of it',
      source: KB1025,
    },
    {
      kind: 'withheld',
      actions: ['ec2:DescribeImportSnapshotTasks', 'ec2:ImportSnapshot'],
      reason: "MSP360's page imports images, instances and volumes, not snapshots, and therefore follows no such task",
      source: KB1025,
    },
  ],
};

/** Without `imageBrowsing`. */
export const NO_IMAGE_BROWSING: PermissionSet<RestoreResource> = {
  id: 'cloudberry/ec2-restore-without-image-browsing',
  product: EC2_RESTORE.name,
  summary: 'The agent cannot list images, snapshots, tags and states of instances unless imageBrowsing is set.',
  source: AWS_VM_IMPORT,
  groups: [],
  deviations: [
    {
      kind: 'withheld',
      actions: ['ec2:DescribeImages', 'ec2:DescribeInstanceStatus', 'ec2:DescribeSnapshots', 'ec2:DescribeTags'],
      reason:
        "AWS lists them for all users of VM Import/Export, MSP360's page does not. They show every image and snapshot of the region, with the ids that a thief needs to launch them: off unless imageBrowsing is set",
      source: KB1025,
    },
  ],
};

/** Option `imageBrowsing`. */
export const IMAGE_BROWSING: PermissionSet<RestoreResource> = {
  id: 'cloudberry/ec2-restore-image-browsing',
  product: EC2_RESTORE.name,
  summary: 'With imageBrowsing, the agent lists the images, snapshots, tags and states of instances of the region.',
  source: AWS_VM_IMPORT,
  groups: [
    {
      sid: 'CloudBerryRestoreImages',
      on: 'region',
      why: "finds the image and the snapshots that an import created, and follows the instance that it launches: on AWS's list, not on MSP360's page",
      evidence: 'documented',
      source: AWS_VM_IMPORT,
      actions: ['ec2:DescribeImages', 'ec2:DescribeInstanceStatus', 'ec2:DescribeSnapshots', 'ec2:DescribeTags'],
    },
  ],
  deviations: [inOneRegion('ec2:DescribeImages', 'ec2:DescribeInstanceStatus', 'ec2:DescribeSnapshots', 'ec2:DescribeTags')],
};

/** Option `mailFrom`. */
export const MAIL: PermissionSet<RestoreResource> = {
  id: 'cloudberry/ec2-restore-mail',
  product: EC2_RESTORE.name,
  summary: 'With mailFrom, the agent sends mail through Amazon SES, only from that address.',
  source: KB1025,
  groups: [
    {
      sid: 'CloudBerryRestoreMail',
      on: 'sender',
      why: 'reports on a restore by mail',
      ...documented,
      actions: ['ses:SendEmail', 'ses:SendRawEmail'],
    },
  ],
  deviations: [
    {
      kind: 'narrowed',
      actions: ['ses:*'],
      reason: 'only sending, from one address',
      source: AWS_SES_ACTIONS,
    },
  ],
};

/** Option `volumeKey`, for the agent. */
export const VOLUME_KEY: PermissionSet<RestoreResource> = {
  id: 'cloudberry/ec2-restore-volume-key',
  product: EC2_RESTORE.name,
  summary: 'With volumeKey, the agent launches instances whose volumes are encrypted with that key.',
  source: AWS_EBS_ENCRYPTION,
  groups: volumeKey('CloudBerryRestoreVolumeKey', 'it', 'the instance'),
  deviations: [VOLUME_KEY_ADDED],
};

/** For a bucket with a customer managed key. */
export const RESTORE_BUCKET_KEY: PermissionSet<RestoreResource> = {
  id: 'cloudberry/ec2-restore-bucket-key',
  product: EC2_RESTORE.name,
  summary: 'On a bucket with a customer managed key, the agent uses that key, only through S3.',
  source: AWS_SSE_KMS,
  groups: [bucketKey('write', 'CloudBerryRestoreKey', 'decrypts the backup and encrypts the disk image that it uploads')],
  deviations: [bucketKeyAdded('write')],
};

/** The service role, on the bucket. */
export const VM_IMPORT_BUCKET: PermissionSet<BucketResource> = {
  id: 'cloudberry/vmimport-bucket',
  product: VM_IMPORT.name,
  summary: "AWS's service role 'vmimport' reads the disk image from the bucket.",
  source: AWS_VM_IMPORT,
  groups: [
    {
      sid: 'VmImportBucket',
      on: 'bucket',
      why: 'finds the disk image',
      evidence: 'documented',
      source: AWS_VM_IMPORT,
      actions: ['s3:GetBucketLocation', 's3:ListBucket'],
    },
    {
      sid: 'VmImportObjects',
      on: 'object',
      why: 'reads the disk image',
      evidence: 'documented',
      source: AWS_VM_IMPORT,
      actions: ['s3:GetObject'],
    },
    {
      sid: 'VmImportBucketKey',
      on: 'key',
      why: 'decrypts the disk image, in a bucket with a customer managed key',
      evidence: 'documented',
      source: AWS_VM_IMPORT,
      actions: ['kms:Decrypt'],
    },
  ],
  deviations: [],
};

/** The service role, in EC2. */
export const VM_IMPORT_EC2: PermissionSet<RestoreResource> = {
  id: 'cloudberry/vmimport-ec2',
  product: VM_IMPORT.name,
  summary: "AWS's service role 'vmimport' creates the image.",
  source: AWS_VM_IMPORT,
  groups: [
    {
      sid: 'VmImportDescribe',
      on: 'region',
      why: "AWS's own list for this role: AWS does not document which of these calls an import makes, and the import fails without one of them",
      evidence: 'documented',
      source: AWS_VM_IMPORT,
      actions: ['ec2:Describe*'],
    },
    {
      sid: 'VmImportImage',
      on: 'launchImage',
      why: 'creates snapshots of the disks and registers them as an image',
      evidence: 'documented',
      source: AWS_VM_IMPORT,
      actions: ['ec2:CopySnapshot', 'ec2:ModifySnapshotAttribute', 'ec2:RegisterImage'],
    },
  ],
  deviations: [],
};

/** The service role, with a volume key. */
export const VM_IMPORT_VOLUME_KEY: PermissionSet<RestoreResource> = {
  id: 'cloudberry/vmimport-volume-key',
  product: VM_IMPORT.name,
  summary: "AWS's service role 'vmimport' encrypts the image with the key of the volumes.",
  source: AWS_VM_IMPORT,
  groups: [
    {
      sid: 'VmImportVolumeKey',
      on: 'volumeKey',
      why: 'encrypts the snapshots of an encrypted import',
      evidence: 'documented',
      source: AWS_VM_IMPORT,
      actions: [
        'kms:CreateGrant',
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:Encrypt',
        'kms:GenerateDataKey',
        'kms:GenerateDataKeyWithoutPlaintext',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
      ],
    },
  ],
  deviations: [],
};

/** All sets, for the generated pages and the tests. */
export const RESTORE_SETS: readonly PermissionSet[] = [
  RESTORE,
  IMPORT_INSTANCE,
  LAUNCH_OR_SPOT,
  LAUNCH,
  SPOT,
  RESTORE_BUCKET_KEY,
  VM_IMPORT_LIST,
  NO_IMAGE_BROWSING,
  IMAGE_BROWSING,
  NO_MAIL,
  MAIL,
  VOLUME_KEY,
  VM_IMPORT_BUCKET,
  VM_IMPORT_EC2,
  VM_IMPORT_VOLUME_KEY,
];
