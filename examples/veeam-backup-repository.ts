// Backups by Veeam Backup & Replication that nobody can delete for a month, an archive of them in S3 Glacier Deep Archive, written by an archiver
// appliance inside of AWS, and a second backup server that can only restore.
//
//   npx cdk deploy --app "npx tsx --tsconfig tsconfig.dev.json examples/veeam-backup-repository.ts" -c veeamProxyCidr=203.0.113.7/32
//
// The CIDR is the public address of your backup server: it alone reaches the appliance. Then copy the outputs to Veeam; for both repositories choose
// "Make backups immutable", for the archive "Customize" the appliance with the VPC, subnet and security group.
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { veeam } from 'cdk-vendor-access';

// access logs are delivered with a bucket policy, not with an ACL (in your own app, cdk.json is the place for feature flags)
const app = new App({ postCliContext: { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true } });
const stack = new Stack(app, 'VeeamBackupRepository');

const serverAccessLogsBucket = new s3.Bucket(stack, 'AccessLogs', {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
});
const backups = new veeam.VeeamBackupRepository(stack, 'Backups', {
  serverAccessLogsBucket,
  immutability: true,
  immutabilityPeriod: Duration.days(30),
  maximumRetention: Duration.days(60), // the period, and the 30 days that Veeam adds
});

const network = new veeam.VeeamArchiverNetwork(stack, 'ArchiverNetwork', {
  proxyCidrs: [app.node.getContext('veeamProxyCidr')],
  repositories: [backups.bucket],
});
const archive = new veeam.VeeamBackupRepository(stack, 'Archive', {
  serverAccessLogsBucket,
  tier: veeam.VeeamBackupTier.ARCHIVE_DEEP_ARCHIVE,
  immutability: true,
  maximumRetention: Duration.days(3653), // the archive tier locks for as long as backups are kept: ten years
  appliance: network.appliance(),
});

const second = new veeam.VeeamBackupRepository(stack, 'SecondServer', {
  bucket: backups.bucket,
  readOnly: true,
  immutability: true,
});

backups.addSetupOutputs();
archive.addSetupOutputs();
second.addSetupOutputs();
network.addSetupOutputs();

app.synth();
