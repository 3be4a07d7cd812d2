import { randomBytes } from 'node:crypto';
import { CreateAccessKeyCommand, IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeletePublicAccessBlockCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketAclCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Credentials } from '../local-aws/local-aws';
import { allowed, type Call, ensure, makeCalls, refused } from './calls';
import { sessionFrom } from './sessions';
import type { Target } from './target';
import type { Place } from './workflow';

interface Harmed {
  readonly Bucket: string;
  readonly Key: string;
}

/** What no product may do with its bucket, nor with another. The object is one that the principal may write and read. */
export function harmWithBucket({ target }: Place, credentials: Credentials, object: Harmed): Call[] {
  const calls = harm(target, object, credentials);
  return target.kind === 'local' ? [...calls, harmByAdministrator(target, object.Key)] : calls;
}

/** S3 suspends no versions under Object Lock, and deletes no bucket with objects, whoever asks. */
const HARMLESS = /BucketNotEmpty|InvalidBucketState/;

/** With keys of the caller too, which S3 refuses by default. */
const ENCRYPTED_ANYHOW = {
  Rules: [
    {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const },
      BlockedEncryptionTypes: { EncryptionType: ['NONE' as const] },
    },
  ],
};
const CALLERS_KEY = { SSECustomerAlgorithm: 'AES256', SSECustomerKey: '0'.repeat(32) };

/** So that it is not a mistake in a call which makes it refused. Only in a local AWS, since it makes a bucket public. */
function harmByAdministrator(target: Target, Key: string): Call {
  return allowed('administrator: none of these calls is refused, on a bucket made for them', async () => {
    const s3 = new S3Client(target.config());
    const Bucket = `harmed-${randomBytes(8).toString('hex')}`;
    await s3.send(new CreateBucketCommand({ Bucket, ObjectOwnership: 'ObjectWriter' }));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: ENCRYPTED_ANYHOW }));
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    const results = await makeCalls(harm(target, { Bucket, Key }));
    const failed = results.filter(({ got }) => got !== 'allowed' && !HARMLESS.test(got));
    ensure(failed.length === 0, failed.map(({ name, got }) => `${name}: ${got}`).join('; '));
  });
}

function harm(target: Target, { Bucket, Key }: Harmed, credentials?: Credentials): Call[] {
  const other = `cdk-hnb659fds-assets-${target.account}-${target.region}`; // the CDK's own, there in every account that is bootstrapped
  const s3 = new S3Client(target.config(credentials));
  const http = new S3Client(target.plainHttp(credentials));
  // not public, which the bucket would refuse by itself
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: target.account }, Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` }],
  });
  const LifecycleConfiguration = { Rules: [{ ID: 'all', Status: 'Enabled' as const, Filter: { Prefix: '' }, Expiration: { Days: 1 } }] };
  const ObjectLockConfiguration = {
    ObjectLockEnabled: 'Enabled' as const,
    Rule: { DefaultRetention: { Mode: 'GOVERNANCE' as const, Days: 1 } }, // no more, should it be allowed by mistake
  };
  return [
    refused('s3 PutObject into another bucket', () => s3.send(new PutObjectCommand({ Bucket: other, Key, Body: 'x' }))),
    refused('s3 ListObjects of another bucket', () => s3.send(new ListObjectsV2Command({ Bucket: other }))),
    refused('s3 DeleteBucket', () => s3.send(new DeleteBucketCommand({ Bucket }))),
    refused('s3 PutBucketPolicy', () => s3.send(new PutBucketPolicyCommand({ Bucket, Policy }))),
    refused('s3 PutBucketAcl', () => s3.send(new PutBucketAclCommand({ Bucket, ACL: 'private' }))),
    refused('s3 DeletePublicAccessBlock', () => s3.send(new DeletePublicAccessBlockCommand({ Bucket }))),
    refused('s3 PutBucketOwnershipControls', () =>
      s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } })),
    ),
    refused('s3 PutBucketLifecycleConfiguration', () =>
      s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration })),
    ),
    refused('s3 PutObjectLockConfiguration', () => s3.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }))),
    refused('s3 PutBucketVersioning', () =>
      s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } })),
    ),
    refused('s3 PutObject with a public ACL', () => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ACL: 'public-read' }))),
    refused('s3 PutObject over plain http', () => http.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))),
    refused('s3 GetObject over plain http', () => http.send(new GetObjectCommand({ Bucket, Key }))),
    refused('s3 PutObject encrypted with a key of its own', () =>
      s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ...CALLERS_KEY })),
    ),
  ];
}

/** What the user may not do with its key beside the bucket, and what others may not do with its key id alone. */
export function harmWithKey({ stack, target }: Place, credentials: Credentials, Bucket: string): Call[] {
  const iam = new IAMClient(target.config(credentials));
  const secrets = new SecretsManagerClient(target.config(credentials));
  const wrong = new S3Client(target.config({ ...credentials, secretAccessKey: randomBytes(20).toString('hex') }));
  const UserName = stack.resource('AWS::IAM::User');
  const SecretId = stack.output('SetupSecretArn');
  let session: Credentials | undefined;
  return [
    allowed('s3 GetBucketLocation', () => new S3Client(target.config(credentials)).send(new GetBucketLocationCommand({ Bucket }))),
    allowed('sts GetSessionToken, which AWS lets every user call', async () => {
      session = await sessionFrom(target, credentials);
    }),
    refused('s3 GetBucketLocation with what it has returned', () =>
      new S3Client(target.config(session)).send(new GetBucketLocationCommand({ Bucket })),
    ),
    refused('iam ListUsers', () => iam.send(new ListUsersCommand())),
    refused('iam CreateAccessKey for itself', () => iam.send(new CreateAccessKeyCommand({ UserName }))),
    refused('secretsmanager GetSecretValue of its own key', () => secrets.send(new GetSecretValueCommand({ SecretId }))),
    refused('the same key id with another secret', () => wrong.send(new ListObjectsV2Command({ Bucket }))),
  ];
}
