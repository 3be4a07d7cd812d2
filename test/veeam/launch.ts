import { Duration, type Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { publicAddress } from '../../docs/launch/access-parameters';
import { BUCKET_PREFIX, EXISTING_BUCKET, folder, maximumRetention } from '../../docs/launch/bucket-parameters';
import { bucketName, type Launch, type Values } from '../../docs/launch/launch';
import { veeam } from '../../src';
import { BACKUP_MAXIMUM, FOLDER, MAXIMUM } from './cases';

const FOLDER_NAME = folder({ description: "The name of the repository's folder, below Veeam/Backup365/.", right: FOLDER });

/** Veeam adds its own days to the shortest period. */
const OF_COPIES = maximumRetention(31, {
  description:
    'The longest time that anyone can lock an object, in days: the retention of the copies that you choose in Veeam, and the 30 days that it adds.',
  right: `${MAXIMUM}`,
});
const OF_BACKUPS = maximumRetention(31, {
  description:
    'The longest time that anyone can lock an object, in days: the immutability period that you choose in Veeam, or the longest retention if backups are immutable for its whole duration, and the 30 days that Veeam adds. If it is too low, uploads are refused.',
  right: `${BACKUP_MAXIMUM}`,
});
const OF_ARCHIVE = maximumRetention(1, {
  description: 'The longest time that anyone can lock an object, in days: as long as backups are kept in the archive.',
  right: `${BACKUP_MAXIMUM}`,
});
const PROXY = publicAddress({
  name: 'ProxyAddress',
  description: 'The public IPv4 address of the backup proxy or backup server. No other address can reach the appliance.',
});
const SOURCE = {
  ...EXISTING_BUCKET,
  name: 'SourceBucketName',
  description: 'The name of the bucket that backups are archived from, in this account and region. Its settings are not changed.',
  right: 'example-backups',
};

const days = (values: Values, parameter: typeof OF_COPIES) => Duration.days(values.number(parameter));
const newBucket = (stack: Stack, values: Values) => ({ bucketName: bucketName(stack, values.text(BUCKET_PREFIX)) });
const copies = (stack: Stack, values: Values) => ({
  ...newBucket(stack, values),
  usage: veeam.VeeamM365Usage.BACKUP_COPY,
  immutability: true,
  maximumRetention: days(values, OF_COPIES),
  lockMode: s3.ObjectLockMode.GOVERNANCE,
});
const m365 = (stack: Stack, props: veeam.VeeamM365RepositoryProps) =>
  new veeam.VeeamM365Repository(stack, 'Repository', props).addSetupOutputs({ prefix: 'Setup' });
const vbr = (stack: Stack, props: veeam.VeeamBackupRepositoryProps) =>
  new veeam.VeeamBackupRepository(stack, 'Repository', props).addSetupOutputs({ prefix: 'Setup' });

function network(stack: Stack, values: Values, repositories?: s3.IBucket[]): veeam.VeeamArchiverNetwork {
  const proxyCidrs = [`${values.text(PROXY)}/32`];
  const made = new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs, repositories });
  made.addSetupOutputs({ prefix: 'Network' });
  return made;
}

const IMMUTABLE = "In Veeam's console, choose *Make backups immutable*.";
const TYPE_NAME = "In Veeam's console, enter the name of the bucket: *Browse* is refused.";
const IN_NETWORK = 'In the settings of the appliance, choose the VPC, subnet and security group of the outputs.';

