import { randomBytes } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  ListPartsCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectRetentionCommand,
  RestoreObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { allowed, type Call, ensure, refused } from '../../e2e/calls';
import { accessKeyIn } from '../../e2e/credentials';
import { cliOf } from '../../e2e/ec2';
import { harmWithBucket, harmWithKey } from '../../e2e/harm';
import { bytesOf, oldestVersion } from '../../e2e/objects';
import type { Place, Plan } from '../../e2e/workflow';
import { appliance, networkOfVeeam } from './archiver';

const FOLDER = 'Veeam/Backup365/default/';
const KEY = `${FOLDER}Organizations/data.0`;
const PART = 5 * 1024 * 1024; // the least that S3 takes for a part that is not the last
const DAY = 86_400_000;
export const inDays = (days: number) => new Date(Date.now() + days * DAY + 60_000);

/** A repository for backups: no versions, no locks, no EC2. */
export async function backup(place: Place): Promise<Plan> {
  const { stack, target } = place;
  const credentials = await accessKeyIn(place, stack.output('SetupSecretArn'));
  const Bucket = stack.output('SetupBucketName');
  const s3 = new S3Client(target.config(credentials));
  return {
    secrets: [credentials.secretAccessKey],
    calls: [
      ...browse(place, Bucket, s3),
      allowed('s3 GetBucketVersioning: it is off', async () =>
        ensure((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status === undefined, 'versions'),
      ),
      ...writeAndRead(Bucket, s3),
      allowed('s3 DeleteObject', () => s3.send(new DeleteObjectCommand({ Bucket, Key: KEY }))),
      ...harmWithBucket(place, credentials, { Bucket, Key: KEY }),
      ...harmWithKey(place, credentials, Bucket),
      refused('ec2 describe-instances: no appliance, no EC2', () => cliOf(target, credentials)('ec2', 'describe-instances')),
    ],
  };
}

/** A repository for copies that nobody can delete, and the appliance that makes them. */
export async function immutableCopy(place: Place): Promise<Plan> {
  const { stack, target } = place;
  const [credentials, others] = await Promise.all([
    accessKeyIn(place, stack.resource('AWS::SecretsManager::Secret', 'Copies')),
    accessKeyIn(place, stack.resource('AWS::SecretsManager::Secret', 'Backups')),
  ]);
  const Bucket = stack.resource('AWS::S3::Bucket', 'Copies');
  const s3 = new S3Client(target.config(credentials));
  return {
    secrets: [credentials.secretAccessKey, others.secretAccessKey],
    calls: [
      ...browse(place, Bucket, s3),
      allowed('s3 GetBucketVersioning: it is on', async () =>
        ensure((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status === 'Enabled', 'no versions'),
      ),
      allowed('s3 GetObjectLockConfiguration: on, without a default', async () => {
        const { ObjectLockConfiguration } = await s3.send(new GetObjectLockConfigurationCommand({ Bucket }));
        ensure(ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled' && !ObjectLockConfiguration.Rule, 'another configuration');
      }),
      ...writeAndRead(Bucket, s3, { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: inDays(30) }),
      ...lock(Bucket, s3, new S3Client(target.config(credentials))),
      ...archive(Bucket, s3),
      ...ransomware(place, { Bucket, s3, folder: `${FOLDER}Organizations`, mode: 'GOVERNANCE', maximum: 395 }),
      refused('s3 PutObject into the bucket of the other repository', () =>
        s3.send(new PutObjectCommand({ Bucket: stack.resource('AWS::S3::Bucket', 'Backups'), Key: KEY, Body: 'x' })),
      ),
      ...harmWithBucket(place, credentials, { Bucket, Key: `${FOLDER}any` }),
      ...(await appliance(place, credentials)),
    ],
  };
}

/** An appliance in a network that Veeam makes and removes itself. */
export async function managedNetwork(place: Place): Promise<Plan> {
  const credentials = await accessKeyIn(place, place.stack.resource('AWS::SecretsManager::Secret'));
  return { secrets: [credentials.secretAccessKey], calls: await networkOfVeeam(place, credentials) };
}

/** The wizard: region, bucket, folder. */
function browse({ target }: Place, Bucket: string, s3: S3Client): Call[] {
  return [
    allowed('s3 ListBuckets, and the bucket is in the list', async () =>
      ensure(
        ((await s3.send(new ListBucketsCommand())).Buckets ?? []).some(({ Name }) => Name === Bucket),
        'not in the list',
      ),
    ),
    allowed('s3 GetBucketLocation', () => s3.send(new GetBucketLocationCommand({ Bucket }))),
    allowed('s3 GetBucketLocation of another bucket of the list', () =>
      s3.send(new GetBucketLocationCommand({ Bucket: `cdk-hnb659fds-assets-${target.account}-${target.region}` })),
    ),
    allowed('s3 HeadBucket', () => s3.send(new HeadBucketCommand({ Bucket }))),
    allowed('s3 ListObjects, level by level', async () => {
      for (const Prefix of ['', 'Veeam/', 'Veeam/Backup365/']) {
        await s3.send(new ListObjectsV2Command({ Bucket, Prefix, Delimiter: '/' }));
      }
    }),
    allowed('s3 PutObject of the new folder', () => s3.send(new PutObjectCommand({ Bucket, Key: FOLDER, ContentLength: 0 }))),
  ];
}

/** A large object in parts, one that is given up, and reading back what was written. */
function writeAndRead(Bucket: string, s3: S3Client, more: Partial<CreateMultipartUploadCommandInput> = {}): Call[] {
  const [first, last] = [randomBytes(PART), randomBytes(1000)];
  const upload = { Bucket, Key: KEY, UploadId: '' };
  const Parts: { PartNumber: number; ETag?: string }[] = [];
  const locked = more.ObjectLockMode ? ', locked' : '';
  return [
    allowed(`s3 CreateMultipartUpload and two UploadPart${locked}`, async () => {
      upload.UploadId = (await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: KEY, ...more }))).UploadId ?? '';
      for (const [index, Body] of [first, last].entries()) {
        const { ETag } = await s3.send(new UploadPartCommand({ ...upload, PartNumber: index + 1, Body }));
        Parts.push({ PartNumber: index + 1, ETag });
      }
    }),
    allowed('s3 ListParts', async () => ensure((await s3.send(new ListPartsCommand(upload))).Parts?.length === 2, 'not two parts')),
    allowed('s3 ListMultipartUploads', async () =>
      ensure((await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads?.length === 1, 'not one upload'),
    ),
    allowed('s3 CompleteMultipartUpload', () => s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }))),
    allowed('s3 GetObject of it, and the bytes are equal', async () =>
      ensure((await bytesOf(s3, Bucket, KEY)).equals(Buffer.concat([first, last])), 'other bytes'),
    ),
    allowed('s3 AbortMultipartUpload of another', async () => {
      const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: `${KEY}.cut` }));
      await s3.send(new AbortMultipartUploadCommand({ Bucket, Key: `${KEY}.cut`, UploadId }));
      ensure((await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads === undefined, 'it is still there');
    }),
  ];
}

