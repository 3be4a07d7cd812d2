// Datadog archives logs to a bucket and rehydrates them, with the role of its AWS integration; two archives of one bucket are told apart by prefix.
//
//   npx cdk deploy --app "npx tsx --tsconfig tsconfig.dev.json examples/datadog-archive.ts" -c datadogExternalId=…
//
// The external id is shown by Datadog when an AWS account is added (Integrations > Amazon Web Services > Add AWS Account > Manually).
// Then copy the outputs to Datadog (Log Archiving & Forwarding > Archives > Add a new archive).
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { datadog, VendorAccess } from 'cdk-vendor-access';

// access logs are delivered with a bucket policy, not with an ACL (in your own app, cdk.json is the place for feature flags)
const app = new App({ postCliContext: { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true } });
const stack = new Stack(app, 'DatadogArchive');

// if your integration's role exists outside of the app: iam.Role.fromRoleName(stack, 'Integration', 'DatadogIntegrationRole')
const integrationRole = new iam.Role(stack, 'Integration', {
  assumedBy: new iam.AccountPrincipal(datadog.DatadogAccount.ofSite(datadog.DatadogSite.US1)),
  externalIds: [app.node.getContext('datadogExternalId')],
});
const accessLogs = new s3.Bucket(stack, 'AccessLogs', {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
});
const archive = new datadog.DatadogLogArchive(stack, 'Archive', {
  access: VendorAccess.existingRole(integrationRole),
  encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }),
  prefix: 'production',
  serverAccessLogsBucket: accessLogs,
});
archive.addSetupOutputs();

app.synth();