export const LAUNCH: Record<string, Launch> = {
  'm365-repository': {
    creates: 'a bucket for backups of Microsoft 365, and a user with an access key',
    parameters: [BUCKET_PREFIX],
    worksLike: 'veeam-m365-backup',
    like: 'default',
    make: (stack, values) => m365(stack, newBucket(stack, values)),
  },
  'm365-repository-folder': {
    creates: 'a bucket for backups of Microsoft 365, and a user with an access key for one folder of it, to which the console can browse',
    parameters: [BUCKET_PREFIX, FOLDER_NAME],
    like: 'folder-browse',
    make: (stack, values) => m365(stack, { ...newBucket(stack, values), folder: values.text(FOLDER_NAME), browse: true }),
  },
  'm365-immutable-copy': {
    creates: 'a bucket with Object Lock for immutable backup copies of Microsoft 365 in governance mode, and a user with an access key',
    next: `${IMMUTABLE} Choose governance mode: the policy of the bucket denies the other.`,
    parameters: [BUCKET_PREFIX, OF_COPIES],
    like: 'own-locked-bucket',
    make: (stack, values) => m365(stack, copies(stack, values)),
  },
  'm365-immutable-copy-appliance': {
    creates:
      "a bucket with Object Lock for immutable backup copies of Microsoft 365, a user with an access key, and the network for Veeam's archiver appliance: VPC, security group, S3 endpoint",
    next: `${IMMUTABLE} Choose governance mode, and *Use an archiver appliance*. ${IN_NETWORK}`,
    parameters: [BUCKET_PREFIX, OF_COPIES, PROXY],
    like: 'archiver-network-any-repository',
    denies: ({ why }) => /open without (lockMode|maximumRetention)$/.test(why),
    make: (stack, values) => m365(stack, { ...copies(stack, values), archiverAppliance: network(stack, values).appliance() }),
  },
  'backup-repository': {
    creates: 'a bucket for Veeam Backup & Replication (performance or capacity tier), and a user with an access key',
    next: TYPE_NAME,
    parameters: [BUCKET_PREFIX],
    like: 'vbr-default',
    make: (stack, values) => vbr(stack, newBucket(stack, values)),
  },
  'backup-repository-immutable': {
    creates:
      'a bucket with Object Lock for immutable backups by Veeam Backup & Replication (performance or capacity tier), and a user with an access key',
    next: `${TYPE_NAME} ${IMMUTABLE.replace("In Veeam's console, choose", 'Choose')}`,
    parameters: [BUCKET_PREFIX, OF_BACKUPS],
    like: 'vbr-own-locked-bucket',
    make: (stack, values) => vbr(stack, { ...newBucket(stack, values), immutability: true, maximumRetention: days(values, OF_BACKUPS) }),
  },
  'backup-repository-archive': {
    creates:
      'a bucket with Object Lock for the archive tier in S3 Glacier Deep Archive, a user with an access key, and the network for the archiver appliance',
    next: `${IMMUTABLE} Choose *Customize* for the appliance. ${IN_NETWORK}`,
    parameters: [BUCKET_PREFIX, SOURCE, OF_ARCHIVE, PROXY],
    like: 'vbr-appliance-network',
    before: (stack, values) => new s3.Bucket(stack, 'Source', { bucketName: values.text(SOURCE) }),
    make: (stack, values) => {
      const source = s3.Bucket.fromBucketName(stack, 'Source', values.text(SOURCE));
      vbr(stack, {
        ...newBucket(stack, values),
        tier: veeam.VeeamBackupTier.ARCHIVE_DEEP_ARCHIVE,
        immutability: true,
        maximumRetention: days(values, OF_ARCHIVE),
        appliance: network(stack, values, [source]).appliance(),
      });
    },
  },
  'backup-repository-read-only': {
    creates: 'a user with an access key for a second server, which can only restore from the immutable repository of the first one',
    parameters: [EXISTING_BUCKET],
    like: 'vbr-read-only-immutable',
    before: (stack, values) => new s3.Bucket(stack, 'Mine', { bucketName: values.text(EXISTING_BUCKET), objectLockEnabled: true }),
    make: (stack, values) => {
      const bucket = s3.Bucket.fromBucketName(stack, 'Mine', values.text(EXISTING_BUCKET));
      vbr(stack, { bucket, readOnly: true, immutability: true });
    },
  },
};