/** Locks: as long as Veeam wants within the limit, never shorter again. */
function lock(Bucket: string, s3: S3Client, held: S3Client): Call[] {
  const Key = `${FOLDER}Organizations/locked`;
  const put = (days: number, more: Partial<PutObjectCommandInput> = {}) =>
    s3.send(
      new PutObjectCommand({ Bucket, Key, Body: 'x', ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: inDays(days), ...more }),
    );
  const copy = (days: number) =>
    s3.send(
      new CopyObjectCommand({
        Bucket,
        Key: `${Key}-copied`,
        CopySource: `${Bucket}/${Key}`,
        ObjectLockMode: 'GOVERNANCE',
        ObjectLockRetainUntilDate: inDays(days),
      }),
    );
  const retain = (days: number, more: object = {}, Mode: 'GOVERNANCE' | 'COMPLIANCE' = 'GOVERNANCE') =>
    s3.send(new PutObjectRetentionCommand({ Bucket, Key, Retention: { Mode, RetainUntilDate: inDays(days) }, ...more }));
  let VersionId: string | undefined; // kept, lest a delete be refused for the list that it would need
  return [
    allowed('s3 PutObject, locked for 30 days', () => put(30)),
    allowed('s3 ListObjectVersions', async () => {
      VersionId = await oldestVersion(s3, Bucket, Key);
      ensure(VersionId !== undefined, 'no version');
    }),
    allowed('s3 GetObject of the version', async () =>
      ensure((await bytesOf(s3, Bucket, Key, VersionId)).toString() === 'x', 'other bytes'),
    ),
    allowed('s3 GetObjectRetention', async () =>
      ensure((await s3.send(new GetObjectRetentionCommand({ Bucket, Key }))).Retention?.Mode === 'GOVERNANCE', 'another lock'),
    ),
    allowed('s3 PutObjectRetention, longer', () => retain(60)),
    allowed('s3 PutObjectRetention, as long as the limit', () => retain(395)),
    refused('s3 PutObjectRetention, shorter', () => retain(30)),
    refused('s3 PutObjectRetention, shorter, bypassing governance', () => retain(30, { BypassGovernanceRetention: true })),
    refused('s3 PutObjectRetention, longer than the limit', () => retain(397)),
    refused('s3 PutObjectRetention for a hundred years', () => retain(36_500)),
    refused('s3 PutObjectRetention in compliance mode', () => retain(395, {}, 'COMPLIANCE')),
    refused('s3 PutObject, locked for a hundred years', () => put(36_500)),
    refused('s3 CreateMultipartUpload, locked for a hundred years', () =>
      s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: inDays(36_500) })),
    ),
    allowed('s3 CopyObject, locked for 30 days', () => copy(30)),
    refused('s3 CopyObject, locked for a hundred years', () => copy(36_500)),
    refused('s3 PutObject, locked in compliance mode', () => put(30, { ObjectLockMode: 'COMPLIANCE' })),
    refused('s3 PutObject with an event hold, which has no end', () =>
      withHold(held).send(new PutObjectCommand({ Bucket, Key: `${Key}-held`, Body: 'x' })),
    ),
    refused('s3 PutObject with a legal hold', () => put(30, { ObjectLockLegalHoldStatus: 'ON' })),
    refused('s3 DeleteObject of the locked version', () => s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }))),
    refused('s3 DeleteObject of the locked version, bypassing governance', () =>
      s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId, BypassGovernanceRetention: true })),
    ),
    allowed('s3 DeleteObject of a version that is not locked', async () => {
      const free = await s3.send(new PutObjectCommand({ Bucket, Key: `${Key}-not`, Body: 'x' }));
      await s3.send(new DeleteObjectCommand({ Bucket, Key: `${Key}-not`, VersionId: free.VersionId }));
    }),
  ];
}

