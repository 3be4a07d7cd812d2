import type * as s3 from 'aws-cdk-lib/aws-s3';
import { problem } from './errors';
import { isUnresolved } from './tokens-in-text';

/** How names of access points, directory buckets and tables end: .../AmazonS3/latest/userguide/bucketnamingrules.html, read 2026-11-28. */
export const OF_OTHER_KIND = /(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

/** Tokens stand for the partition, or for a part of a name. */
const OF_BUCKET = /^arn:[^:]*:s3:::[^/]*$/;

/** Rejects an import of what is no general purpose bucket, but one of another kind, a way into a bucket, or a part of it. */
export function kindProblems(what: string, { bucketArn, bucketName }: s3.IBucket): string[] {
  const isKnown = bucketArn.startsWith('arn:') || !isUnresolved(bucketArn);
  const got = isKnown && !OF_BUCKET.test(bucketArn) ? bucketArn : OF_OTHER_KIND.test(bucketName) ? bucketName : undefined;
  const todo =
    'Import the bucket itself by its name (Bucket.fromBucketName), and give keys with the prefix: Amazon S3 asks for no permission on anything else.';
  return got === undefined ? [] : [problem(what, got, 'a general purpose bucket (arn:aws:s3:::NAME)', todo)];
}
