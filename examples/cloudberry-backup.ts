// CloudBerry Backup (MSP360 Backup) backs up to a bucket, with the access key of an IAM user.
//
//   npx cdk deploy --app "npx tsx --tsconfig tsconfig.dev.json examples/cloudberry-backup.ts"
//
// Then copy the outputs to a storage account of the agent; the access key is in the secret of the output SetupSecretArn. Whatever is deleted or
// overwritten with that key, an administrator brings back from the versions of the bucket.
import { App, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { cloudberry } from 'cdk-vendor-access';

// access logs are delivered with a bucket policy, not with an ACL (in your own app, cdk.json is the place for feature flags)
const app = new App({ postCliContext: { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true } });
const stack = new Stack(app, 'CloudBerryBackup');

const accessLogs = new s3.Bucket(stack, 'AccessLogs', {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
});
const backup = new cloudberry.CloudBerryBackupUser(stack, 'Backup', {
  protection: cloudberry.CloudBerryProtection.recoverableDeletes(),
  serverAccessLogsBucket: accessLogs,
});
backup.addSetupOutputs();

app.synth();
