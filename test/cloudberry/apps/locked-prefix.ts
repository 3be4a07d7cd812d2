// An agent below a prefix of a bucket with ACLs, a customer managed key, and Object Lock, which it sets by itself.
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { cloudberry } from 'cdk-vendor-access';

const app = new App();
const stack = new Stack(app, 'CloudBerryLockedPrefix');
const backup = new cloudberry.CloudBerryBackupUser(stack, 'Backup', {
  encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }),
  objectAcls: true,
  prefix: 'office/pc-1',
  protection: cloudberry.CloudBerryProtection.objectLock({ gfs: true, maximumRetention: Duration.days(2) }),
});
backup.addSetupOutputs();
app.synth();
