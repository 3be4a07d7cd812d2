import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { allowed, type Call, ensure, refused, succeed } from '../e2e/calls';
import { accessKeyIn, sessionOf } from '../e2e/credentials';
import { harmWithBucket, harmWithKey } from '../e2e/harm';
import { bytesOf, oldestVersion } from '../e2e/objects';
import type { Place, Plan } from '../e2e/workflow';
import type { Credentials } from '../local-aws/local-aws';

const ARCHIVED = '2026/11/24/log.gz';

/** The vendor's own test of a configuration, then its work, then what a stolen key would be used for. */
export async function archiveAndRestoreAsUser(place: Place): Promise<Plan> {
  const { stack, target } = place;
  const credentials = await accessKeyIn(place, stack.output('SetupSecretArn'));
  const bucket = stack.output('SetupBucketName');
  const s3 = new S3Client(target.config(credentials));
  return {
    secrets: [credentials.secretAccessKey],
    calls: [
      ...testOfThePage(place, bucket, credentials),
      ...work(place, bucket, s3),
      ...harm(place, bucket, s3, credentials),
      ...harmWithKey(place, credentials, bucket),
    ],
  };
}

/** As Logz.io's account: the role is had with the external id only, and then does the same as the user. */
export async function archiveAndRestoreAsRole(place: Place): Promise<Plan> {
  const { calls, credentials } = await assumedRole(place);
  const bucket = place.stack.output('SetupBucketName');
  const s3 = new S3Client(place.target.config(credentials));
  return {
    secrets: [],
    calls: [...calls, ...testOfThePage(place, bucket, credentials), ...work(place, bucket, s3), ...harm(place, bucket, s3, credentials)],
  };
}

/** The role of a stack, assumed as Logz.io's account, and the ways in which nobody else has it. */
async function assumedRole({ stack, target }: Place): Promise<{ credentials: Credentials; calls: Call[] }> {
  const RoleArn = stack.output('SetupRoleArn');
  const ExternalId = stack.output('SetupExternalId');
  const assume = (account: string, id?: string) => {
    const sts = new STSClient(target.config(target.otherAccount?.(account)));
    return sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'logzio', ExternalId: id }));
  };
  const { Credentials: session } = await assume('444455556666', ExternalId);
  return {
    credentials: sessionOf(session),
    calls: [
      allowed('sts AssumeRole with the external id', () => assume('444455556666', ExternalId)),
      refused('sts AssumeRole without an external id', () => assume('444455556666')),
      refused('sts AssumeRole with the external id of another customer', () => assume('444455556666', 'logzio:aws:extid:another')),
      refused('sts AssumeRole from another account', () => assume('999999999999', ExternalId)),
    ],
  };
}

/** "Testing IAM Configuration": a list of the prefix and one file, then the files after it in the order of their names. */
export async function fetchAsRole(place: Place): Promise<Plan> {
  const { stack, target } = place;
  const { calls, credentials } = await assumedRole(place);
  const Bucket = stack.output('SetupBucketName');
  const Prefix = `${stack.output('SetupPrefix')}/`;
  const [s3, administrator] = [new S3Client(target.config(credentials)), new S3Client(target.config())];
  const [first, second] = [`${Prefix}2026-11-24.log`, `${Prefix}2026-11-25.log`];
  const Body = randomBytes(1000);
  const put = (Key: string) => administrator.send(new PutObjectCommand({ Bucket, Key, Body }));
  const get = (Key: string) => s3.send(new GetObjectCommand({ Bucket, Key }));
  return {
    secrets: [],
    calls: [
      ...calls,
      allowed('services write their logs', () => Promise.all([first, second, 'other/file.log', 'access-logs-of-others/file.log'].map(put))),
      allowed('s3 GetBucketLocation', () => s3.send(new GetBucketLocationCommand({ Bucket }))),
      allowed('s3 ListObjects of the prefix, after the last file', async () => {
        const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, StartAfter: first }));
        ensure(Contents.map(({ Key }) => Key).join() === second, 'other files');
      }),
      allowed('s3 GetObject, and the bytes are equal', async () => ensure((await bytesOf(s3, Bucket, first)).equals(Body), 'other bytes')),
      refused('s3 GetObject elsewhere in the bucket', () => get('other/file.log')),
      refused('s3 GetObject below a prefix that begins the same', () => get('access-logs-of-others/file.log')),
      refused('s3 PutObject', () => s3.send(new PutObjectCommand({ Bucket, Key: first, Body }))),
      refused('s3 DeleteObject', () => s3.send(new DeleteObjectCommand({ Bucket, Key: first }))),
      refused('s3 ListBuckets', () => s3.send(new ListBucketsCommand())),
      ...harmWithBucket(place, credentials, { Bucket, Key: first }),
    ],
  };
}

