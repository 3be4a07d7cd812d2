import { randomBytes } from 'node:crypto';
import { IAMClient, ListAccessKeysCommand, ListGroupsCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Credentials, Outcome } from '../../local-aws/local-aws';
import { MISSING } from '../apps/states';
import { allowed, ensure, makeCalls, refused } from '../calls';
import { Lifecycle } from '../lifecycle';
import { bytesOf } from '../objects';
import type { Here, Part } from '../part';

const Key = '2026/11/25/log.gz';

/** What is there beside the stack's template: data, and a key that somebody has typed into a console. */
class Kept {
  public static async from(here: Here, lifecycle: Lifecycle): Promise<Kept> {
    const key = await lifecycle.keyInSecret();
    const kept = new Kept(here, lifecycle, key, lifecycle.stack.output('SetupBucketName'));
    await kept.client.send(new PutObjectCommand({ Bucket: kept.bucket, Key, Body: kept.data }));
    return kept;
  }

  public readonly client: S3Client;
  private readonly data = randomBytes(10_000);

  private constructor(
    private readonly here: Here,
    private readonly lifecycle: Lifecycle,
    public readonly key: Credentials,
    public readonly bucket: string,
  ) {
    this.client = new S3Client(here.target.config(key));
  }

  public async check(when: string): Promise<void> {
    const { checks } = this.here;
    const { stack, where } = this.lifecycle;
    await stack.load();
    checks.step(where, `${when}: it is the same bucket`, stack.output('SetupBucketName') === this.bucket);
    checks.calls(
      where,
      await makeCalls([
        allowed(`${when}: the data is there, byte-equal, with the key of before`, async () =>
          ensure((await bytesOf(this.client, this.bucket, Key)).equals(this.data), 'other bytes'),
        ),
      ]),
    );
  }
}

/** Options, tags and keys change in a stack that is in use. */
export const update: Part = {
  items: ['options, tags and keys'],
  async run(here) {
    const lifecycle = await Lifecycle.of(here, 'update');
    await lifecycle.to('single-1');
    const kept = await Kept.from(here, lifecycle);
    const withAcl = () => kept.client.send(new PutObjectCommand({ Bucket: kept.bucket, Key: 'acl', Body: 'x', ACL: 'private' }));
    here.checks.calls('update', await makeCalls([refused('before: s3 PutObject with an ACL', withAcl)]));
    await lifecycle.to('tagged');
    await kept.check('an option and tags');
    here.checks.calls('update', await makeCalls([allowed('with the option: s3 PutObject with an ACL', withAcl)]));
    await lifecycle.to('tagged-and-rotating');
    await kept.check('a second key');
    await lifecycle.to('single-1');
    await kept.check('all of it taken back');
    here.checks.calls('update', await makeCalls([refused('after: s3 PutObject with an ACL', withAcl)]));
    await lifecycle.noLeak();
  },
};

/** A resource that cannot be made, in an update and in a first deployment; a CLI that is killed. */
export const failure: Part = {
  items: ['rollback', 'killed'],
  async run(here, items) {
    if (items.includes('rollback')) {
      await rollBack(here);
    }
    if (items.includes('killed')) {
      await here.fresh();
      await killed(here);
    }
  },
};

const saysWhich = ({ stdout, stderr }: Outcome) => `${stdout}${stderr}`.includes(MISSING);

