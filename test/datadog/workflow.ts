import { gunzipSync, gzipSync } from 'node:zlib';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { datadog } from '../../src';
import { allowed, type Call, ensure, refused } from '../e2e/calls';
import { sessionOf } from '../e2e/credentials';
import { harmWithBucket } from '../e2e/harm';
import { bytesOf, oldestVersion } from '../e2e/objects';
import type { Place, Plan } from '../e2e/workflow';

const ACCOUNT = datadog.DatadogAccount.ofSite(datadog.DatadogSite.US1);
const EXTERNAL_ID = '5f1c3a9b7d2e4c60';
const HOUR = 'dt=20261124/hour=14';
const FILE = `${HOUR}/archive_143201.1234.02aafad5-f525-4592-905e-e962d1a5b2f7.json.gz`;

type Assume = ReturnType<typeof assuming>;

const assuming =
  ({ stack, target }: Place) =>
  (account: string, ExternalId?: string) => {
    const sts = new STSClient(target.config(target.otherAccount?.(account)));
    const RoleArn = stack.output('SetupRoleArn');
    return sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'DatadogAWSIntegration', ExternalId }));
  };

/** What no one else may do, as long as the role is open. */
const strangers = (assume: Assume): Call[] => [
  refused('sts AssumeRole without an external id', () => assume(ACCOUNT)),
  refused('sts AssumeRole with the external id of another customer', () => assume(ACCOUNT, 'another-customer')),
  refused('sts AssumeRole by another account, with the external id', () => assume('999999999999', EXTERNAL_ID)),
];

/** As Datadog's account: uploads files by hour, then lists a time range and reads it. */
export async function archiveAndRehydrate(place: Place): Promise<Plan> {
  const { stack, target } = place;
  const assume = assuming(place);
  const { Credentials } = await assume(ACCOUNT, EXTERNAL_ID);
  const credentials = sessionOf(Credentials);
  const s3 = new S3Client(target.config(credentials));
  const Bucket = stack.output('SetupBucketName');
  const prefix = stack.output('SetupPrefix');
  return {
    secrets: [],
    calls: [
      allowed('sts AssumeRole with the external id', () => assume(ACCOUNT, EXTERNAL_ID)),
      ...strangers(assume),
      ...work(place, s3, Bucket, prefix),
      ...harm(place, s3, Bucket, prefix),
      ...harmWithBucket(place, credentials, { Bucket, Key: `${prefix}/${FILE}` }),
    ],
  };
}

function work({ target }: Place, s3: S3Client, Bucket: string, prefix: string): Call[] {
  const logs = gzipSync(JSON.stringify({ _id: 'example', date: '2026-11-24T14:32:01.123Z', message: 'hello' }));
  const rewritten = gzipSync('');
  const Key = `${prefix}/${FILE}`;
  const administrator = new S3Client(target.config());
  const upload = (Body: Buffer) => s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/gzip' }));
  return [
    allowed('s3 PutObject, with the default encryption of the bucket', async () => {
      const { SSEKMSKeyId = '' } = await upload(logs);
      ensure(/:key\//.test(SSEKMSKeyId), `encrypted with '${SSEKMSKeyId}'`);
    }),
    allowed('s3 ListObjectsV2 of an hour', async () => {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: `${prefix}/${HOUR}/` }));
      ensure(Contents.length === 1 && Contents[0].Key === Key, JSON.stringify(Contents));
    }),
    allowed('s3 GetObject, byte-equal and readable', async () => {
      const got = await bytesOf(s3, Bucket, Key);
      ensure(got.equals(logs) && JSON.parse(gunzipSync(got).toString()).message === 'hello', 'other bytes');
    }),
    allowed('s3 PutObject of the same file again, as after a time-out', () => upload(rewritten)),
    allowed('administrator: the first version is still there', async () =>
      ensure((await bytesOf(administrator, Bucket, Key, await oldestVersion(administrator, Bucket, Key))).equals(logs), 'other bytes'),
    ),
  ];
}

/** Datadog deletes nothing, and reads and writes below its prefix only. */
function harm({ target }: Place, s3: S3Client, Bucket: string, prefix: string): Call[] {
  const administrator = new S3Client(target.config());
  const Key = `${prefix}/${FILE}`;
  const others = ['payroll.csv', `${prefix}-other/${FILE}`];
  return [
    refused('s3 ListBuckets', () => s3.send(new ListBucketsCommand())),
    refused('s3 DeleteObject', () => s3.send(new DeleteObjectCommand({ Bucket, Key }))),
    refused('s3 DeleteObject of a version', async () =>
      s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: await oldestVersion(administrator, Bucket, Key) })),
    ),
    ...others.flatMap((other) => [
      allowed(`administrator: s3 PutObject ${other}`, () => administrator.send(new PutObjectCommand({ Bucket, Key: other, Body: 'x' }))),
      refused(`s3 GetObject ${other}`, () => s3.send(new GetObjectCommand({ Bucket, Key: other }))),
      refused(`s3 PutObject ${other}`, () => s3.send(new PutObjectCommand({ Bucket, Key: other, Body: 'y' }))),
    ]),
  ];
}

/** The role is registered while it is closed; then the external id is given, and taken back. */
export async function openAndClose(place: Place): Promise<Plan> {
  const { deploy, stack, target } = place;
  const assume = assuming(place);
  const arn = stack.output('SetupRoleArn');
  const todo = stack.output('SetupExternalIdPending');
  const closed = (when: string): Call[] => [
    refused(`${when}: sts AssumeRole by Datadog with the external id`, () => assume(ACCOUNT, EXTERNAL_ID)),
    refused(`${when}: sts AssumeRole by Datadog without one`, () => assume(ACCOUNT)),
    refused(`${when}: sts AssumeRole by the own account`, () =>
      new STSClient(target.config()).send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'own' })),
    ),
  ];
  const Bucket = stack.output('SetupBucketName');
  const put = async () => {
    const { Credentials } = await assume(ACCOUNT, EXTERNAL_ID);
    const s3 = new S3Client(target.config(sessionOf(Credentials)));
    return s3.send(new PutObjectCommand({ Bucket, Key: FILE, Body: gzipSync('{}') }));
  };
  return {
    secrets: [],
    calls: [
      allowed('the output says what to do', async () => ensure(todo.includes('pendingVendorRole'), todo)),
      ...closed('before the external id'),
      allowed('cdk deploy with the external id', () => deploy({ datadogExternalId: EXTERNAL_ID })),
      allowed('it is the same role, and the output has gone', async () => {
        await stack.load();
        ensure(stack.output('SetupRoleArn') === arn && stack.output('SetupExternalId') === EXTERNAL_ID, JSON.stringify(stack.allOutputs));
        ensure(!JSON.stringify(stack.allOutputs).includes(todo), 'the output is still there');
      }),
      allowed('with the external id: sts AssumeRole and s3 PutObject by Datadog', put),
      ...strangers(assume),
      allowed('cdk deploy without the external id', () => deploy({})),
      ...closed('after it was taken back'),
      refused('after it was taken back: the work of Datadog', put),
    ],
  };
}
