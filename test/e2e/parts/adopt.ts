import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateUserCommand, DeleteAccessKeyCommand, GetUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetBucketPolicyCommand, GetBucketVersioningCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Credentials, Outcome } from '../../local-aws/local-aws';
import { BY_HAND, STACK, type State } from '../apps/adopt';
import { allowed, ensure, makeCalls, refused } from '../calls';
import { UNATTENDED } from '../cli';
import { accessKeyIn, newKeyOf } from '../credentials';
import { bytesOf } from '../objects';
import type { Here, Part } from '../part';
import { DeployedStack } from '../stack';
import { synthesizedStates } from '../states';

const Key = 'backups/old';
const Body = 'written before';

const PAGE = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'adopt.md'), 'utf8');

/** docs/adopt.md, step by step. */
export const adopt: Part = {
  items: ['as they are', 'imported', 'taken up again'],
  async run(here, items) {
    const folder = await synthesizedStates(here, 'adopt.ts');
    for (const item of items) {
      await here.fresh();
      await STEPS[item](new Adoption(here, `adopt/${item}`, folder));
    }
  },
};

const STEPS: Record<string, (adoption: Adoption) => Promise<void>> = {
  'as they are': async (adoption) => {
    const key = await adoption.makeByHand();
    await adoption.deploys('as-they-are');
    await adoption.uses('with the key of before', key, BY_HAND);
    await adoption.destroys('as-they-are');
    await adoption.stays(BY_HAND);
    await adoption.userStays();
    await adoption.isRefused('after the stack: its permissions are gone', key, BY_HAND);
  },

  imported: async (adoption) => {
    const key = await adoption.makeByHand();
    await adoption.follows('Import them', 'imported', [BY_HAND]);
    await adoption.stays(BY_HAND);
    await adoption.unchanged('imported');
    await adoption.isProtected(BY_HAND);
    await adoption.uses('with the key of before', key, BY_HAND);
    await adoption.deploys('imported-with-key');
    await adoption.uses('with the new key', await adoption.keyOfStack(), BY_HAND);
    await adoption.uses('the key of before still works', key, BY_HAND);
    await adoption.removesKey(key);
    await adoption.isRefused('the key of before is deleted', key, BY_HAND);
    await adoption.uses('with the new key', await adoption.keyOfStack(), BY_HAND);
    await adoption.unchanged('imported-with-key');
  },

  'taken up again': async (adoption) => {
    const name = 'kept-backups';
    await adoption.deploys('kept');
    await adoption.writes(name);
    await adoption.destroys('kept');
    await adoption.stays(name);
    await adoption.isProtected(name);
    await adoption.follows('Take a kept bucket up again', 'kept', [name]);
    await adoption.stays(name);
    await adoption.isProtected(name);
    await adoption.uses('with a new key', await adoption.keyOfStack(), name);
    await adoption.unchanged('kept');
  },
};

class Adoption {
  private readonly stack: DeployedStack;
  private readonly s3: S3Client;
  private readonly iam: IAMClient;

  public constructor(
    private readonly here: Here,
    private readonly where: string,
    private readonly folder: string,
  ) {
    this.stack = new DeployedStack(here.target, STACK);
    this.s3 = new S3Client(here.target.config());
    this.iam = new IAMClient(here.target.config());
  }

  /** A bucket with data, and a user with a key. */
  public async makeByHand(): Promise<Credentials> {
    await this.s3.send(new CreateBucketCommand({ Bucket: BY_HAND }));
    await this.writes(BY_HAND);
    await this.iam.send(new CreateUserCommand({ UserName: BY_HAND }));
    return newKeyOf(this.here, BY_HAND);
  }

  public async writes(Bucket: string): Promise<void> {
    await this.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  }

  public async deploys(state: State): Promise<void> {
    this.succeeds(`${state}: deployed`, await this.cdk(state, 'deploy', ...UNATTENDED));
    await this.stack.load();
  }