/** One user that archives only, one that restores only, on a bucket with a customer managed key. */
export async function onlyOneUse(place: Place): Promise<Plan> {
  const { stack, target } = place;
  const writer = await accessKeyIn(place, stack.resource('AWS::SecretsManager::Secret', 'Write'));
  const reader = await accessKeyIn(place, stack.resource('AWS::SecretsManager::Secret', 'Read'));
  const Bucket = stack.resource('AWS::S3::Bucket', 'Write');
  const [write, read] = [new S3Client(target.config(writer)), new S3Client(target.config(reader))];
  const Body = randomBytes(1000);
  const put = (s3: S3Client, more: Partial<PutObjectCommandInput> = {}) =>
    s3.send(new PutObjectCommand({ Bucket, Key: ARCHIVED, Body, ...more }));
  return {
    secrets: [writer.secretAccessKey, reader.secretAccessKey],
    calls: [
      allowed('archive only: s3 PutObject', () => put(write)),
      allowed('archive only: s3 PutObject with ACL bucket-owner-full-control', () => put(write, { ACL: 'bucket-owner-full-control' })),
      refused('archive only: s3 PutObject with ACL public-read', () => put(write, { ACL: 'public-read' })),
      refused('archive only: s3 GetObject', () => write.send(new GetObjectCommand({ Bucket, Key: ARCHIVED }))),
      refused('archive only: s3 ListObjects', () => write.send(new ListObjectsV2Command({ Bucket }))),
      allowed('restore only: s3 ListObjects', () => read.send(new ListObjectsV2Command({ Bucket }))),
      allowed('restore only: s3 GetObject, and the bytes are equal', async () =>
        ensure((await bytesOf(read, Bucket, ARCHIVED)).equals(Body), 'other bytes'),
      ),
      refused('restore only: s3 PutObject', () => put(read)),
      refused('restore only: s3 DeleteObject', () => read.send(new DeleteObjectCommand({ Bucket, Key: ARCHIVED }))),
    ],
  };
}

/** "Testing your configuration": the three commands of the page, as they stand there. */
function testOfThePage({ target, folder }: Place, bucket: string, credentials: Credentials): Call[] {
  const bytes = randomBytes(4096);
  const aws = (...args: string[]) => succeed(target.aws(args, credentials, { cwd: folder }));
  const [test, copy] = ['DELETE-logzio-test.txt', 'SUCCESSFUL-GetObject-perms.txt'];
  return [
    allowed(`aws s3 mv ${test} s3://BUCKET/`, () => {
      writeFileSync(join(folder, test), bytes);
      return aws('s3', 'mv', test, `s3://${bucket}/`);
    }),
    allowed('aws s3 ls s3://BUCKET/, and the file is in the list', async () => {
      ensure((await aws('s3', 'ls', `s3://${bucket}/`)).includes(test), 'not in the list');
      ensure(!existsSync(join(folder, test)), 'not moved');
    }),
    allowed(`aws s3 cp s3://BUCKET/${test} ${copy}, and the bytes are equal`, async () => {
      await aws('s3', 'cp', `s3://${bucket}/${test}`, copy);
      ensure(readFileSync(join(folder, copy)).equals(bytes), 'other bytes');
      rmSync(join(folder, copy));
    }),
    refused(`aws s3 mv s3://BUCKET/${test} back (deletes it)`, () => aws('s3', 'mv', `s3://${bucket}/${test}`, copy)),
  ];
}

/** What Logz.io does every day, and what an administrator can do after a stolen key has overwritten an archive. */
function work({ target }: Place, Bucket: string, s3: S3Client): Call[] {
  const administrator = new S3Client(target.config());
  const logs = randomBytes(100_000);
  return [
    allowed('s3 GetBucketLocation', () => s3.send(new GetBucketLocationCommand({ Bucket }))),
    allowed('s3 PutObject logzio-verified', () => s3.send(new PutObjectCommand({ Bucket, Key: 'logzio-verified', Body: 'x' }))),
    allowed('s3 PutObject of an archive', () => s3.send(new PutObjectCommand({ Bucket, Key: ARCHIVED, Body: logs }))),
    allowed('s3 ListObjects of a day', () => s3.send(new ListObjectsV2Command({ Bucket, Prefix: '2026/11/24/' }))),
    allowed('s3 GetObject of it, and the bytes are equal', async () =>
      ensure((await bytesOf(s3, Bucket, ARCHIVED)).equals(logs), 'other bytes'),
    ),
    allowed('s3 PutObject over it (a thief with the key)', () => s3.send(new PutObjectCommand({ Bucket, Key: ARCHIVED, Body: 'gone' }))),
    refused('s3 GetObject of its old version', async () =>
      bytesOf(s3, Bucket, ARCHIVED, await oldestVersion(administrator, Bucket, ARCHIVED)),
    ),
    allowed('administrator: the old version is still there, byte-equal', async () =>
      ensure(
        (await bytesOf(administrator, Bucket, ARCHIVED, await oldestVersion(administrator, Bucket, ARCHIVED))).equals(logs),
        'other bytes',
      ),
    ),
  ];
}

/** Beside what nobody may do: Logz.io deletes nothing, and sees no other bucket. */
function harm(place: Place, Bucket: string, s3: S3Client, credentials: Credentials): Call[] {
  const administrator = new S3Client(place.target.config());
  return [
    refused('s3 ListBuckets', () => s3.send(new ListBucketsCommand())),
    refused('s3 DeleteObject', () => s3.send(new DeleteObjectCommand({ Bucket, Key: ARCHIVED }))),
    refused('s3 DeleteObject of a version', async () =>
      s3.send(new DeleteObjectCommand({ Bucket, Key: ARCHIVED, VersionId: await oldestVersion(administrator, Bucket, ARCHIVED) })),
    ),
    ...harmWithBucket(place, credentials, { Bucket, Key: ARCHIVED }),
  ];
}
