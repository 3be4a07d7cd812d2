import type { PermissionSet } from '../../src/core/private/model/permission-set';
import * as archiver from '../../src/veeam/archiver/archiver-permissions';
import { ALL_BUCKET_RULES } from '../../src/veeam/bucket-profile';
import * as veeam from '../../src/veeam/permissions';
import type { Vendor } from '../vendors';

const SETS: readonly PermissionSet[] = [veeam.REPOSITORY, veeam.IMMUTABILITY, veeam.RETRIEVAL, archiver.APPLIANCE];

export const VENDOR: Vendor = {
  title: 'Veeam Backup for Microsoft 365',
  sets: [...veeam.PERMISSION_SETS, ...archiver.ARCHIVER_SETS],
  documented: ['m365-s3-ec2.json', 'm365-s3-ec2.list.json'].flatMap((file) => [
    { files: [file], sets: [...SETS, veeam.BUCKET_BROWSING, archiver.TAG, archiver.MANAGED_NETWORK] },
    { files: [file], sets: [...SETS, veeam.ONE_BUCKET, archiver.TAG_ON_CREATE, archiver.OWN_NETWORK, archiver.VOLUME_KEY] },
  ]),
  bucketRules: ALL_BUCKET_RULES,
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
  accesses: { VeeamM365Repository: 'users', VeeamArchiverNetwork: 'none' },
  tests: ['archiver-network', 'm365-repository', 'requests'],
};
