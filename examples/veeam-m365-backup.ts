// A repository for Veeam Backup for Microsoft 365: a bucket, and a user whose access key Veeam gets.
//
//   npx cdk deploy --app "npx tsx --tsconfig tsconfig.dev.json examples/veeam-m365-backup.ts"
//
// Then copy the outputs to Veeam (Backup Infrastructure > Object Storage Repositories > Add); the access key is in the secret of SetupSecretArn.
import { App, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { veeam } from 'cdk-vendor-access';

// access logs are delivered with a bucket policy, not with an ACL (in your own app, cdk.json is the place for feature flags)
const app = new App({ postCliContext: { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true } });
const stack = new Stack(app, 'VeeamM365Backup');

const accessLogs = new s3.Bucket(stack, 'AccessLogs', {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
});
const repository = new veeam.VeeamM365Repository(stack, 'Repository', { serverAccessLogsBucket: accessLogs });
repository.addSetupOutputs();

app.synth();
