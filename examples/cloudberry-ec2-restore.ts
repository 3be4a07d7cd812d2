// CloudBerry Backup (MSP360 Backup) backs up whole machines, and restores them as instances of EC2, with the same access key.
//
//   npx cdk deploy --app "npx tsx --tsconfig tsconfig.dev.json examples/cloudberry-ec2-restore.ts"
//
// An account has one role `vmimport` for all its regions: if yours has it already, take VmImportRole.existing(), and let it read the bucket.
import { App, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { cloudberry, VendorAccess } from 'cdk-vendor-access';

// access logs are delivered with a bucket policy, not with an ACL (in your own app, cdk.json is the place for feature flags)
const app = new App({ postCliContext: { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true } });
const stack = new Stack(app, 'CloudBerryEc2Restore');

const accessLogs = new s3.Bucket(stack, 'AccessLogs', {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
});
const backup = new cloudberry.CloudBerryBackupUser(stack, 'Backup', {
  protection: cloudberry.CloudBerryProtection.recoverableDeletes(),
  serverAccessLogsBucket: accessLogs,
});
backup.addSetupOutputs();

new cloudberry.CloudBerryEc2Restore(stack, 'Restore', {
  access: VendorAccess.sameUserAs(backup),
  bucket: backup.bucket,
  importRole: cloudberry.VmImportRole.create(),
});

app.synth();
