import { ALL_BUCKET_RULES } from '../src/cloudberry/bucket-profile';
import * as restore from '../src/cloudberry/ec2-restore/restore-permissions';
import * as cloudberry from '../src/cloudberry/permissions';
import type { BucketProfile } from '../src/core/private/model/bucket-profile';
import type { PermissionSet } from '../src/core/private/model/permission-set';
import { archiveBucketProfile } from '../src/logzio/bucket-profile';
import * as logzio from '../src/logzio/permissions';
import * as archiver from '../src/veeam/archiver/archiver-permissions';
import { ALL_BUCKET_RULES as VEEAM_BUCKET_RULES } from '../src/veeam/bucket-profile';
import * as veeam from '../src/veeam/permissions';

/** A vendor's own policy, and the sets that are to grant what it lists. */
export interface Documented {
  readonly file: string;
  readonly sets: readonly PermissionSet[];
}

export interface Vendor {
  readonly title: string;
  readonly sets: readonly PermissionSet[];
  readonly documented: readonly Documented[];
  /** All rules for its buckets, whatever the options. */
  readonly bucketRules: BucketProfile;
  /** Where its pages are. */
  readonly pages: RegExp;
  /** The kinds of resource in its sets beside those of a bucket, and the resource types of AWS that each stands for. */
  readonly kinds?: Record<string, RegExp>;
  /** What these kinds stand for, for the reader of the generated page. */
  readonly legend?: Record<string, string>;
}

const VEEAM_SETS: readonly PermissionSet[] = [veeam.REPOSITORY, veeam.IMMUTABILITY, veeam.RETRIEVAL, archiver.APPLIANCE];

/** What the kinds of resource of a bucket stand for. */
export const LEGEND: Record<string, string> = {
  account: 'all buckets of the account: AWS cannot narrow it',
  bucket: 'the bucket, while the account that is expected owns it (`aws:ResourceAccount`)',
  listing: 'the same; with a prefix, only keys below `prefix/` (`s3:prefix`)',
  object: 'the objects of the bucket, below `prefix/` if there is one, while the account that is expected owns it',
  key: 'the KMS key of the bucket, if there is one, through S3 only (`kms:ViaService`)',
};

