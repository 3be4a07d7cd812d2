// A provider of CloudBerry Managed Backup (MSP360 Managed Backup): one bucket for its customers, whose agents work with temporary credentials.
//
//   npx cdk deploy --app "npx tsx --tsconfig tsconfig.dev.json examples/cloudberry-managed-backup.ts"
//
// Then copy the outputs to the Management Console. A program that asks AWS for the temporary credentials of a customer (GetFederationToken) finds
// the session policy that keeps them to their own files in the output of that customer.
//
// To end all temporary credentials that were made before a moment, deploy again with -c revokeSessionsBefore=2026-11-25T12:00:00Z.
import { App, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { cloudberry } from 'cdk-vendor-access';

// access logs are delivered with a bucket policy, not with an ACL (in your own app, cdk.json is the place for feature flags)
const app = new App({ postCliContext: { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true } });
const stack = new Stack(app, 'CloudBerryManagedBackup');

const accessLogs = new s3.Bucket(stack, 'AccessLogs', {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
});
const provider = new cloudberry.CloudBerryManagedBackup(stack, 'Provider', {
  protection: cloudberry.CloudBerryProtection.recoverableDeletes(),
  serverAccessLogsBucket: accessLogs,
});
for (const customer of ['A', 'AB', 'A-1', 'A-10']) {
  provider.addSessionPolicyOutput(`customer-${customer}`, `customers/${customer}`);
}
const revokeBefore = app.node.tryGetContext('revokeSessionsBefore');
if (revokeBefore) {
  provider.revokeSessionsBefore(new Date(revokeBefore));
}
provider.addSetupOutputs();

app.synth();
