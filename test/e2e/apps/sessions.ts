// A user with an access key, on a bucket that is encrypted with a KMS key. `-c allowSessionTokens=true` lets sessions of the key live.
import { App, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { logzio, VendorAccess } from 'cdk-vendor-access';

const app = new App();
const stack = new Stack(app, 'Sessions');
const archive = new logzio.LogzioArchiveBucket(stack, 'Archive', {
  access: VendorAccess.iamUser({ allowSessionTokens: app.node.tryGetContext('allowSessionTokens') === 'true' }),
  encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }),
});
archive.addSetupOutputs();
app.synth();
