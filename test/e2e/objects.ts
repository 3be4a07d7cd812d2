import { GetObjectCommand, ListObjectVersionsCommand, type ObjectVersion, type S3Client } from '@aws-sdk/client-s3';

export async function bytesOf(s3: S3Client, Bucket: string, Key: string, VersionId?: string): Promise<Buffer> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

/** Newest first, key by key. */
export async function versionsOf(s3: S3Client, Bucket: string, Prefix?: string): Promise<ObjectVersion[]> {
  const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix }));
  return Versions;
}

export async function oldestVersion(s3: S3Client, Bucket: string, Key: string): Promise<string | undefined> {
  return (await versionsOf(s3, Bucket, Key)).at(-1)?.VersionId;
}
