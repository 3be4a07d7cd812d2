// A stack that was deployed from a template without the CDK, in the hands of an app: the same ids and names, and the first step of a rotation.
import { App, Stack } from 'aws-cdk-lib';
import { BUCKET_PREFIX } from '../../../docs/launch/bucket-parameters';
import { bucketName } from '../../../docs/launch/launch';
import { withoutSlash } from '../../../docs/launch/names';
import { AccessKeys, logzio, VendorAccess } from '../../../src';

export const TAKEN = 'logzio/archive';

if (require.main === module) {
  const app = new App();
  const stack = new Stack(app, withoutSlash(TAKEN));
  const archive = new logzio.LogzioArchiveBucket(stack, 'Archive', {
    bucketName: bucketName(stack, BUCKET_PREFIX.right),
    access: VendorAccess.iamUser({ accessKeys: AccessKeys.rotatingTo(2) }),
  });
  archive.addSetupOutputs({ prefix: 'Setup' });
  app.synth();
}
