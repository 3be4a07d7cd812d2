import { ALL_BUCKET_RULES } from '../src/cloudberry/bucket-profile';
import * as cloudberry from '../src/cloudberry/permissions';
import * as restore from '../src/cloudberry/restore-permissions';
import type { BucketProfile } from '../src/core/private/bucket-profile';
import type { PermissionSet } from '../src/core/private/permission-set';
import { archiveBucketProfile } from '../src/logzio/bucket-profile';
import * as logzio from '../src/logzio/permissions';
import * as archiver from '../src/veeam/archiver-permissions';
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
}

const VEEAM_SETS: readonly PermissionSet[] = [veeam.REPOSITORY, veeam.IMMUTABILITY, veeam.RETRIEVAL, archiver.APPLIANCE];

/** Every vendor, by the name of its folder: the tests over all permission sets, and the generated pages, read this list. */
export const VENDORS: Record<string, Vendor> = {
  cloudberry: {
    title: 'CloudBerry (MSP360)',
    sets: [...cloudberry.PERMISSION_SETS, ...restore.RESTORE_SETS],
    documented: [
      { file: 'backup-user.kb1034.json', sets: [cloudberry.BACKUP_KB1034, cloudberry.DELETE_VERSIONS] },
      { file: 'backup-user.kb1034.json', sets: [cloudberry.BACKUP_KB1034, cloudberry.RECOVERABLE_DELETES] },
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
  },
};
