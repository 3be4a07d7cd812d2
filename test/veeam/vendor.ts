import type { PermissionSet } from '../../src/core/private/model/permission-set';
import * as archiver from '../../src/veeam/archiver/archiver-permissions';
import { ALL_BUCKET_RULES } from '../../src/veeam/bucket-profile';
import * as veeam from '../../src/veeam/permissions';
import { S3_PERMISSIONS, VBR_PERMISSIONS } from '../../src/veeam/sources';
import * as appliance from '../../src/veeam/vbr/backup-appliance-permissions';
import * as backup from '../../src/veeam/vbr/backup-permissions';
import { BACKUP_BUCKET_RULES } from '../../src/veeam/vbr/bucket-profile';
import type { Vendor } from '../vendors';

const SETS: readonly PermissionSet[] = [veeam.REPOSITORY, veeam.IMMUTABILITY, veeam.RETRIEVAL, archiver.APPLIANCE];

/** The lists of Backup & Replication are sums of sets. */
const S3: readonly PermissionSet[] = [backup.BACKUP_REPOSITORY, backup.TYPED_NAME];
const READ: readonly PermissionSet[] = [backup.READ_ONLY, backup.TYPED_NAME];
const GLACIER: readonly PermissionSet[] = [...S3, backup.ARCHIVE, backup.ARCHIVE_RETRIEVAL];
const LOCKED: readonly PermissionSet[] = [backup.VERSIONS, backup.LOCKS];
const OWN: readonly PermissionSet[] = [appliance.BACKUP_APPLIANCE, appliance.BACKUP_TAG];
const NEW: readonly PermissionSet[] = [...OWN, appliance.NEW_NETWORK];
const LISTS: Record<string, readonly PermissionSet[]> = {
  s3: S3,
  's3-new-appliance': [...S3, ...NEW],
  's3-own-appliance': [...S3, ...OWN],
  's3-immutable': [...S3, ...LOCKED, backup.LEGAL_HOLDS],
  's3-immutable-new-appliance': [...S3, ...LOCKED, backup.LEGAL_HOLDS, ...NEW],
  's3-immutable-own-appliance': [...S3, ...LOCKED, backup.LEGAL_HOLDS, appliance.BACKUP_APPLIANCE, appliance.BACKUP_TAG_ON_CREATE],
  'glacier-new-appliance': [...GLACIER, ...NEW],
  'glacier-own-appliance': [...GLACIER, ...OWN],
  'glacier-immutable-new-appliance': [...GLACIER, ...LOCKED, ...NEW],
  'glacier-immutable-own-appliance': [...GLACIER, ...LOCKED, ...OWN],
  's3-read-only': READ,
  's3-immutable-read-only': [...READ, backup.VERSIONS, backup.LEGAL_HOLDS],
  'glacier-batch': [backup.BATCH_RETRIEVAL],
  'ebs-encryption': [appliance.EBS_ENCRYPTION],
  'ebs-encryption-key': [appliance.BACKUP_VOLUME_KEY],
};

const TIERS = ['s3', 's3-immutable', 'glacier', 'glacier-immutable'];

