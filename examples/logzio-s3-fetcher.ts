// Logz.io's S3 fetcher reads the logs of AWS services from your own bucket, by a role.
//
//   npx cdk deploy --app "npx tsx --tsconfig tsconfig.dev.json examples/logzio-s3-fetcher.ts" -c logzioAccountId=… -c logzioExternalId=…
//
// Both values are shown by Logz.io's console when a role is chosen ("Authenticate with a role").
import { App, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { logzio, VendorAccess } from 'cdk-vendor-access';

const app = new App();
const stack = new Stack(app, 'LogzioS3Fetcher');

const logs = new s3.Bucket(stack, 'Logs', { blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, enforceSSL: true });

const fetcher = new logzio.LogzioS3Fetcher(stack, 'Fetcher', {
  bucket: logs,
  prefix: 'access-logs',
  access: VendorAccess.vendorRole({
    accountId: app.node.getContext('logzioAccountId'),
    externalId: app.node.getContext('logzioExternalId'),
  }),
});
fetcher.addSetupOutputs();

app.synth();
