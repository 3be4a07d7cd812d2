import { Duration, type Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { VendorAccess, veeam } from '../../src';
import type { Samples, Uses } from '../cases';
import { PARTITION } from '../matrix/partitions';

const { BACKUP_COPY } = veeam.VeeamM365Usage;
const { GLACIER_DEEP_ARCHIVE, STANDARD_IA } = veeam.VeeamM365StorageClass;
const Appliance = veeam.VeeamArchiverAppliance;

export const FOLDER = 'finance';
export const GIVEN = { subnet: 'subnet-0given', securityGroup: 'sg-0given' };
export const TAGS = { purpose: 'archiver' };
/** In days. */
export const MAXIMUM = 395;

const repository = (stack: Stack, props?: veeam.VeeamM365RepositoryProps) => new veeam.VeeamM365Repository(stack, 'Repository', props);
const copies = (stack: Stack, archiverAppliance: veeam.VeeamArchiverAppliance, props?: veeam.VeeamM365RepositoryProps) =>
  repository(stack, { usage: BACKUP_COPY, archiverAppliance, ...props });
const given = (stack: Stack, { subnet, securityGroup } = GIVEN): veeam.VeeamArchiverNetworkOptions => ({
  subnet: ec2.Subnet.fromSubnetId(stack, 'Subnet', subnet),
  securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', securityGroup),
});
const publicVpc = (stack: Stack) =>
  new ec2.Vpc(stack, 'Mine', {
    maxAzs: 1,
    natGateways: 0,
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: [{ name: 'Public', subnetType: ec2.SubnetType.PUBLIC }],
  });
const limit = { maximumRetention: Duration.days(MAXIMUM), lockMode: s3.ObjectLockMode.GOVERNANCE };

export const copiesIn = (stack: Stack, subnet: string, securityGroup: string) =>
  copies(stack, Appliance.inNetwork(given(stack, { subnet, securityGroup })));

/** `VeeamM365Repository` without an appliance. */
export const REPOSITORY_CASES: Record<string, (stack: Stack) => veeam.VeeamM365Repository> = {
  default: (stack) => repository(stack),
  'least-actions': (stack) => repository(stack, { leastActions: true, storageClass: STANDARD_IA }),
  'least-actions-archive': (stack) =>
    repository(stack, { leastActions: true, usage: BACKUP_COPY, storageClass: GLACIER_DEEP_ARCHIVE, bucketBrowsing: false }),
  immutable: (stack) => repository(stack, { immutability: true }),
  'immutable-limited': (stack) => repository(stack, { immutability: true, leastActions: true, ...limit }),
  folder: (stack) => repository(stack, { folder: FOLDER, immutability: true, ...limit }),
  'folder-browse': (stack) => repository(stack, { folder: FOLDER, browse: true }),
  'one-bucket': (stack) => repository(stack, { bucketBrowsing: false }),
  'kms-key': (stack) => repository(stack, { encryptionKey: new kms.Key(stack, 'Key') }),
  'own-bucket': (stack) => repository(stack, { bucket: new s3.Bucket(stack, 'Mine') }),
  'own-locked-bucket': (stack) =>
    repository(stack, { bucket: new s3.Bucket(stack, 'Mine', { objectLockEnabled: true }), immutability: true, ...limit }),
  'imported-bucket': (stack) => repository(stack, { bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'example-bucket') }),
  'existing-user': (stack) => repository(stack, { access: VendorAccess.existingUser(new iam.User(stack, 'Mine')) }),
  'setup-outputs': (stack) => {
    const made = repository(stack, { bucketName: 'example-mailboxes', folder: FOLDER });
    made.addSetupOutputs();
    return made;
  },
};

/** With an appliance. */
export const ARCHIVER_CASES: Record<string, (stack: Stack) => veeam.VeeamM365Repository> = {
  'archiver-vendor-network': (stack) => copies(stack, Appliance.vendorManagedNetwork()),
  'archiver-vendor-network-strict': (stack) =>
    copies(stack, Appliance.vendorManagedNetwork({ tagOnCreateOnly: true, instanceTags: TAGS, volumeKey: new kms.Key(stack, 'Key') })),
  'archiver-other-region': (stack) => copies(stack, Appliance.vendorManagedNetwork({ region: PARTITION.aws.otherRegion })),
  'archiver-unshielded': (stack) => copies(stack, Appliance.vendorManagedNetwork({ shieldInstancesWithRole: false })),
  'archiver-given-network': (stack) => copies(stack, Appliance.inNetwork(given(stack))),
  'archiver-given-network-strict': (stack) => copies(stack, Appliance.inNetwork({ ...given(stack), manageIngress: false })),
  'archiver-existing-user': (stack) =>
    copies(stack, Appliance.inNetwork(given(stack)), { access: VendorAccess.existingUser(new iam.User(stack, 'Mine')) }),
  'archiver-network': (stack) => {
    const source = new s3.Bucket(stack, 'Source');
    const proxyCidrs = ['203.0.113.7/32', '198.51.100.0/28'];
    const flowLogs = { destination: ec2.FlowLogDestination.toS3(new s3.Bucket(stack, 'Logs')) };
    const network = new veeam.VeeamArchiverNetwork(stack, 'Network', {
      proxyCidrs,
      redirectorPort: 8443,
      repositories: [source],
      flowLogs,
    });
    network.addSetupOutputs();
    return copies(stack, network.appliance({ tagOnCreateOnly: true }), { immutability: true, ...limit });
  },
  'archiver-network-own-vpc': (stack) =>
    copies(stack, new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: ['203.0.113.7/32'], vpc: publicVpc(stack) }).appliance()),
  'archiver-network-own-endpoint': (stack) => {
    const vpc = publicVpc(stack);
    const s3Endpoint = vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
    const network = new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: ['203.0.113.7/32'], vpc, s3Endpoint });
    return copies(stack, network.appliance());
  },
  'archiver-network-any-repository': (stack) =>
    copies(stack, new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: ['203.0.113.7/32'] }).appliance()),
};

