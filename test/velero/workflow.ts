import { randomBytes } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { allowed, type Call, ensure, refused } from '../e2e/calls';
import { accessKeyIn } from '../e2e/credentials';
import { harmWithBucket } from '../e2e/harm';
import { bytesOf, oldestVersion } from '../e2e/objects';
import type { Place, Plan } from '../e2e/workflow';

const BACKUP = 'backups/nightly-20261128';

/** As Velero with the access key: validates the location, backs up, syncs, restores, deletes. The role of the pods is tried from outside of them. */
export async function backUpAndRestore(place: Place): Promise<Plan> {
  const { stack, target } = place;
  const credentials = await accessKeyIn(place, stack.output('EdgeSetupSecretArn'));
  const s3 = new S3Client(target.config(credentials));
  const Bucket = stack.output('EdgeSetupBucketName');
  const prefix = stack.output('EdgeSetupPrefix');
  const object = { Bucket, Key: `${prefix}/${BACKUP}/velero-backup.json` };
  return {
    secrets: [credentials.secretAccessKey],
    calls: [
      ...work(place, s3, Bucket, prefix),
      ...harm(place, s3, Bucket, prefix),
      ...others(place),
      ...harmWithBucket(place, credentials, object),
    ],
  };
}

function work({ target }: Place, s3: S3Client, Bucket: string, prefix: string): Call[] {
  const metadata = { Bucket, Key: `${prefix}/${BACKUP}/velero-backup.json` };
  const blob = { Bucket, Key: `${prefix}/kopia/shop/p${randomBytes(16).toString('hex')}` };
  const data = randomBytes(4096);
  const administrator = new S3Client(target.config());
  const write = (phase: string) =>
    s3.send(
      new PutObjectCommand({ ...metadata, Body: JSON.stringify({ status: { phase } }), ChecksumAlgorithm: 'CRC32', Tagging: 'team=shop' }),
    );
  const list = (Prefix: string) => s3.send(new ListObjectsV2Command({ Bucket, Prefix, Delimiter: '/' }));
  return [
    allowed('s3 ListObjectsV2 of the location, to validate it', () => list(`${prefix}/`)),
    allowed('s3 HeadObject of a backup that does not exist yet: not found, rather than forbidden', async () => {
      const error = await s3.send(new HeadObjectCommand(metadata)).catch((one: Error) => one);
      ensure((error as Error).name === 'NotFound', String((error as Error).name));
    }),
    allowed('s3 PutObject of the state, with a checksum and tags', () => write('Finalizing')),
    allowed('s3 PutObject of data into the Kopia repository', () => s3.send(new PutObjectCommand({ ...blob, Body: data }))),
    allowed('s3 multi-part upload, listed and aborted', async () => {
      const key = { Bucket, Key: `${prefix}/${BACKUP}/contents.tar.gz` };
      const { UploadId } = await s3.send(new CreateMultipartUploadCommand(key));
      await s3.send(new UploadPartCommand({ ...key, UploadId, PartNumber: 1, Body: data }));
      const { Parts = [] } = await s3.send(new ListPartsCommand({ ...key, UploadId }));
      ensure(Parts.length === 1, JSON.stringify(Parts));
      await s3.send(new AbortMultipartUploadCommand({ ...key, UploadId }));
    }),
    allowed('s3 PutObject of the state again, as each backup does', () => write('Completed')),
    allowed('s3 ListObjectsV2 of all backups, to sync them', async () => {
      const { CommonPrefixes = [] } = await list(`${prefix}/backups/`);
      ensure(CommonPrefixes.length === 1, JSON.stringify(CommonPrefixes));
    }),
    allowed('s3 GetObject of the data, byte-equal', async () => ensure((await bytesOf(s3, Bucket, blob.Key)).equals(data), 'other bytes')),
    allowed('s3 DeleteObject of an expired backup', () => s3.send(new DeleteObjectCommand(metadata))),
    allowed('administrator: the first version is still there', async () => {
      const first = await bytesOf(administrator, Bucket, metadata.Key, await oldestVersion(administrator, Bucket, metadata.Key));
      ensure(first.toString().includes('Finalizing'), first.toString());
    }),
    allowed('s3 PutObject of the next backup', () => write('Completed')),
  ];
}

function harm({ target }: Place, s3: S3Client, Bucket: string, prefix: string): Call[] {
  const Key = `other-cluster/${BACKUP}/velero-backup.json`;
  const own = `${prefix}/${BACKUP}/velero-backup.json`;
  const administrator = new S3Client(target.config());
  return [
    allowed('administrator: the backup of another cluster', () => administrator.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))),
    refused('s3 GetObject of another cluster', () => s3.send(new GetObjectCommand({ Bucket, Key }))),
    refused('s3 PutObject over the backup of another cluster', () => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'y' }))),
    refused('s3 DeleteObject of another cluster', () => s3.send(new DeleteObjectCommand({ Bucket, Key }))),
    refused('s3 DeleteObject of an old version', async () => {
      const VersionId = await oldestVersion(administrator, Bucket, own);
      return s3.send(new DeleteObjectCommand({ Bucket, Key: own, VersionId }));
    }),
  ];
}

/** Nobody but EKS assumes the role of the pods. */
function others({ stack, target }: Place): Call[] {
  const RoleArn = stack.output('ProductionSetupRoleArn');
  const assume = () => new STSClient(target.config()).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'not-a-pod' }));
  return [refused('sts AssumeRole of the role of the pods, by an administrator of the account', assume)];
}