  public async unchanged(state: State): Promise<void> {
    const { stderr, stdout } = await this.cdk(state, 'deploy', ...UNATTENDED);
    this.step(`${state}: deployed again, nothing changes`, `${stdout}${stderr}`.includes('(no changes)'));
  }

  public async destroys(state: State): Promise<void> {
    this.succeeds(`${state}: destroyed`, await this.cdk(state, 'destroy', '--force'));
  }

  /** Pastes the commands of a section, which import and deploy. */
  public async follows(section: string, state: State, imported: readonly string[]): Promise<void> {
    const [, commands = 'false'] = PAGE.split(`## ${section}\n`)[1]?.match(/```sh\n([\s\S]*?)```/) ?? [];
    const cwd = join(this.folder, `app-${state}`);
    mkdirSync(cwd);
    symlinkSync(join(this.folder, state), join(cwd, 'cdk.out'));
    writeFileSync(join(cwd, 'cdk.json'), JSON.stringify({ app: 'cdk.out', requireApproval: 'never' }));
    this.succeeds(`${state}: "${section}" pasted`, await this.here.aws.shell(commands, { cwd }));
    await this.stack.load();
    for (const name of imported) {
      this.step(`${name} is in the stack`, Object.values(this.stack.refs).includes(name));
    }
  }

  public async uses(what: string, key: Credentials, Bucket: string): Promise<void> {
    const s3 = new S3Client(this.here.target.config(key));
    const reads = async () => ensure((await bytesOf(s3, Bucket, Key)).toString() === Body, 'other bytes');
    const writes = () => s3.send(new PutObjectCommand({ Bucket, Key: 'backups/new', Body }));
    this.here.checks.calls(
      this.where,
      await makeCalls([allowed(`${what}: reads what was there`, reads), allowed(`${what}: writes`, writes)]),
    );
  }

  public async isRefused(what: string, key: Credentials, Bucket: string): Promise<void> {
    const s3 = new S3Client(this.here.target.config(key));
    this.here.checks.calls(this.where, await makeCalls([refused(what, () => s3.send(new PutObjectCommand({ Bucket, Key: 'x', Body })))]));
  }

  public async stays(Bucket: string): Promise<void> {
    const found = await bytesOf(this.s3, Bucket, Key).catch((error: Error) => error.message);
    this.step('the data is there', found.toString() === Body, `${found}`);
  }

  public async userStays(): Promise<void> {
    const found = await this.iam.send(new GetUserCommand({ UserName: BY_HAND })).catch((error: Error) => error);
    this.step('the user is there', 'User' in found, `${found}`);
  }

  public async isProtected(Bucket: string): Promise<void> {
    const { Policy = '' } = await this.s3.send(new GetBucketPolicyCommand({ Bucket }));
    const { Status } = await this.s3.send(new GetBucketVersioningCommand({ Bucket }));
    this.step(
      'the bucket refuses plain HTTP and keeps versions',
      Policy.includes('aws:SecureTransport') && Status === 'Enabled',
      `${Status} ${Policy}`,
    );
  }

  public keyOfStack(): Promise<Credentials> {
    return accessKeyIn(this.here, this.stack.output('SetupSecretArn'));
  }

  public async removesKey({ accessKeyId: AccessKeyId }: Credentials): Promise<void> {
    await this.iam.send(new DeleteAccessKeyCommand({ UserName: BY_HAND, AccessKeyId }));
  }

  private cdk(state: State, command: string, ...more: string[]): Promise<Outcome> {
    return this.here.target.cdk([command, '--app', join(this.folder, state), STACK, ...more]);
  }

  private succeeds(what: string, { code, stderr, stdout }: Outcome): void {
    this.step(what, code === 0, `${stdout}${stderr}`.slice(-1500));
  }

  private step(what: string, holds: boolean, got?: string): void {
    this.here.checks.step(this.where, what, holds, got);
  }
}
