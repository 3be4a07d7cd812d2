import { DeleteAccessKeyCommand, IAMClient, ListAccessKeysCommand, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Credentials } from '../../local-aws/local-aws';
import type { State } from '../apps/states';
import { allowed, makeCalls, refused } from '../calls';
import { newKeyOf } from '../credentials';
import { Lifecycle } from '../lifecycle';
import type { Here, Part } from '../part';
import { Traffic } from '../traffic';

const WHERE = 'rotation';

/** The steps of a rotation with a client that never stops, the way back, and the steps that leave one out. */
export const rotation: Part = {
  items: ['steps'],
  async run(here) {
    const rotated = await Rotation.begin(here);
    await rotated.steps();
    await rotated.jumps();
    await rotated.outside();
    await rotated.lifecycle.noLeak(rotated.byHand);
  },
};

class Rotation {
  public static async begin(here: Here): Promise<Rotation> {
    return new Rotation(here, await Lifecycle.of(here, WHERE));
  }

  /** The secret keys that no stack has held. */
  public readonly byHand: string[] = [];

  private constructor(
    private readonly here: Here,
    public readonly lifecycle: Lifecycle,
  ) {}

  public async steps(): Promise<void> {
    const first = await this.to('single-1');
    const bucket = this.lifecycle.stack.output('SetupBucketName');
    const traffic = new Traffic(this.here.target, first, bucket);
    const second = await this.to('rotating-2');
    await traffic.stop();
    const got = traffic.failures.length === 0 ? 'allowed' : `${traffic.failures.length} failed: ${traffic.failures[0]}`;
    const what = `${traffic.calls} calls with the old key, from before rotating-2 is deployed until after`;
    this.here.checks.rows.push({ kind: 'call', where: WHERE, what, expected: 'allowed', got, times: traffic.calls });
    this.holds('these are enough calls to prove something', traffic.calls > 100, `${traffic.calls}`);
    this.holds('the secret holds a new key', second.accessKeyId !== first.accessKeyId);
    await this.works('both active', { 'old key': first, 'new key': second });

    await this.to('retiring-2', second);
    await this.works('retiring', { 'new key': second }, { 'old key': first });
    await this.to('rotating-2', second);
    await this.works('gone back', { 'old key': first, 'new key': second });
    await this.to('retiring-2', second);
    await this.to('single-2', second);
    await this.works('done', { 'new key': second }, { 'old key': first });
  }

  public async jumps(): Promise<void> {
    const second = await this.lifecycle.keyInSecret();
    const third = await this.to('rotating-3');
    const { code, stdout, stderr } = await this.lifecycle.attempt('rotating-4');
    this.holds('rotating-3 to rotating-4: a third key is refused', code !== 0 && /LimitExceeded/.test(stdout + stderr), stderr.slice(-500));
    await this.lifecycle.is('rotating-3');
    this.holds('the secret holds what it held', (await this.lifecycle.keyInSecret()).accessKeyId === third.accessKeyId);
    await this.works('rolled back', { 'second key': second, 'third key': third });
    await this.to('single-3', third);

    const another = await this.to('single-2');
    this.holds('going back to single-2 makes another key', ![second, third].some(({ accessKeyId }) => accessKeyId === another.accessKeyId));
    await this.works('single-3 to single-2', { 'another key': another }, { 'second key': second, 'third key': third });
    await this.revoked(another);
    await this.keyBesideTheStack(another);
  }

  /** The key is in wrong hands: off at once, also in the template; and the way back, if it was a mistake. */
  private async revoked(key: Credentials): Promise<void> {
    const UserName = this.lifecycle.stack.resource('AWS::IAM::User');
    const off = { UserName, AccessKeyId: key.accessKeyId, Status: 'Inactive' as const };
    await new IAMClient(this.here.target.config()).send(new UpdateAccessKeyCommand(off));
    await this.works('revoked by hand', {}, { 'revoked key': key });
    const next = await this.to('retiring-3');
    await this.works('revoked in the template', { 'next key': next }, { 'revoked key': key });
    await this.to('single-2', key);
    await this.works('taken back', { 'revoked key': key }, { 'next key': next });
  }

  /** One that somebody has made by hand. */
  private async keyBesideTheStack(current: Credentials): Promise<void> {
    const iam = new IAMClient(this.here.target.config());
    const UserName = this.lifecycle.stack.resource('AWS::IAM::User');
    const { accessKeyId: AccessKeyId, secretAccessKey } = await newKeyOf(this.here, UserName);
    this.byHand.push(secretAccessKey);
    const { code } = await this.lifecycle.attempt('rotating-3');
    this.holds('a key beside the stack makes a rotation fail', code !== 0);
    await this.works('rolled back', { 'current key': current });
    await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
    await this.lifecycle.is('single-2');
  }

  public async outside(): Promise<void> {
    const last = await this.lifecycle.keyInSecret();
    const secret = this.lifecycle.stack.resource('AWS::SecretsManager::Secret');
    const UserName = this.lifecycle.stack.resource('AWS::IAM::User');
    await this.lifecycle.to('outside');
    await this.works('outside', {}, { 'last key': last });
    const { target } = this.here;
    const { AccessKeyMetadata } = await new IAMClient(target.config()).send(new ListAccessKeysCommand({ UserName }));
    this.holds(
      'outside: the user is the same, without a key',
      this.lifecycle.stack.output('SetupUserName') === UserName && AccessKeyMetadata?.length === 0,
    );
    const asked = new SecretsManagerClient(target.config()).send(new GetSecretValueCommand({ SecretId: secret }));
    this.holds(
      'outside: the secret is gone',
      await asked.then(
        () => false,
        (error: Error) => /ResourceNotFound|InvalidRequest/.test(error.name),
      ),
    );
  }

  /** Deploys a step; returns the key that the secret holds then, which may have to be a certain one. */
  private async to(state: State, expected?: Credentials): Promise<Credentials> {
    await this.lifecycle.to(state);
    const key = await this.lifecycle.keyInSecret();
    if (expected) {
      this.holds(`${state}: the secret still holds the same key`, key.accessKeyId === expected.accessKeyId);
    }
    return key;
  }

  private async works(when: string, which: Record<string, Credentials>, not: Record<string, Credentials> = {}): Promise<void> {
    const Bucket = this.lifecycle.stack.resource('AWS::S3::Bucket');
    const list = (key: Credentials) => () => new S3Client(this.here.target.config(key)).send(new ListObjectsV2Command({ Bucket }));
    const calls = [
      ...Object.entries(which).map(([name, key]) => allowed(`${when}: s3 ListObjects with the ${name}`, list(key))),
      ...Object.entries(not).map(([name, key]) => refused(`${when}: s3 ListObjects with the ${name}`, list(key))),
    ];
    this.here.checks.calls(WHERE, await makeCalls(calls));
  }

  private holds(what: string, so: boolean, got?: string): void {
    this.here.checks.step(WHERE, what, so, got);
  }
}
