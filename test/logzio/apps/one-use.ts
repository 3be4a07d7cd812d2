// A bucket with a customer managed key, written to by one user and read from by another.
import { App, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { logzio } from 'cdk-vendor-access';

const app = new App();
const stack = new Stack(app, 'LogzioOneUse');
const encryptionKey = new kms.Key(stack, 'Key', { enableKeyRotation: true });
const write = new logzio.LogzioArchiveBucket(stack, 'Write', { encryptionKey, usage: logzio.LogzioUsage.ARCHIVE, objectAcl: true });
new logzio.LogzioArchiveBucket(stack, 'Read', { bucket: write.bucket, usage: logzio.LogzioUsage.RESTORE });
app.synth();
