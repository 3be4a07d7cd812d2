// What templates do not show: that a mistake ends in an error with our message. One JSON object for each check.
import { App, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AccessKeys, logzio, VendorAccess } from 'cdk-vendor-access';

const app = new App();
const stack = new Stack(app, 'Stack');

check('wrong values raise all problems at once', ["Cannot create LogzioArchiveBucket 'Stack/Wrong':", 'got "1"', 'got "x"'], () => {
  new logzio.LogzioArchiveBucket(stack, 'Wrong', { access: VendorAccess.vendorRole({ accountId: '1', externalId: 'x' }) });
});
check('a wrong serial raises our message', ['AccessKeys.single failed', 'serial: got 0'], () => AccessKeys.single(0));
check('mistakes found at synth raise our message', ["bucket 'Stack/Mine': got \"ACLs disabled"], () => {
  new logzio.LogzioArchiveBucket(stack, 'Archive', { bucket: new s3.Bucket(stack, 'Mine') });
  app.synth();
});

function check(name: string, parts: string[], run: () => unknown): void {
  console.log(JSON.stringify({ name, failure: failureOf(parts, run) }));
}

function failureOf(parts: string[], run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    const { message } = error as Error;
    const missing = parts.find((part) => !message.includes(part));
    return missing && `${missing} is not in: ${message}`;
  }
  return 'no error was thrown';
}
