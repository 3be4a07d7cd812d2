import type { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { cloudberry, logzio, VendorAccess, veeam } from '../../src';
import { ACCOUNT, newStack, warningsOf } from '../util';

const key = (stack: Stack, account: string) => kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${account}:key/1234`);

/** Wherever a key is used. */
const USES: [string, (stack: Stack, key: kms.IKey) => unknown][] = [
  ['of a new bucket', (stack, encryptionKey) => new logzio.LogzioArchiveBucket(stack, 'It', { encryptionKey })],
  [
    'of a secret',
    (stack, secretEncryptionKey) => new logzio.LogzioArchiveBucket(stack, 'It', { access: VendorAccess.iamUser({ secretEncryptionKey }) }),
  ],
  [
    'of a bucket that is restored from',
    (stack, encryptionKey) => {
      const bucket = s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'example-bucket', encryptionKey });
      return new cloudberry.CloudBerryEc2Restore(stack, 'It', { bucket, importRole: cloudberry.VmImportRole.existing() });
    },
  ],
  [
    'of the volumes of a restore',
    (stack, volumeKey) => {
      const bucket = new s3.Bucket(stack, 'Bucket');
      return new cloudberry.CloudBerryEc2Restore(stack, 'It', { bucket, importRole: cloudberry.VmImportRole.existing(), volumeKey });
    },
  ],
  [
    'of the volumes of an appliance',
    (stack, volumeKey) => {
      const archiverAppliance = veeam.VeeamArchiverAppliance.vendorManagedNetwork({ volumeKey });
      return new veeam.VeeamM365Repository(stack, 'It', { usage: veeam.VeeamM365Usage.BACKUP_COPY, archiverAppliance });
    },
  ],
];

describe.each(USES)('a key %s', (_, use) => {
  const warned = (account: string) => {
    const stack = newStack();
    use(stack, key(stack, account));
    return warningsOf(stack).filter((text) => text.includes('core.keyOfAnotherAccount'));
  };

  test('that belongs to another account gives a warning', () => {
    expect(warned('999999999999')).toEqual([expect.stringContaining("key 'Stack/Key' belongs to account 999999999999")]);
  });

  test('of the account of the stack gives none', () => {
    expect(warned(ACCOUNT)).toEqual([]);
  });
});
