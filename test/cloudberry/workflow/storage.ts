import { randomBytes } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetBucketAclCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketRequestPaymentCommand,
  GetBucketVersioningCommand,
  GetObjectAclCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  RestoreObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { allowed, type Call, ensure, refused } from '../../e2e/calls';
import { bytesOf, versionsOf } from '../../e2e/objects';

/** What an agent has been given: a bucket, a client with its credentials, and where its keys begin. */
export interface Storage {
  readonly s3: S3Client;
  readonly Bucket: string;
  /** Empty, or with a slash at its end. */
  readonly prefix: string;
}

const PART = 5 * 1024 * 1024; // S3 takes no smaller one, but for the last

/** How the bucket is set up, as the agent reads it before it works. */
export function settings({ Bucket, s3 }: Storage): Call[] {
  return [
    allowed('s3 ListBuckets, and the bucket is in the list', async () => {
      const { Buckets = [] } = await s3.send(new ListBucketsCommand());
      ensure(
        Buckets.some(({ Name }) => Name === Bucket),
        'not in the list',
      );
    }),
    allowed('s3 GetBucketLocation', () => s3.send(new GetBucketLocationCommand({ Bucket }))),
    allowed('s3 GetBucketVersioning: enabled', async () => {
      const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
      ensure(Status === 'Enabled', `${Status}`);
    }),
    allowed('s3 GetBucketRequestPayment: the owner pays', async () => {
      const { Payer } = await s3.send(new GetBucketRequestPaymentCommand({ Bucket }));
      ensure(Payer === 'BucketOwner', `${Payer}`);
    }),
    allowed('s3 GetBucketPolicy: TLS only', async () => {
      const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
      ensure(`${Policy}`.includes('aws:SecureTransport'), `${Policy}`);
    }),
    allowed('s3 GetBucketAcl: its owner', async () => {
      const { Grants, Owner } = await s3.send(new GetBucketAclCommand({ Bucket }));
      ensure(Grants?.length === 1 && Grants[0].Grantee?.ID === Owner?.ID, JSON.stringify(Grants));
    }),
  ];
}

/** A backup of one file: written, listed, read, replaced, read as it was, deleted. */
export function backupOfAFile({ Bucket, prefix, s3 }: Storage): Call[] {
  const Key = `${prefix}CBB_pc/file.txt`;
  const [first, second] = [randomBytes(10_000), randomBytes(10_000)];
  const old = async () => (await versionsOf(s3, Bucket, Key)).at(-1)?.VersionId;
  return [
    allowed('s3 PutObject', () => s3.send(new PutObjectCommand({ Bucket, Key, Body: first }))),
    allowed('s3 GetObject, and the bytes are equal', async () => ensure((await bytesOf(s3, Bucket, Key)).equals(first), 'other bytes')),
    allowed('s3 ListObjects below the path, and it is in the list', async () => {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: `${prefix}CBB_pc/` }));
      ensure(
        Contents.some((found) => found.Key === Key),
        'not in the list',
      );
    }),
    allowed('s3 PutObject over it', () => s3.send(new PutObjectCommand({ Bucket, Key, Body: second }))),
    allowed('s3 ListObjectVersions: two', async () => ensure((await versionsOf(s3, Bucket, Key)).length === 2, 'not two')),
    allowed('s3 GetObject of the old version, and the bytes are equal', async () =>
      ensure((await bytesOf(s3, Bucket, Key, await old())).equals(first), 'other bytes'),
    ),
    allowed('s3 GetObjectAcl: its owner alone', async () => {
      const { Grants } = await s3.send(new GetObjectAclCommand({ Bucket, Key }));
      ensure(Grants?.length === 1 && Grants[0].Permission === 'FULL_CONTROL', JSON.stringify(Grants));
    }),
    allowed('s3 GetObjectAcl of the old version: its owner alone', async () => {
      const { Grants } = await s3.send(new GetObjectAclCommand({ Bucket, Key, VersionId: await old() }));
      ensure(Grants?.length === 1 && Grants[0].Permission === 'FULL_CONTROL', JSON.stringify(Grants));
    }),
    allowed('s3 DeleteObject, and it is no longer in the list', async () => {
      await s3.send(new DeleteObjectCommand({ Bucket, Key }));
      const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: Key }));
      ensure(KeyCount === 0, 'still in the list');
    }),
  ];
}