const { ARCHIVE_DEEP_ARCHIVE, ARCHIVE_FLEXIBLE_RETRIEVAL, ARCHIVE_INSTANT_RETRIEVAL, CAPACITY } = veeam.VeeamBackupTier;
const IN_GIVEN = [GIVEN.subnet, GIVEN.securityGroup] as const;
const PROXIES = { proxyCidrs: ['203.0.113.7/32'] };

/** In days, of Backup & Replication. */
export const BACKUP_MAXIMUM = 60;
const limited = { immutability: true, maximumRetention: Duration.days(BACKUP_MAXIMUM) };

type Props = veeam.VeeamBackupRepositoryProps;
const backups = (stack: Stack, props?: Props) => new veeam.VeeamBackupRepository(stack, 'Repository', props);
const lockedBucket = (stack: Stack) => new s3.Bucket(stack, 'Mine', { objectLockEnabled: true });

export const backupsIn = (
  stack: Stack,
  [subnet, securityGroup]: readonly [string, string],
  props?: Props,
  options?: veeam.VeeamArchiverOptions,
) => backups(stack, { appliance: Appliance.inNetwork({ ...given(stack, { subnet, securityGroup }), ...options }), ...props });

/** `VeeamBackupRepository` without an appliance. */
export const BACKUP_CASES: Record<string, (stack: Stack) => veeam.VeeamBackupRepository> = {
  'vbr-default': (stack) => backups(stack),
  'vbr-capacity-immutable': (stack) => backups(stack, { tier: CAPACITY, immutability: true, bucketBrowsing: true }),
  'vbr-immutable-limited': (stack) => {
    const made = backups(stack, { ...limited, immutabilityPeriod: Duration.days(30), bucketName: 'example-backups' });
    made.addSetupOutputs();
    return made;
  },
  'vbr-archive-instant': (stack) => backups(stack, { tier: ARCHIVE_INSTANT_RETRIEVAL }),
  'vbr-archive-immutable': (stack) => backups(stack, { tier: ARCHIVE_DEEP_ARCHIVE, ...limited }),
  'vbr-read-only': (stack) => backups(stack, { bucket: new s3.Bucket(stack, 'Mine'), readOnly: true }),
  'vbr-read-only-immutable': (stack) => backups(stack, { bucket: lockedBucket(stack), readOnly: true, immutability: true }),
  'vbr-kms-key': (stack) => backups(stack, { encryptionKey: new kms.Key(stack, 'Key') }),
  'vbr-own-locked-bucket': (stack) => backups(stack, { bucket: lockedBucket(stack), ...limited }),
  'vbr-existing-user': (stack) => backups(stack, { access: VendorAccess.existingUser(new iam.User(stack, 'Mine')) }),
};

/** With an appliance. */
export const BACKUP_APPLIANCE_CASES: typeof BACKUP_CASES = {
  'vbr-appliance': (stack) => backupsIn(stack, IN_GIVEN),
  'vbr-appliance-strict': (stack) => {
    const options = { tagOnCreateOnly: true, instanceTags: TAGS, volumeKey: new kms.Key(stack, 'Key') };
    return backupsIn(stack, IN_GIVEN, { tier: ARCHIVE_FLEXIBLE_RETRIEVAL }, options);
  },
  'vbr-appliance-encrypted': (stack) => backupsIn(stack, IN_GIVEN, { ebsEncryption: true }),
  'vbr-appliance-network': (stack) => {
    const source = new s3.Bucket(stack, 'Source');
    const network = new veeam.VeeamArchiverNetwork(stack, 'Network', { ...PROXIES, repositories: [source] });
    return backups(stack, { tier: ARCHIVE_DEEP_ARCHIVE, appliance: network.appliance(), ...limited });
  },
  'vbr-appliance-any-repository': (stack) =>
    backups(stack, { appliance: new veeam.VeeamArchiverNetwork(stack, 'Network', PROXIES).appliance(), immutability: true }),
};

/** Every option that changes the template, each in a stack of its own: templates, the matrix, cdk-nag and the feature flags run over all of them. */
export const CASES = { ...REPOSITORY_CASES, ...ARCHIVER_CASES, ...BACKUP_CASES, ...BACKUP_APPLIANCE_CASES };

export const SAMPLES: Samples = { proxyCidrs: () => ['203.0.113.7/32'] };

export const USES: Uses = {
  VeeamArchiverAppliance: (scope, archiverAppliance, id) =>
    new veeam.VeeamM365Repository(scope, id, { usage: BACKUP_COPY, archiverAppliance }),
};
