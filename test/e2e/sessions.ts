import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import type { Credentials } from '../local-aws/local-aws';
import { allowed, type Call, ensure, refused } from './calls';
import { accessKeyIn, sessionOf } from './credentials';
import { bytesOf } from './objects';
import type { Target } from './target';
import type { Place, Plan } from './workflow';

/** Credentials that a user makes from its key, which AWS lets every user do. */
export async function sessionFrom(target: Target, key: Credentials): Promise<Credentials> {
  const sts = new STSClient(target.config(key));
  return sessionOf((await sts.send(new GetSessionTokenCommand({ DurationSeconds: 900 }))).Credentials);
}

/** The key works, also with a KMS key; what is made from it is refused, lives once that is allowed, and is refused again. */
export async function useSessions(place: Place): Promise<Plan> {
  const { stack, target } = place;
  const key = await accessKeyIn(place, stack.output('SetupSecretArn'));
  const session = await sessionFrom(target, key);
  const Bucket = stack.output('SetupBucketName');
  return {
    secrets: [key.secretAccessKey, session.secretAccessKey],
    calls: [
      ...uses('the key', target, key, Bucket),
      allowed('a session of the key: sts GetCallerIdentity, and it is the user', async () => {
        const { Arn } = await new STSClient(target.config(session)).send(new GetCallerIdentityCommand());
        ensure(Arn?.endsWith(`:user/${stack.resource('AWS::IAM::User')}`) === true, `it is ${Arn}`);
      }),
      ...refusals(target, session, Bucket),
      allowed('cdk deploy -c allowSessionTokens=true', () => deployed(place, { allowSessionTokens: 'true' }, session, Bucket, true)),
      ...uses('the same session', target, session, Bucket),
      refused('the same session: sts GetSessionToken', () => sessionFrom(target, session)),
      allowed('cdk deploy, as before', () => deployed(place, {}, session, Bucket, false)),
      ...refusals(target, session, Bucket),
      ...uses('the key', target, key, Bucket),
    ],
  };
}

function uses(who: string, target: Target, credentials: Credentials, Bucket: string): Call[] {
  const s3 = new S3Client(target.config(credentials));
  const Body = randomBytes(1000);
  const Key = `2026/11/${who.replaceAll(' ', '-')}`;
  return [
    allowed(`${who}: s3 PutObject, which S3 encrypts with the KMS key`, async () => {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
      const { ServerSideEncryption } = await s3.send(new HeadObjectCommand({ Bucket, Key }));
      ensure(ServerSideEncryption === 'aws:kms', `encrypted with ${ServerSideEncryption}`);
    }),
    allowed(`${who}: s3 GetObject, and the bytes are equal`, async () =>
      ensure((await bytesOf(s3, Bucket, Key)).equals(Body), 'other bytes'),
    ),
  ];
}

function refusals(target: Target, session: Credentials, Bucket: string): Call[] {
  const s3 = new S3Client(target.config(session));
  const Key = '2026/11/the-key';
  return [
    refused('a session of the key: s3 GetObject', () => s3.send(new GetObjectCommand({ Bucket, Key }))),
    refused('a session of the key: s3 PutObject', () => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))),
    refused('a session of the key: s3 ListObjects', () => s3.send(new ListObjectsV2Command({ Bucket }))),
  ];
}

/** Deploys, and waits until the session works, or does not: AWS takes a while to spread a policy. */
async function deployed(place: Place, context: Record<string, string>, session: Credentials, Bucket: string, works: boolean) {
  await place.deploy(context);
  const s3 = new S3Client(place.target.config(session));
  for (let seconds = 0; seconds < 120; seconds++) {
    const got = await s3.send(new ListObjectsV2Command({ Bucket })).then(
      () => true,
      () => false,
    );
    if (got === works) {
      return;
    }
    await sleep(1000);
  }
}
