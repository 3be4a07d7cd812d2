import { randomBytes } from 'node:crypto';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  GetUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { GetObjectLockConfigurationCommand, HeadBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { removeBucket } from '../aws-target';
import { allowed, ensure, makeCalls, refused } from '../calls';
import { Lifecycle } from '../lifecycle';
import { bytesOf } from '../objects';
import type { Here, Part } from '../part';
import type { ClientConfig } from '../target';

const Key = 'kept.bin';

/** Data is kept by default, with its lock; the principal is not. It is gone when that was asked for, but never while there is data in it. */
export const destroy: Part = {
  items: ['kept', 'gone'],
  async run(here, items) {
    if (items.includes('kept')) {
      await kept(here);
    }
    if (items.includes('gone')) {
      await gone(here);
    }
  },
};

async function kept(here: Here): Promise<void> {
  const { checks, target } = here;
  const where = 'destroy/kept';
  const lifecycle = await Lifecycle.of(here, where);
  const { stack } = lifecycle;
  await lifecycle.to('locked');
  const secret = stack.output('SetupSecretArn');
  const key = await lifecycle.keyInSecret();
  const [Bucket, UserName] = [stack.output('SetupBucketName'), stack.resource('AWS::IAM::User')];
  const Body = randomBytes(10_000);
  await new S3Client(target.config(key)).send(new PutObjectCommand({ Bucket, Key, Body }));
  const { code, stdout, stderr } = await lifecycle.destroy('locked');
  checks.step(where, 'cdk destroy succeeds', code === 0, stderr.slice(-500));
  const says = `${stdout}${stderr}`.split('\n').filter((line) => /DELETE_SKIPPED/.test(line));
  checks.step(
    where,
    'its output says that the bucket is kept',
    says.some((line) => line.includes('AWS::S3::Bucket ')),
    `${stdout}${stderr}`.slice(-1500),
  );
  const administrator = new S3Client(target.config());
  const { ObjectLockConfiguration } = await administrator.send(new GetObjectLockConfigurationCommand({ Bucket }));
  checks.property(
    where,
    'lock of the bucket that is left',
    { Mode: 'GOVERNANCE', Days: 30 },
    ObjectLockConfiguration?.Rule?.DefaultRetention,
  );
  checks.calls(
    where,
    await makeCalls([
      allowed('administrator: the object is there, byte-equal', async () =>
        ensure((await bytesOf(administrator, Bucket, Key)).equals(Body), 'other bytes'),
      ),
      refused('s3 GetObject with the key that was', () => bytesOf(new S3Client(target.config(key)), Bucket, Key)),
    ]),
  );
  await stillProtected(here, where, Bucket);
  const isGone = (asked: Promise<unknown>) =>
    asked.then(
      () => false,
      () => true,
    );
  checks.step(where, 'the user is gone', await isGone(new IAMClient(target.config()).send(new GetUserCommand({ UserName }))));
  checks.step(
    where,
    'the secret is gone',
    await isGone(new SecretsManagerClient(target.config()).send(new DescribeSecretCommand({ SecretId: secret }))),
  );
  await lifecycle.noLeak();
}

/** By its policy, for somebody who may do anything in S3. */
async function stillProtected({ checks, target }: Here, where: string, Bucket: string): Promise<void> {
  const iam = new IAMClient(target.config());
  const UserName = 'administrator-of-s3';
  const Statement = [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 's3', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  const read = (config: ClientConfig) => () => bytesOf(new S3Client(config), Bucket, Key);
  checks.calls(
    where,
    await makeCalls([
      allowed('an administrator of S3, by TLS', read(target.config({ accessKeyId, secretAccessKey }))),
      refused('an administrator of S3, by plain HTTP', read(target.plainHttp({ accessKeyId, secretAccessKey }))),
    ]),
  );
  await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: accessKeyId }));
  await iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: 's3' }));
  await iam.send(new DeleteUserCommand({ UserName }));
}

async function gone(here: Here): Promise<void> {
  const { checks, target } = here;
  const where = 'destroy/gone';
  const s3 = new S3Client(target.config());
  const lifecycle = await Lifecycle.of(here, where);
  await lifecycle.to('destroyable');
  const Bucket = lifecycle.stack.output('SetupBucketName');
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  const refusedToDelete = await lifecycle.destroy('destroyable');
  checks.step(where, 'with data in the bucket, cdk destroy fails', refusedToDelete.code !== 0);
  checks.calls(where, await makeCalls([allowed('administrator: the data is there', () => bytesOf(s3, Bucket, Key))]));
  await removeBucket(s3, Bucket);
  const { code, stderr } = await lifecycle.destroy('destroyable');
  checks.step(where, 'without data, it succeeds', code === 0, stderr.slice(-500));
  await lifecycle.to('destroyable');
  const empty = lifecycle.stack.output('SetupBucketName');
  const destroyed = await lifecycle.destroy('destroyable');
  checks.step(where, 'an empty bucket goes with its stack', destroyed.code === 0, destroyed.stderr.slice(-500));
  checks.step(
    where,
    'it is gone',
    await s3.send(new HeadBucketCommand({ Bucket: empty })).then(
      () => false,
      () => true,
    ),
  );
}
