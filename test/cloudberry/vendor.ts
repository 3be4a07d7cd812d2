import { ALL_BUCKET_RULES } from '../../src/cloudberry/bucket-profile';
import * as restore from '../../src/cloudberry/ec2-restore/restore-permissions';
import * as cloudberry from '../../src/cloudberry/permissions';
import * as pages from '../../src/cloudberry/sources';
import type { Vendor } from '../vendors';

export const VENDOR: Vendor = {
  title: 'CloudBerry (MSP360)',
  sets: [...cloudberry.PERMISSION_SETS, ...restore.RESTORE_SETS],
  documented: [
    { files: ['backup-user.kb1034.json'], sets: [cloudberry.BACKUP_KB1034, cloudberry.DELETE_VERSIONS] },
    { files: ['backup-user.kb1034.json'], sets: [cloudberry.BACKUP_KB1034, cloudberry.RECOVERABLE_DELETES] },
    { files: ['backup-user.kb1034.json'], sets: [cloudberry.BACKUP_KB1034, cloudberry.READ_LOCK, cloudberry.DELETE_VERSIONS] },
    { files: ['backup-user.kb1034.json'], sets: [cloudberry.BACKUP_KB1034, cloudberry.BACKUP_CURRENT, cloudberry.DELETE_VERSIONS] },
    {
      files: ['backup-user.current.json'],
      sets: [cloudberry.BACKUP_KB1034, cloudberry.BACKUP_CURRENT, cloudberry.DELETE_VERSIONS, cloudberry.LOCK_BY_OWNER],
    },
    {
      files: ['backup-user.current.json'],
      sets: [
        cloudberry.BACKUP_KB1034,
        cloudberry.BACKUP_CURRENT,
        cloudberry.DELETE_VERSIONS,
        cloudberry.LOCK_BY_AGENT,
        cloudberry.GFS_LOCK,
        cloudberry.LIFECYCLE,
        cloudberry.BUCKET_KEY,
      ],
    },
    {
      files: ['backup-user.federation.json'],
      sets: [
        cloudberry.BACKUP_KB1034,
        cloudberry.BACKUP_CURRENT,
        cloudberry.DELETE_VERSIONS,
        cloudberry.LOCK_BY_OWNER,
        cloudberry.NO_FEDERATION,
      ],
    },
    { files: ['managed-backup.kb1062.json'], sets: [cloudberry.FEDERATION] },
    { files: ['ec2-restore.kb1025.json'], sets: [restore.RESTORE, restore.IMPORT_INSTANCE, restore.LAUNCH_OR_SPOT, restore.NO_MAIL] },
    {
      files: ['ec2-restore.kb1025.json'],
      sets: [restore.RESTORE, restore.LAUNCH, restore.SPOT, restore.MAIL, restore.VOLUME_KEY, restore.RESTORE_BUCKET_KEY],
    },
    ...[restore.NO_IMAGE_BROWSING, restore.IMAGE_BROWSING].map((images) => ({
      files: ['ec2-restore.kb1025.json', 'ec2-restore.vm-import.json'],
      sets: [restore.RESTORE, restore.IMPORT_INSTANCE, restore.LAUNCH_OR_SPOT, restore.NO_MAIL, restore.VM_IMPORT_LIST, images],
    })),
  ],
  transcribed: {
    'backup-user.kb1034.json': { source: pages.KB1034 },
    'backup-user.current.json': { source: pages.CURRENT_PERMISSIONS, like: ['backup-user.federation.json'] },
    'backup-user.federation.json': { source: pages.PERMISSIONS_WITH_FEDERATION, part: 'another revision' },
    'managed-backup.kb1062.json': { source: pages.KB1062 },
    'ec2-restore.kb1025.json': { source: pages.KB1025 },
    'ec2-restore.vm-import.json': { source: pages.AWS_VM_IMPORT },
  },
  watched: [
    {
      url: 'https://docs.aws.amazon.com/vm-import/latest/userguide/required-permissions.md',
      files: ['ec2-restore.vm-import.json'],
      beside: {
        'the service role': [
          ...['ec2:CopySnapshot', 'ec2:Describe*', 'ec2:ModifySnapshotAttribute', 'ec2:RegisterImage', 's3:GetBucketAcl', 's3:ListBucket'],
          'sts:AssumeRole',
        ],
        'encrypted images': ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
        licenses: ['GetLicenseConfiguration', 'ListLicenseSpecificationsForResource', 'UpdateLicenseSpecificationsForResource'].map(
          (name) => `license-manager:${name}`,
        ),
        'a bucket to export to': ['s3:CreateBucket'],
      },
    },
  ],
  bucketRules: ALL_BUCKET_RULES,
  pages: /^https:\/\/((kb|help)\.(cloudberrylab|msp360|mspbackups)\.com|github\.com\/aws)\//,
  kinds: {
    region: /^-$/,
    import: /^(import-image-task|volume)$/,
    importInstance: /^(instance|volume)$/,
    importImage: /^(image|snapshot)$/,
    launchImage: /^(image|snapshot)$/,
    launchInstance: /^instance$/,
    launchInterface: /^network-interface$/,
    launch: /^(subnet|volume)$/,
    spotRequest: /^spot-instances-request$/,
    instance: /^instance$/,
    attribute: /^(security-group|volume)$/,
    tag: /^(instance|volume)$/,
    vmImportRole: /^role$/,
    sender: /^identity$/,
    volumeKey: /^key$/,
    federatedUser: /^federated-user$/,
  },
  legend: {
    region: 'what cannot be narrowed to a resource, in the region of the restore (`aws:RequestedRegion`)',
    import: 'import tasks and volumes of this account in the region',
    importInstance: 'instances, volumes, subnets and security groups of this account in the region',
    importImage:
      'images and snapshots of the region that belong to this account, or to nobody yet (`ec2:Owner`; `ownImagesOnly: false`: any)',
    launchImage: 'images and snapshots of the region that belong to this account (`ec2:Owner`; `ownImagesOnly: false`: any)',
    launchInstance:
      'instances of this account in the region that get no role (`Null ec2:InstanceProfile`; `shieldInstancesWithRole: false`: any); with a placement, no spot instances unless it says so (`ec2:InstanceMarketType`)',
    launchInterface: 'network interfaces of this account in the region, with a placement of the given subnets (`ec2:Subnet`)',
    launch: 'volumes, subnets, security groups and key pairs of this account in the region, with a placement the given ones',
    spotRequest: 'requests for spot instances of this account in the region',
    instance:
      'instances of this account in the region that carry no role (`Null ec2:InstanceProfile`; `shieldInstancesWithRole: false`: any)',
    attribute: 'volumes and security groups of this account in the region, with a placement the given groups',
    tag: 'import tasks, volumes, network interfaces, and instances without a role, of this account in the region',
    vmImportRole: 'the role `vmimport` of this account',
    sender: 'the address of `mailFrom`, its domain and those above it, as the sender (`ses:FromAddress`)',
    volumeKey: 'the key of `volumeKey`; for the agent through EC2 only (`kms:ViaService`)',
    federatedUser: 'federated users of this account',
  },
  accesses: { CloudBerryBackupUser: 'users', CloudBerryManagedBackup: 'users and roles', CloudBerryEc2Restore: 'users and roles' },
  withoutEffect: { allowManagedBackupPrincipal: 'only lifts an error' },
  applies: {
    'backup-default': '',
    'backup-kb1034': '`permissions: KB1034`',
    'backup-kb1034-lock': '`permissions: KB1034`, `protection: objectLock(…)`',
    'backup-recoverable': '`protection: recoverableDeletes()`',
    'backup-object-lock': '`protection: objectLock(…)`',
    'backup-gfs': '`protection: objectLock({ gfs: true })`',
    'backup-lifecycle': '`manageLifecycle`',
    'backup-lock-by-agent': '`manageLifecycle`, `lockManagedByAgent`',
    'backup-browse': '`prefix`, `browse`',
    'managed-default': '',
    'managed-role': '`access: vendorRole(…)`',
    'managed-sessions': '`protection: recoverableDeletes()`',
    'restore-default': '',
    'restore-new-user': '`importRole: existing()`',
    'restore-placement': '`placement`',
    'restore-placement-spot': '`placement: { spot: true }`, `importRole: existing()`',
    'restore-mail': '`mailFrom`',
    'restore-keys': '`mailFrom`, `volumeKey`',
    'restore-image-browsing': '`imageBrowsing`, `importRole: existing()`',
  },
  tests: ['constructs', 'requests', 'tenants'],
};