export const VENDOR: Vendor = {
  title: 'Veeam',
  sets: [...veeam.PERMISSION_SETS, ...archiver.ARCHIVER_SETS, ...backup.BACKUP_SETS, ...appliance.BACKUP_APPLIANCE_SETS],
  documented: [
    ...Object.entries(LISTS).map(([list, sets]) => ({ files: [`vbr-${list}.json`], sets })),
    { files: ['vbr-s3.json'], sets: [backup.BACKUP_REPOSITORY, backup.BROWSING] },
    ...['m365-s3-ec2.json', 'm365-s3-ec2.list.json'].flatMap((file) => [
      { files: [file], sets: [...SETS, veeam.BUCKET_BROWSING, archiver.TAG, archiver.MANAGED_NETWORK] },
      { files: [file], sets: [...SETS, veeam.ONE_BUCKET, archiver.TAG_ON_CREATE, archiver.OWN_NETWORK, archiver.VOLUME_KEY] },
    ]),
  ],
  alike: [
    ...['new', 'own'].map((kind) => ({ files: TIERS.map((tier) => `vbr-${tier}-${kind}-appliance.json`), service: 'ec2' })),
    ...TIERS.map((tier) => ({ files: ['new', 'own'].map((kind) => `vbr-${tier}-${kind}-appliance.json`), service: 's3' })),
  ],
  transcribed: {
    'm365-s3-ec2.json': { source: S3_PERMISSIONS, part: 'IAM Policy Example' },
    'm365-s3-ec2.list.json': { source: S3_PERMISSIONS, part: 'the lists', like: ['m365-s3-ec2.json'] },
    'vbr-s3.json': { source: VBR_PERMISSIONS, part: 'Amazon S3, 1' },
    'vbr-s3-new-appliance.json': { source: VBR_PERMISSIONS, part: 'Amazon S3, 2' },
    'vbr-s3-own-appliance.json': { source: VBR_PERMISSIONS, part: 'Amazon S3, 3' },
    'vbr-s3-immutable.json': { source: VBR_PERMISSIONS, part: 'Amazon S3, 4' },
    'vbr-s3-immutable-new-appliance.json': { source: VBR_PERMISSIONS, part: 'Amazon S3, 5' },
    'vbr-s3-immutable-own-appliance.json': { source: VBR_PERMISSIONS, part: 'Amazon S3, 6' },
    'vbr-glacier-new-appliance.json': { source: VBR_PERMISSIONS, part: 'Amazon S3 Glacier, 1' },
    'vbr-glacier-own-appliance.json': { source: VBR_PERMISSIONS, part: 'Amazon S3 Glacier, 2' },
    'vbr-glacier-immutable-new-appliance.json': { source: VBR_PERMISSIONS, part: 'Amazon S3 Glacier, 3' },
    'vbr-glacier-immutable-own-appliance.json': { source: VBR_PERMISSIONS, part: 'Amazon S3 Glacier, 4' },
    'vbr-s3-immutable-read-only.json': { source: VBR_PERMISSIONS, part: 'Read-Only, 1', readsOnly: true },
    'vbr-s3-read-only.json': { source: VBR_PERMISSIONS, part: 'Read-Only, 2', readsOnly: true },
    'vbr-glacier-batch.json': { source: VBR_PERMISSIONS, part: 'Batch Retrieval' },
    'vbr-ebs-encryption.json': { source: VBR_PERMISSIONS, part: 'Amazon EBS Encryption, the user' },
    'vbr-ebs-encryption-key.json': { source: VBR_PERMISSIONS, part: 'Amazon EBS Encryption, the key' },
  },
  bucketRules: [...ALL_BUCKET_RULES, ...BACKUP_BUCKET_RULES],
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
    vpc: /^vpc$/,
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
    vpc: 'VPCs of this account and region',
    ingress: 'security groups of this account and region, or the given one only, and their rules',
    volumeKey: 'the given key, through EC2 only (`kms:ViaService`)',
  },
  accesses: { VeeamM365Repository: 'users', VeeamBackupRepository: 'users', VeeamArchiverNetwork: 'none' },
  applies: {
    default: '',
    'one-bucket': '`bucketBrowsing: false`',
    'least-actions': '`leastActions`',
    'immutable-limited': '`leastActions`, `immutability`',
    'least-actions-archive': '`leastActions`, an archive class, `bucketBrowsing: false`',
    'folder-browse': '`folder`, `browse`',
    'archiver-vendor-network': '`archiverAppliance: vendorManagedNetwork()`',
    'archiver-vendor-network-strict': '`vendorManagedNetwork({ tagOnCreateOnly, volumeKey })`',
    'archiver-given-network': '`archiverAppliance: inNetwork(…)`',
    'archiver-given-network-strict': '`inNetwork({ manageIngress: false })`',
    'archiver-network': 'the network of a `VeeamArchiverNetwork`',
    'vbr-default': '',
    'vbr-capacity-immutable': '`tier: CAPACITY`, `immutability`, `bucketBrowsing`',
    'vbr-immutable-limited': '`immutability`',
    'vbr-archive-instant': '`tier: ARCHIVE_INSTANT_RETRIEVAL`',
    'vbr-archive-immutable': '`tier: ARCHIVE_DEEP_ARCHIVE`, `immutability`',
    'vbr-read-only': '`readOnly`',
    'vbr-read-only-immutable': '`readOnly`, `immutability`',
    'vbr-appliance': '`appliance`',
    'vbr-appliance-encrypted': '`appliance`, `ebsEncryption`',
    'vbr-appliance-strict': '`tier: ARCHIVE_FLEXIBLE_RETRIEVAL`, `appliance({ tagOnCreateOnly, volumeKey })`',
  },
  tests: ['archiver-network', 'backup-repository', 'm365-repository', 'requests'],
};
