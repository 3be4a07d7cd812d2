// Backups of Microsoft 365 by Veeam, and copies of them that nobody can delete for a year, made by an archiver appliance inside of AWS.
//
//   npx cdk deploy --app "npx tsx --tsconfig tsconfig.dev.json examples/veeam-m365-immutable-copy.ts" -c veeamProxyCidr=203.0.113.7/32
//
// The CIDR is the public address of your backup proxy: it alone reaches the appliance. Then copy the outputs to Veeam; for the copies choose
// "Make backups immutable" in governance mode, "Use an archiver appliance", and in its settings the VPC, subnet and security group.
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { veeam } from 'cdk-vendor-access';

// access logs are delivered with a bucket policy, not with an ACL (in your own app, cdk.json is the place for feature flags)
const app = new App({ postCliContext: { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true } });
const stack = new Stack(app, 'VeeamM365ImmutableCopy');

const serverAccessLogsBucket = new s3.Bucket(stack, 'AccessLogs', {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
});
const backups = new veeam.VeeamM365Repository(stack, 'Backups', { serverAccessLogsBucket });

const network = new veeam.VeeamArchiverNetwork(stack, 'ArchiverNetwork', {
  proxyCidrs: [app.node.getContext('veeamProxyCidr')],
  repositories: [backups.bucket],
});
const copies = new veeam.VeeamM365Repository(stack, 'Copies', {
  serverAccessLogsBucket,
  usage: veeam.VeeamM365Usage.BACKUP_COPY,
  immutability: true,
  maximumRetention: Duration.days(395), // a year, and the 30 days that Veeam adds
  lockMode: s3.ObjectLockMode.GOVERNANCE,
  archiverAppliance: network.appliance(),
});

backups.addSetupOutputs();
copies.addSetupOutputs();
network.addSetupOutputs();

app.synth();
