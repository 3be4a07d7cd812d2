import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnOutput, Duration, type Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { cloudberry, datadog, logzio, VendorAccess, veeam, velero } from '../../src';

// The same product three times: as its page has it, by hand; by the library as it is; and with every option that a tool asks for.

type Make = (stack: Stack) => unknown;
interface Product {
  readonly plain: Make;
  readonly standard: Make;
  readonly all: Make;
}

/** A bucket, a user with a key, and the vendor's own policy. */
function byHand(stack: Stack, vendor: string, file: string): void {
  const bucket = new s3.Bucket(stack, 'Bucket');
  const user = new iam.User(stack, 'User');
  const text = readFileSync(join(__dirname, '..', vendor, 'documented', file), 'utf8').replaceAll(
    '"arn:aws:s3:::example-bucket',
    '"arn:aws:s3:::backups',
  );
  const document = JSON.parse(text, (key, value) => (key === 'Condition' && Object.keys(value).length === 0 ? undefined : value));
  new iam.Policy(stack, 'Policy', { users: [user], document: iam.PolicyDocument.fromJson(document) });
  const key = new iam.CfnAccessKey(stack, 'Key', { userName: user.userName });
  new CfnOutput(stack, 'Secret', { value: key.attrSecretAccessKey });
  new CfnOutput(stack, 'Name', { value: bucket.bucketName });
}

const KEY = (stack: Stack) =>
  kms.Key.fromKeyArn(stack, 'Own', 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555');
const LOGS = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Logs', 'the-logs');
const bucketOptions = (stack: Stack) => ({ encryptionKey: KEY(stack), serverAccessLogsBucket: LOGS(stack) });
const keyUser = (stack: Stack) => VendorAccess.iamUser({ secretEncryptionKey: KEY2(stack) });
const KEY2 = (stack: Stack) =>
  kms.Key.fromKeyArn(stack, 'OfSecret', 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555556');
const role = (accountId = '444455556666') => VendorAccess.vendorRole({ accountId, externalId: 'a1b2c3d4-e5f6' });
const datadogRole = () => role(datadog.DatadogAccount.ofSite(datadog.DatadogSite.EU1));

export const PRODUCTS: Record<string, Product> = {
  cloudberry: {
    plain: (stack) => byHand(stack, 'cloudberry', 'backup-user.current.json'),
    standard: (stack) => new cloudberry.CloudBerryBackupUser(stack, 'Backup'),
    all: (stack) =>
      new cloudberry.CloudBerryBackupUser(stack, 'Backup', {
        ...bucketOptions(stack),
        access: keyUser(stack),
        protection: cloudberry.CloudBerryProtection.objectLock({ defaultRetention: Duration.days(30) }),
      }),
  },
  datadog: {
    plain: (stack) => byHand(stack, 'datadog', 'archives.json'),
    standard: (stack) => new datadog.DatadogLogArchive(stack, 'Archive', { access: datadogRole() }),
    all: (stack) => new datadog.DatadogLogArchive(stack, 'Archive', { ...bucketOptions(stack), access: datadogRole() }),
  },
  logzio: {
    plain: (stack) => byHand(stack, 'logzio', 'archive-restore.json'),
    standard: (stack) => new logzio.LogzioArchiveBucket(stack, 'Archive'),
    all: (stack) => new logzio.LogzioArchiveBucket(stack, 'Archive', { ...bucketOptions(stack), access: role() }),
  },
  veeam: {
    plain: (stack) => {
      byHand(stack, 'veeam', 'm365-s3-ec2.json');
      const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, natGateways: 0 });
      new ec2.SecurityGroup(stack, 'Group', { vpc }).addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443));
    },
    standard: (stack) => {
      const network = new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: ['203.0.113.7/32'] });
      new veeam.VeeamM365Repository(stack, 'Repository', {
        usage: veeam.VeeamM365Usage.BACKUP_COPY,
        archiverAppliance: network.appliance(),
      });
    },
    all: (stack) => {
      const flowLogs = { destination: ec2.FlowLogDestination.toS3(LOGS(stack)) };
      const network = new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: ['203.0.113.7/32'], flowLogs });
      new veeam.VeeamM365Repository(stack, 'Repository', {
        encryptionKey: KEY(stack),
        serverAccessLogsBucket: s3.Bucket.fromBucketName(stack, 'AccessLogs', 'the-logs'),
        access: keyUser(stack),
        usage: veeam.VeeamM365Usage.BACKUP_COPY,
        archiverAppliance: network.appliance(),
        immutability: true,
      });
    },
  },
  velero: {
    plain: (stack) => byHand(stack, 'velero', 'policy.json'),
    standard: (stack) => new velero.VeleroBackupLocation(stack, 'Location'),
    all: (stack) => new velero.VeleroBackupLocation(stack, 'Location', { ...bucketOptions(stack), access: keyUser(stack) }),
  },
};