/** Every vendor, by the name of its folder: the tests over all permission sets, and the generated pages, read this list. */
export const VENDORS: Record<string, Vendor> = {
  cloudberry: {
    title: 'CloudBerry (MSP360)',
    sets: [...cloudberry.PERMISSION_SETS, ...restore.RESTORE_SETS],
    documented: [
      { file: 'backup-user.kb1034.json', sets: [cloudberry.BACKUP_KB1034, cloudberry.DELETE_VERSIONS] },
      { file: 'backup-user.kb1034.json', sets: [cloudberry.BACKUP_KB1034, cloudberry.RECOVERABLE_DELETES] },
      { file: 'backup-user.kb1034.json', sets: [cloudberry.BACKUP_KB1034, cloudberry.READ_LOCK, cloudberry.DELETE_VERSIONS] },
      { file: 'backup-user.kb1034.json', sets: [cloudberry.BACKUP_KB1034, cloudberry.BACKUP_CURRENT, cloudberry.DELETE_VERSIONS] },
      {
        file: 'backup-user.current.json',
        sets: [cloudberry.BACKUP_KB1034, cloudberry.BACKUP_CURRENT, cloudberry.DELETE_VERSIONS, cloudberry.LOCK_BY_OWNER],
      },
      {
        file: 'backup-user.current.json',
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
      { file: 'managed-backup.kb1062.json', sets: [cloudberry.FEDERATION] },
      { file: 'ec2-restore.kb1025.json', sets: [restore.RESTORE, restore.LAUNCH_OR_SPOT, restore.NO_MAIL] },
      {
        file: 'ec2-restore.kb1025.json',
        sets: [restore.RESTORE, restore.LAUNCH, restore.MAIL, restore.VOLUME_KEY, restore.RESTORE_BUCKET_KEY],
      },
    ],
    bucketRules: ALL_BUCKET_RULES,
    pages: /^https:\/\/((kb|help)\.(cloudberrylab|msp360|mspbackups)\.com|github\.com\/aws)\//,
    kinds: {
      region: /^-$/,
      import: /^(import-image-task|instance|volume)$/,
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
      import:
        'import tasks, instances and volumes of this account in the region; its subnets and security groups, with a placement the given ones',
      importImage:
        'images and snapshots of the region that belong to this account, or to nobody yet (`ec2:Owner`; `ownImagesOnly: false`: any)',
      launchImage: 'images and snapshots of the region that belong to this account (`ec2:Owner`; `ownImagesOnly: false`: any)',
      launchInstance:
        'instances of this account in the region that get no role (`Null ec2:InstanceProfile`; `shieldInstancesWithRole: false`: any)',
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
  },
  logzio: {
    title: 'Logz.io',
    sets: logzio.PERMISSION_SETS,
    documented: [
      { file: 'archive-restore.json', sets: [logzio.ARCHIVE, logzio.RESTORE, logzio.OBJECT_ACL] },
      { file: 'archive-restore.older.json', sets: [logzio.ARCHIVE, logzio.RESTORE, logzio.OBJECT_ACL] },
      { file: 'power-search.json', sets: [logzio.POWER_SEARCH] },
    ],
    bucketRules: archiveBucketProfile({ restores: true, powerSearch: true }),
    pages: /^https:\/\/docs\.logz\.io\//,
  },
  veeam: {
    title: 'Veeam Backup for Microsoft 365',
    sets: [...veeam.PERMISSION_SETS, ...archiver.ARCHIVER_SETS],
    documented: ['m365-s3-ec2.json', 'm365-s3-ec2.list.json'].flatMap((file) => [
      { file, sets: [...VEEAM_SETS, veeam.BUCKET_BROWSING, archiver.TAG, archiver.MANAGED_NETWORK] },
      { file, sets: [...VEEAM_SETS, veeam.ONE_BUCKET, archiver.TAG_ON_CREATE, archiver.OWN_NETWORK, archiver.VOLUME_KEY] },
    ]),
    bucketRules: VEEAM_BUCKET_RULES,
    pages: /^https:\/\/helpcenter\.veeam\.com\/docs\//,
    kinds: {
      buckets: /^bucket$/,
      packages: /^object$/,
      region: /^-$/,
      publicParameter: /^parameter$/,
      launchInstance: /^instance$/,
      launchInterface: /^network-interface$/,
      launch: /^(image|key-pair|security-group|snapshot|subnet|volume)$/,
      instance: /^instance$/,
      keyPair: /^key-pair$/,
      tag: /^(instance|key-pair|network-interface|volume)$/,
      network: /^(internet-gateway|route-table|security-group|subnet|vpc)$/,
      ingress: /^(security-group|security-group-rule)$/,
      volumeKey: /^key$/,
    },
    legend: {
      buckets: 'the buckets of the account (`aws:ResourceAccount`)',
      packages: 'the objects of the buckets that AWS publishes packages of Amazon Linux in; in the policy of the S3 endpoint',
      region: 'what AWS cannot narrow, in the region of the appliance (`aws:RequestedRegion`)',
      publicParameter: 'the parameters below `/aws/service/`, which AWS publishes, in the region',
      launchInstance: 'instances of this account and region, without a role unless `shieldInstancesWithRole: false`',
      launchInterface: 'network interfaces of this account and region; in a given network, of its subnet only (`ec2:Subnet`)',
      launch: 'images, snapshots, key pairs and volumes in the region; subnets and security groups of this account, or the given ones only',
      instance: 'as `launchInstance`; with `instanceTags`, only those that carry the tags (`aws:ResourceTag`)',
      keyPair: 'key pairs of this account and region',
      tag: 'instances, key pairs, network interfaces and volumes of this account and region, and the parts of a network that Veeam makes; instances without a role only',
      network: 'VPCs, subnets, route tables, internet gateways and security groups of this account and region',
      ingress: 'security groups of this account and region, or the given one only, and their rules',
      volumeKey: 'the given key, through EC2 only (`kms:ViaService`)',
    },
  },
};
