import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { allowed, refused } from '../e2e/calls';
import { accessKeyIn } from '../e2e/credentials';
import { harmWithBucket, harmWithKey } from '../e2e/harm';
import type { Place, Plan } from '../e2e/workflow';

// TODO 7: the calls that the product makes, in its order; then what it must not be able to do.
export async function backUpAndRestore(place: Place): Promise<Plan> {
  const { stack, target } = place;
  const credentials = await accessKeyIn(place, stack.output('SetupSecretArn'));
  const Bucket = stack.output('SetupBucketName');
  const s3 = new S3Client(target.config(credentials));
  const object = { Bucket, Key: 'backup' };
  return {
    secrets: [credentials.secretAccessKey],
    calls: [
      allowed('s3 PutObject', () => s3.send(new PutObjectCommand({ ...object, Body: 'x' }))),
      allowed('s3 GetObject', () => s3.send(new GetObjectCommand(object))),
      refused('s3 ListObjectsV2', () => s3.send(new ListObjectsV2Command({ Bucket }))),
      refused('s3 DeleteObject', () => s3.send(new DeleteObjectCommand(object))),
      ...harmWithBucket(place, credentials, object),
      ...harmWithKey(place, credentials, Bucket),
    ],
  };
}