async function rollBack(here: Here): Promise<void> {
  const { checks } = here;
  const where = 'failure/rollback';
  const first = await Lifecycle.of(here, where);
  const known = await buckets(here);
  const failed = await first.attempt('broken');
  checks.step(
    where,
    'a first deployment with a resource that cannot be made fails',
    failed.code !== 0 && saysWhich(failed),
    failed.stderr.slice(-500),
  );
  const settled = await here.aws.settled(first.stack.name);
  checks.step(where, 'it is rolled back', settled === 'ROLLBACK_COMPLETE', settled);
  checks.step(where, 'no user, group or secret is left of it', (await principals(here)) === 0, `${await principals(here)} left`);
  checks.step(where, 'no bucket is left of it', (await buckets(here)) === known, await buckets(here));
  await first.destroy('broken');

  const lifecycle = await Lifecycle.of(here, where);
  await lifecycle.to('single-1');
  const kept = await Kept.from(here, lifecycle);
  const before = await keys(here);
  const { code, stderr } = await lifecycle.attempt('broken');
  checks.step(
    where,
    'an update with a resource that cannot be made fails, and says which',
    code !== 0 && /Unmakeable/.test(stderr),
    stderr.slice(-500),
  );
  const status = await here.aws.settled(lifecycle.stack.name);
  checks.step(where, 'it is rolled back', status === 'UPDATE_ROLLBACK_COMPLETE', status);
  await lifecycle.is('single-1');
  await kept.check('rolled back');
  checks.step(where, 'the new key is gone again', (await keys(here)) === before, await keys(here));
  await lifecycle.to('tagged-and-rotating');
  await kept.check('deployed without the mistake');
  await lifecycle.noLeak();
}

async function killed(here: Here): Promise<void> {
  const { checks } = here;
  const where = 'failure/killed';
  const lifecycle = await Lifecycle.of(here, where);
  const { stack } = lifecycle;
  await lifecycle.killed('waiting-1', async () => (await stack.statusOf()) === 'REVIEW_IN_PROGRESS');
  await lifecycle.killed('waiting-1', () => isWaiting(lifecycle, 'First'));
  await settle(here, lifecycle, 'First', 'CREATE_COMPLETE');
  await lifecycle.is('waiting-1');
  await lifecycle.to('waiting-1');
  const kept = await Kept.from(here, lifecycle);

  await lifecycle.killed('waiting-2', () => isWaiting(lifecycle, 'Second'));
  await stack.load();
  checks.step(where, 'in the middle: two keys', (await keys(here)).split(',').length === 2, await keys(here));
  checks.step(
    where,
    'in the middle: the secret still holds the old one',
    (await lifecycle.keyInSecret()).accessKeyId === kept.key.accessKeyId,
  );
  await settle(here, lifecycle, 'Second', 'UPDATE_COMPLETE');
  await lifecycle.is('waiting-2');
  await kept.check('settled');
  const { code, stdout, stderr } = await lifecycle.attempt('waiting-2');
  checks.step(where, 'deployed again once settled: nothing changes', code === 0 && `${stdout}${stderr}`.includes('(no changes)'), stderr);
  await lifecycle.is('waiting-2'); // as an undisturbed deployment of it would be: the template says what that is
  await kept.check('deployed again');
  await lifecycle.noLeak();
}

async function isWaiting({ stack }: Lifecycle, name: string): Promise<boolean> {
  return (await stack.events()).some(
    ({ LogicalResourceId, ResourceStatus }) => LogicalResourceId === name && ResourceStatus?.endsWith('_IN_PROGRESS'),
  );
}

async function settle({ aws, checks }: Here, lifecycle: Lifecycle, name: string, expected: string): Promise<void> {
  await lifecycle.signal(name);
  const status = await aws.settled(lifecycle.stack.name);
  checks.step(lifecycle.where, `the stack settles by itself as ${expected}`, status === expected, status);
}

async function principals({ target }: Here): Promise<number> {
  const iam = new IAMClient(target.config());
  const { Users = [] } = await iam.send(new ListUsersCommand());
  const { Groups = [] } = await iam.send(new ListGroupsCommand());
  const { SecretList = [] } = await new SecretsManagerClient(target.config()).send(new ListSecretsCommand());
  return Users.length + Groups.length + SecretList.length;
}

async function buckets({ target }: Here): Promise<string> {
  const { Buckets = [] } = await new S3Client(target.config()).send(new ListBucketsCommand());
  return Buckets.map(({ Name }) => Name).join();
}

/** Of all users. */
async function keys({ target }: Here): Promise<string> {
  const iam = new IAMClient(target.config());
  const { Users = [] } = await iam.send(new ListUsersCommand());
  const all = await Promise.all(Users.map(({ UserName }) => iam.send(new ListAccessKeysCommand({ UserName }))));
  return all.flatMap(({ AccessKeyMetadata = [] }) => AccessKeyMetadata.map(({ AccessKeyId, Status }) => `${AccessKeyId} ${Status}`)).join();
}