/** A client that asks for an event hold with every call: this SDK does not know them yet. */
function withHold(s3: S3Client): S3Client {
  s3.middlewareStack.add(
    (next) => (args) => {
      const { headers } = args.request as { headers: Record<string, string> };
      headers['x-amz-object-lock-event-hold'] = 'ON';
      headers['x-amz-object-lock-event-hold-duration-days'] = '1';
      return next(args);
    },
    { step: 'build' },
  );
  return s3;
}

/** Copies in an archive class have to be retrieved. */
function archive(Bucket: string, s3: S3Client): Call[] {
  const Key = `${FOLDER}Organizations/archived`;
  return [
    allowed('s3 PutObject into Glacier Flexible Retrieval', () =>
      s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', StorageClass: 'GLACIER' })),
    ),
    allowed('s3 RestoreObject', () =>
      s3.send(new RestoreObjectCommand({ Bucket, Key, RestoreRequest: { Days: 1, GlacierJobParameters: { Tier: 'Standard' } } })),
    ),
  ];
}

interface Attacked {
  readonly Bucket: string;
  readonly s3: S3Client;
  readonly folder: string;
  readonly mode: 'GOVERNANCE' | 'COMPLIANCE';
  /** The longest lock, in days. */
  readonly maximum: number;
}

/** What a thief of the key can do to locked data, and that an administrator brings all of it back. */
export function ransomware({ target }: Place, { Bucket, folder, maximum, mode, s3 }: Attacked): Call[] {
  const administrator = new S3Client(target.config());
  const good = new Map([1, 2, 3].map((number) => [`${folder}/precious.${number}`, randomBytes(10_000)]));
  const keys = [...good.keys()];
  const first = new Map<string, string | undefined>();
  return [
    allowed('s3 PutObject of three backups, locked', async () => {
      for (const [Key, Body] of good) {
        const ObjectLockRetainUntilDate = inDays(30);
        await s3.send(new PutObjectCommand({ Bucket, Key, Body, ObjectLockMode: mode, ObjectLockRetainUntilDate }));
      }
    }),
    allowed('thief: overwrites one, hides one behind a delete marker, locks one longer', async () => {
      await s3.send(new PutObjectCommand({ Bucket, Key: keys[0], Body: 'encrypted' }));
      await s3.send(new DeleteObjectCommand({ Bucket, Key: keys[1] }));
      const Retention = { Mode: mode, RetainUntilDate: inDays(maximum) };
      await s3.send(new PutObjectRetentionCommand({ Bucket, Key: keys[2], Retention }));
    }),
    allowed('thief: lists every version', async () => {
      for (const Key of keys) {
        first.set(Key, await oldestVersion(s3, Bucket, Key));
      }
      ensure(new Set(first.values()).size === keys.length && ![...first.values()].includes(undefined), 'not three versions');
    }),
    ...keys.map((Key) =>
      refused(`thief: destroys the backup that was there, ${Key.split('/').pop()}`, () =>
        s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: first.get(Key) })),
      ),
    ),
    allowed('administrator: brings all three back, byte-equal', async () => {
      for (const [Key, Body] of good) {
        const { DeleteMarkers = [] } = await administrator.send(new ListObjectVersionsCommand({ Bucket, Prefix: Key }));
        for (const { VersionId } of DeleteMarkers) {
          await administrator.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
        }
        const before = await bytesOf(administrator, Bucket, Key, await oldestVersion(administrator, Bucket, Key));
        await administrator.send(new PutObjectCommand({ Bucket, Key, Body: before }));
        ensure((await bytesOf(administrator, Bucket, Key)).equals(Body), `${Key} is not what it was`);
      }
    }),
  ];
}
