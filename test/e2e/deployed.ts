import {
  DeleteBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Credentials } from '../local-aws/local-aws';
import type { Call } from './calls';
import type { Place } from './workflow';

// What the workflows of all products do with what was deployed.

export const allowed = (name: string, run: Call['run']): Call => ({ name, expected: 'allowed', run });
export const refused = (name: string, run: Call['run']): Call => ({ name, expected: 'refused', run });

/** The key that was deployed, from where the user of the product takes it. */
export async function accessKeyIn({ target }: Place, SecretId: string): Promise<Credentials> {
  const secrets = new SecretsManagerClient(target.config());
  const { SecretString = '{}' } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  return JSON.parse(SecretString);
}

export async function bytesOf(s3: S3Client, Bucket: string, Key: string, VersionId?: string): Promise<Buffer> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

/** A bucket that is there in every account that is bootstrapped: the CDK's own. */
export const otherBucket = ({ target }: Place): string => `cdk-hnb659fds-assets-${target.account}-${target.region}`;

/** What no vendor may do, with its bucket or with another one. */
export function harmToBuckets(place: Place, Bucket: string, Key: string, credentials: Credentials): Call[] {
  const { target } = place;
  const s3 = new S3Client(target.config(credentials));
  const http = new S3Client(target.plainHttp(credentials));
  const other = otherBucket(place);
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` }],
  });
  const LifecycleConfiguration = { Rules: [{ ID: 'all', Status: 'Enabled' as const, Filter: { Prefix: '' }, Expiration: { Days: 1 } }] };
  return [
    refused('s3 PutObject into another bucket', () => s3.send(new PutObjectCommand({ Bucket: other, Key, Body: 'x' }))),
    refused('s3 ListObjects of another bucket', () => s3.send(new ListObjectsV2Command({ Bucket: other }))),
    refused('s3 DeleteBucket', () => s3.send(new DeleteBucketCommand({ Bucket }))),
    refused('s3 PutBucketPolicy', () => s3.send(new PutBucketPolicyCommand({ Bucket, Policy }))),
    refused('s3 PutBucketVersioning', () =>
      s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } })),
    ),
    refused('s3 PutBucketLifecycleConfiguration', () =>
      s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration })),
    ),
    refused('s3 PutObject with an ACL', () => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ACL: 'public-read' }))),
    refused('s3 PutObject over plain http', () => http.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))),
    refused('s3 GetObject over plain http', () => http.send(new GetObjectCommand({ Bucket, Key }))),
  ];
}
