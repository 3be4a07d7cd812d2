import { Duration, type Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { cloudberry, datadog, logzio, VendorAccess, type VendorBucketAccess, veeam, velero, Workload } from '../../src';
import * as hand from './by-hand';

// The same product three times: by hand, as its page has it; by the library as it is; and with every option that a tool asks for.

export const KINDS = ['plain', 'standard', 'all'] as const;
export type Kind = (typeof KINDS)[number];
type Product = Readonly<Record<Kind, (stack: Stack) => unknown>>;

const arn = (end: string) => `arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-${end}`;
const LOGS = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Logs', 'the-logs');
const BACKUPS = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Backups', 'example-bucket');
/** For products that support no lifecycle rules. */
const safe = (stack: Stack) => ({
  encryptionKey: kms.Key.fromKeyArn(stack, 'OfBucket', arn('555555555555')),
  serverAccessLogsBucket: LOGS(stack),
});
const uploads = { abortIncompleteMultipartUploadAfter: Duration.days(7) };
const tidied = (stack: Stack) => ({ ...safe(stack), ...uploads, noncurrentVersionExpiration: Duration.days(90) });
/** The user's own code, as in docs/operate.md; what is handed in is made elsewhere. */
function copied({ bucket }: VendorBucketAccess): void {
  (bucket.node.defaultChild as s3.CfnBucket).replicationConfiguration = {
    role: 'arn:aws:iam::111122223333:role/replication',
    rules: [
      {
        status: 'Enabled',
        priority: 1,
        filter: { prefix: '' },
        deleteMarkerReplication: { status: 'Disabled' },
        destination: { bucket: 'arn:aws:s3:::the-copy' },
      },
    ],
  };
}

const keyUser = (stack: Stack) => VendorAccess.iamUser({ secretEncryptionKey: kms.Key.fromKeyArn(stack, 'OfSecret', arn('555555555556')) });
const VENDOR_ACCOUNT = '444455556666';
const role = (accountId = VENDOR_ACCOUNT) => VendorAccess.vendorRole({ accountId, externalId: 'a1b2c3d4-e5f6' });
const DATADOG_ACCOUNT = datadog.DatadogAccount.ofSite(datadog.DatadogSite.EU1);
const pod = () =>
  VendorAccess.workloadRole(Workload.podIdentity({ clusterName: 'production', namespace: 'velero', serviceAccount: 'velero-server' }));
const lock = () => cloudberry.CloudBerryProtection.objectLock({ defaultRetention: Duration.days(30) });

const restore = (stack: Stack, access: VendorAccess) =>
  new cloudberry.CloudBerryEc2Restore(stack, 'Restore', {
    access,
    bucket: BACKUPS(stack),
    importRole: cloudberry.VmImportRole.create(),
  });
const m365 = (stack: Stack, props: veeam.VeeamM365RepositoryProps, flowLogs?: ec2.FlowLogOptions) => {
  const network = new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: ['203.0.113.7/32'], flowLogs });
  new veeam.VeeamM365Repository(stack, 'Repository', {
    usage: veeam.VeeamM365Usage.BACKUP_COPY,
    archiverAppliance: network.appliance(),
    ...props,
  });
};

/** Every construct is in one of them. */
export const PRODUCTS: Readonly<Record<string, Product>> = {
  'CloudBerry Backup': {
    plain: (stack) => hand.bucketAndUser(stack, 'cloudberry', 'backup-user.current.json'),
    standard: (stack) => new cloudberry.CloudBerryBackupUser(stack, 'Backup'),
    all: (stack) =>
      copied(
        new cloudberry.CloudBerryBackupUser(stack, 'Backup', {
          ...safe(stack),
          ...uploads,
          access: keyUser(stack),
          protection: lock(),
        }),
      ),
  },
  'CloudBerry Managed Backup': {
    plain: (stack) => hand.bucketAndUser(stack, 'cloudberry', 'managed-backup.kb1062.json'),
    standard: (stack) => new cloudberry.CloudBerryManagedBackup(stack, 'Backup'),
    all: (stack) =>
      copied(new cloudberry.CloudBerryManagedBackup(stack, 'Backup', { ...safe(stack), ...uploads, access: role(), protection: lock() })),
  },
  'CloudBerry restore to EC2': {
    plain: (stack) => {
      hand.user(stack, 'cloudberry', 'ec2-restore.kb1025.json');
      hand.importRole(stack);
    },
    standard: (stack) => restore(stack, VendorAccess.iamUser()),
    all: (stack) => restore(stack, role()),
  },
  Datadog: {
    plain: (stack) => {
      hand.bucket(stack);
      hand.role(stack, 'datadog', 'archives.json', DATADOG_ACCOUNT);
    },
    standard: (stack) => new datadog.DatadogLogArchive(stack, 'Archive', { access: role(DATADOG_ACCOUNT) }),
    all: (stack) => copied(new datadog.DatadogLogArchive(stack, 'Archive', { ...tidied(stack), access: role(DATADOG_ACCOUNT) })),
  },
  'Logz.io archive': {
    plain: (stack) => hand.bucketAndUser(stack, 'logzio', 'archive-restore.json'),
    standard: (stack) => new logzio.LogzioArchiveBucket(stack, 'Archive'),
    all: (stack) => copied(new logzio.LogzioArchiveBucket(stack, 'Archive', { ...tidied(stack), access: role() })),
  },
  'Logz.io fetcher': {
    plain: (stack) => hand.user(stack, 'logzio', 's3-fetcher.key.json'),
    standard: (stack) => new logzio.LogzioS3Fetcher(stack, 'Fetcher', { bucket: BACKUPS(stack) }),
    all: (stack) => new logzio.LogzioS3Fetcher(stack, 'Fetcher', { bucket: BACKUPS(stack), access: role() }),
  },
  'Veeam Microsoft 365': {
    plain: (stack) => {
      hand.bucketAndUser(stack, 'veeam', 'm365-s3-ec2.json');
      hand.network(stack);
    },
    standard: (stack) => m365(stack, {}),
    all: (stack) =>
      m365(
        stack,
        { ...safe(stack), access: keyUser(stack), immutability: true },
        { destination: ec2.FlowLogDestination.toS3(s3.Bucket.fromBucketName(stack, 'FlowLogs', 'the-flow-logs')) },
      ),
  },
  'Veeam Backup & Replication': {
    // as in Veeam's own template (VeeamHub/veeam-aws-cloudformation), with the list of the page
    plain: (stack) => hand.bucketAndUser(stack, 'veeam', 'vbr-s3.json', 'inline', { blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL }),
    standard: (stack) => new veeam.VeeamBackupRepository(stack, 'Repository'),
    all: (stack) => new veeam.VeeamBackupRepository(stack, 'Repository', { ...safe(stack), access: keyUser(stack), immutability: true }),
  },
  Velero: {
    plain: (stack) => hand.bucketAndUser(stack, 'velero', 'policy.json', 'inline'), // aws iam put-user-policy
    standard: (stack) => new velero.VeleroBackupLocation(stack, 'Location'),
    all: (stack) => copied(new velero.VeleroBackupLocation(stack, 'Location', { ...tidied(stack), access: pod() })),
  },
};
