import { Duration, type Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { VendorAccess, veeam } from '../../src';

const { ARCHIVE_DEEP_ARCHIVE, ARCHIVE_FLEXIBLE_RETRIEVAL, ARCHIVE_INSTANT_RETRIEVAL, CAPACITY } = veeam.VeeamBackupTier;
const PROXIES = { proxyCidrs: ['203.0.113.7/32'] };

/** In days. */
export const BACKUP_MAXIMUM = 60;
const locked = { immutability: true, maximumRetention: Duration.days(BACKUP_MAXIMUM) };

type Props = veeam.VeeamBackupRepositoryProps;
const backups = (stack: Stack, props?: Props) => new veeam.VeeamBackupRepository(stack, 'Repository', props);
const lockedBucket = (stack: Stack) => new s3.Bucket(stack, 'Mine', { objectLockEnabled: true });

export const backupsIn = (stack: Stack, subnet: string, securityGroup: string, props?: Props, options?: veeam.VeeamArchiverOptions) => {
  const network = {
    subnet: ec2.Subnet.fromSubnetId(stack, 'Subnet', subnet),
    securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', securityGroup),
  };
  return backups(stack, { appliance: veeam.VeeamArchiverAppliance.inNetwork({ ...network, ...options }), ...props });
};

/** `VeeamBackupRepository` without an appliance. */
export const BACKUP_CASES: Record<string, (stack: Stack) => veeam.VeeamBackupRepository> = {
  'vbr-default': (stack) => backups(stack),
  'vbr-capacity-immutable': (stack) => backups(stack, { tier: CAPACITY, immutability: true, bucketBrowsing: true }),
  'vbr-immutable-limited': (stack) => {
    const made = backups(stack, { ...locked, immutabilityPeriod: Duration.days(30), bucketName: 'example-bucket' });
    made.addSetupOutputs();
    return made;
  },
  'vbr-archive-instant': (stack) => backups(stack, { tier: ARCHIVE_INSTANT_RETRIEVAL }),
  'vbr-archive-immutable': (stack) => backups(stack, { tier: ARCHIVE_DEEP_ARCHIVE, ...locked }),
  'vbr-read-only': (stack) => backups(stack, { bucket: new s3.Bucket(stack, 'Mine'), readOnly: true }),
  'vbr-read-only-immutable': (stack) => backups(stack, { bucket: lockedBucket(stack), readOnly: true, immutability: true }),
  'vbr-kms-key': (stack) => backups(stack, { encryptionKey: new kms.Key(stack, 'Key') }),
  'vbr-own-locked-bucket': (stack) => backups(stack, { bucket: lockedBucket(stack), ...locked }),
  'vbr-existing-user': (stack) => backups(stack, { access: VendorAccess.existingUser(new iam.User(stack, 'Mine')) }),
};

/** With an appliance. */
export const BACKUP_APPLIANCE_CASES: typeof BACKUP_CASES = {
  'vbr-appliance': (stack) => backupsIn(stack, 'subnet-0given', 'sg-0given'),
  'vbr-appliance-strict': (stack) => {
    const options = { tagOnCreateOnly: true, instanceTags: { purpose: 'archiver' }, volumeKey: new kms.Key(stack, 'Key') };
    return backupsIn(stack, 'subnet-0given', 'sg-0given', { tier: ARCHIVE_FLEXIBLE_RETRIEVAL }, options);
  },
  'vbr-appliance-encrypted': (stack) => backupsIn(stack, 'subnet-0given', 'sg-0given', { ebsEncryption: true }),
  'vbr-appliance-network': (stack) => {
    const source = new s3.Bucket(stack, 'Source');
    const network = new veeam.VeeamArchiverNetwork(stack, 'Network', { ...PROXIES, repositories: [source] });
    return backups(stack, { tier: ARCHIVE_DEEP_ARCHIVE, appliance: network.appliance(), ...locked });
  },
  'vbr-appliance-any-repository': (stack) =>
    backups(stack, { appliance: new veeam.VeeamArchiverNetwork(stack, 'Network', PROXIES).appliance(), immutability: true }),
};