/** A file in S3 Glacier, which has to be thawed before it can be read. */
export function thaw({ Bucket, prefix, s3 }: Storage): Call[] {
  const Key = `${prefix}CBB_pc/archive.zip`;
  return [
    allowed('s3 RestoreObject of what is in S3 Glacier', async () => {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', StorageClass: 'GLACIER' }));
      await s3.send(new RestoreObjectCommand({ Bucket, Key, RestoreRequest: { Days: 1, GlacierJobParameters: { Tier: 'Bulk' } } }));
    }),
  ];
}

/** A large file: uploaded in parts, or given up. */
export function uploadInParts({ Bucket, prefix, s3 }: Storage): Call[] {
  const Key = `${prefix}CBB_pc/disk.vhdx`;
  const Body = randomBytes(PART + 1000);
  const parts = [Body.subarray(0, PART), Body.subarray(PART)];
  const begin = async () => (await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }))).UploadId;
  const upload = (UploadId: string | undefined, index: number) =>
    s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: index + 1, Body: parts[index] }));
  let UploadId: string | undefined;
  return [
    allowed('s3 CreateMultipartUpload', async () => {
      UploadId = await begin();
    }),
    allowed('s3 UploadPart, two', async () => {
      await upload(UploadId, 0);
      await upload(UploadId, 1);
    }),
    allowed('s3 ListParts, and CompleteMultipartUpload of what it shows', async () => {
      const { Parts = [] } = await s3.send(new ListPartsCommand({ Bucket, Key, UploadId }));
      ensure(Parts.length === 2, `${Parts.length} parts`);
      const MultipartUpload = { Parts: Parts.map(({ ETag, PartNumber }) => ({ ETag, PartNumber })) };
      await s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));
    }),
    allowed('s3 GetObject of it, and the bytes are equal', async () =>
      ensure((await bytesOf(s3, Bucket, Key)).equals(Body), 'other bytes'),
    ),
    allowed('s3 AbortMultipartUpload of another, whose parts are gone', async () => {
      const aborted = await begin();
      await upload(aborted, 1);
      await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: aborted }));
      const listed = await s3.send(new ListPartsCommand({ Bucket, Key, UploadId: aborted })).catch((error: Error) => error.name);
      ensure(listed === 'NoSuchUpload', JSON.stringify(listed));
    }),
  ];
}

/** Uploads that were cut off, in the whole bucket: AWS cannot narrow this to a prefix. */
export function unfinishedUploads({ Bucket, prefix, s3 }: Storage): Call[] {
  const Key = `${prefix}CBB_pc/cut-off.vhdx`;
  return [
    allowed('s3 ListMultipartUploads shows one that was cut off, and no longer when it is aborted', async () => {
      const uploads = async () => (await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads ?? [];
      const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
      ensure(
        (await uploads()).some((found) => found.UploadId === UploadId),
        'not in the list',
      );
      await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
      ensure(!(await uploads()).some((found) => found.UploadId === UploadId), 'still in the list');
    }),
  ];
}

/** What is not below the prefix, though its name may begin like it; the administrator has put a file there. */
export function outside({ Bucket, s3 }: Storage, keys: readonly string[], listings: readonly (string | undefined)[]): Call[] {
  return [
    ...keys.flatMap((Key) => [
      refused(`s3 PutObject ${Key}`, () => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))),
      refused(`s3 GetObject ${Key}`, () => bytesOf(s3, Bucket, Key)),
      refused(`s3 DeleteObject ${Key}`, () => s3.send(new DeleteObjectCommand({ Bucket, Key }))),
    ]),
    ...listings.flatMap((Prefix) => [
      refused(`s3 ListObjects ${named(Prefix)}`, () => s3.send(new ListObjectsV2Command({ Bucket, Prefix, Delimiter: '/' }))),
      refused(`s3 ListObjectVersions ${named(Prefix)}`, () => versionsOf(s3, Bucket, Prefix)),
    ]),
  ];
}

function named(prefix: string | undefined): string {
  return prefix === undefined ? 'without a prefix' : `of prefix '${prefix}'`;
}
