// Logz.io archives logs to a bucket and restores them, with the access key of an IAM user.
//
//   npx cdk deploy --app "npx tsx --tsconfig tsconfig.dev.json examples/logzio-archive.ts"
//
// Then copy the outputs to Logz.io (Data Hub > Archive and restore); the access key is in the secret of the output SetupSecretArn.
import { App, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { logzio } from 'cdk-vendor-access';

// access logs are delivered with a bucket policy, not with an ACL (in your own app, cdk.json is the place for feature flags)
const app = new App({ postCliContext: { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true } });
const stack = new Stack(app, 'LogzioArchive');

const accessLogs = new s3.Bucket(stack, 'AccessLogs', {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
});
const archive = new logzio.LogzioArchiveBucket(stack, 'Archive', { serverAccessLogsBucket: accessLogs });
archive.addSetupOutputs();

app.synth();
