import type { Stack } from 'aws-cdk-lib';
import { CfnOutput } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { externalId, vendorAccount } from '../../docs/launch/access-parameters';
import { BUCKET_PREFIX, EXISTING_BUCKET, keyArn, prefix } from '../../docs/launch/bucket-parameters';
import { bucketName, type Launch, type Values } from '../../docs/launch/launch';
import { logzio, VendorAccess } from '../../src';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from './cases';

const ACCOUNT = vendorAccount({
  description: "Logz.io's AWS account: choose 'Authenticate with a role' in its console, which shows it.",
  right: VENDOR_ACCOUNT,
});

/** Not with the prefix twice, as in a sample of Logz.io's pages, nor the id that they once showed to everyone. */
const ID = externalId({
  description: "The external id that Logz.io's console shows together with its account. It includes logzio:aws:extid: once.",
  constraint: 'the external id of your own Logz.io account, with logzio:aws:extid: once',
  pattern: '^(?!(logzio:aws:extid:){2})(?!logzio:aws:extid:7d420c4cccf77013384751185ac12722$)[A-Za-z0-9_+=,.@:/-]*$',
  right: EXTERNAL_ID,
  wrong: ['', 'x', 'with space', `logzio:aws:extid:${EXTERNAL_ID}`, 'logzio:aws:extid:7d420c4cccf77013384751185ac12722'],
});

const PREFIX = prefix({
  description:
    'The path of the logs in the bucket, without a slash at its end, such as AWSLogs/111122223333/CloudTrail. Logz.io reads only below it.',
  right: 'AWSLogs/111122223333/CloudTrail',
});

const KEY = keyArn();

const role = (values: Values) => VendorAccess.vendorRole({ accountId: values.text(ACCOUNT), externalId: values.text(ID) });
const newBucket = (stack: Stack, values: Values) => ({ bucketName: bucketName(stack, values.text(BUCKET_PREFIX)) });
const outputs = (made: logzio.LogzioArchiveBucket | logzio.LogzioS3Fetcher) => made.addSetupOutputs({ prefix: 'Setup' });

/** The bucket that the services of the user's own account write their logs to. */
const logs = (stack: Stack, values: Values, props?: s3.BucketProps) =>
  new s3.Bucket(stack, 'Mine', { bucketName: values.text(EXISTING_BUCKET), enforceSSL: true, minimumTLSVersion: 1.2, ...props });

export const LAUNCH: Record<string, Launch> = {
  archive: {
    creates: 'a bucket for Archive & restore, and a user with an access key',
    parameters: [BUCKET_PREFIX],
    worksLike: 'logzio-archive',
    like: 'default',
    make: (stack, values) => outputs(new logzio.LogzioArchiveBucket(stack, 'Archive', newBucket(stack, values))),
  },
  'archive-role': {
    creates: "a bucket for Archive & restore, and a role that only Logz.io's account can assume, with your external id",
    parameters: [BUCKET_PREFIX, ACCOUNT, ID],
    worksLike: 'logzio-archive-role',
    like: 'vendor-role',
    make: (stack, values) =>
      outputs(new logzio.LogzioArchiveBucket(stack, 'Archive', { ...newBucket(stack, values), access: role(values) })),
  },
  's3-fetcher': {
    creates: 'a role that reads the logs below a path of your own bucket',
    parameters: [EXISTING_BUCKET, PREFIX, ACCOUNT, ID],
    worksLike: 'logzio-s3-fetcher',
    like: 'fetcher-prefix',
    before: logs,
    make: (stack, values) => {
      const bucket = s3.Bucket.fromBucketName(stack, 'Mine', values.text(EXISTING_BUCKET));
      outputs(new logzio.LogzioS3Fetcher(stack, 'Fetcher', { bucket, prefix: values.text(PREFIX), access: role(values) }));
    },
  },
  's3-fetcher-kms': {
    creates: 'a role that reads the logs of your own bucket, which is encrypted with a KMS key',
    parameters: [EXISTING_BUCKET, KEY, ACCOUNT, ID],
    like: 'fetcher-kms-key',
    before: (stack, values) => {
      const encryptionKey = new kms.Key(stack, 'Key');
      logs(stack, values, { encryptionKey });
      new CfnOutput(stack, KEY.name, { value: encryptionKey.keyArn });
    },
    make: (stack, values) => {
      const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', values.text(KEY));
      const bucket = s3.Bucket.fromBucketAttributes(stack, 'Mine', { bucketName: values.text(EXISTING_BUCKET), encryptionKey });
      outputs(new logzio.LogzioS3Fetcher(stack, 'Fetcher', { bucket, access: role(values) }));
    },
  },
};
