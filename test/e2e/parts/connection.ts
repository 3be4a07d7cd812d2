import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import type { Outcome } from '../../local-aws/local-aws';
import { STACK, type State } from '../apps/connection';
import { Checks } from '../checks';
import { UNATTENDED } from '../cli';
import { accessKeyIn } from '../credentials';
import type { Here, Part } from '../part';
import { ask } from '../readback/reader';
import { DeployedStack } from '../stack';
import { synthesizedStates } from '../states';

const TYPE = 'Custom::VendorAccessConnectionTest';

/** A state that must fail, and what the message must name: call, permission, statement. `without`: statements that its policy loses. */
interface Broken {
  readonly state: State;
  readonly without?: readonly string[];
  readonly says: readonly string[];
}

const KEY = ['LogzioArchiveKey', 'LogzioRestoreKey'];

/** What is tested, and how it breaks. */
const TESTED: Record<string, readonly Broken[]> = {
  user: [
    { state: 'user', without: ['LogzioRestoreObjects'], says: ['GetObject needs', 's3:GetObject', 'statement LogzioRestoreObjects of'] },
    { state: 'user', without: KEY, says: ['PutObject needs', 'kms:GenerateDataKey', 'statement LogzioArchiveKey of'] },
  ],
  role: [
    { state: 'role', without: ['LogzioArchiveObjects'], says: ['s3:PutObject on', 'statement LogzioArchiveObjects of', 'implicitDeny'] },
  ],
  lock: [
    { state: 'lock', without: ['CloudBerryObjects'], says: ['s3:GetObjectVersion on', 'statement CloudBerryObjects of', 'implicitDeny'] },
    { state: 'lock', without: ['CloudBerryList'], says: ['ListObjectsV2 needs', 's3:ListBucket', 'statement CloudBerryList of'] },
  ],
  'existing-user': [{ state: 'existing-user-denied', says: ['s3:ListBucket on', 'statement LogzioRestoreList of', 'explicitDeny'] }],
  prefix: [
    { state: 'prefix-widened', says: ['s3:GetObject on', '/office/pc-1-outside/', 'outside the prefix', 'simulated by IAM as allowed'] },
  ],
};

/** Deployments that test the access: without a permission they fail, say which, and leave nothing; with it they pass, and leave no object. */
export const connection: Part = {
  items: [...Object.keys(TESTED), 'log'],
  async run(here, items) {
    const folder = await synthesizedStates(here, 'connection.ts');
    for (const item of items.filter((one) => one !== 'log')) {
      await here.fresh();
      await new Deployments(here, `connection/${item}`, folder).all(item as State);
    }
    if (items.includes('log')) {
      await here.fresh();
      await new Deployments(here, 'connection/log', folder).planted();
    }
  },
};

class Deployments {
  private readonly stack: DeployedStack;
  private printed = '';

  public constructor(
    private readonly here: Here,
    private readonly where: string,
    private readonly folder: string,
  ) {
    this.stack = new DeployedStack(here.target, STACK);
  }

  public async all(state: State): Promise<void> {
    for (const one of TESTED[state]) {
      await this.fails(one, 'ROLLBACK_COMPLETE');
      this.step('no user is left of it', (await this.users()) === 0, `${await this.users()} left`);
      await this.here.target.cdk(['destroy', '--app', join(this.folder, state), '--force']);
    }
    await this.passes(state);
    const first = this.stack.resource(TYPE);
    const again = await this.deploy(state);
    this.step('deployed again, nothing changes', `${again.stdout}${again.stderr}`.includes('(no changes)'));
    await this.fails(TESTED[state][0], 'UPDATE_ROLLBACK_COMPLETE');
    await this.stack.load();
    this.step('it is what was tested before', this.stack.resource(TYPE) === first, this.stack.resource(TYPE));
    if (state === 'user') {
      await this.passes('user-rotated');
      this.step('another key is tested again', this.stack.resource(TYPE) !== first, first);
    }
    await this.noLeak();
    const { code, stderr } = await this.here.target.cdk(['destroy', '--app', join(this.folder, state), '--force']);
    this.step('destroyed', code === 0 && !(await this.stack.exists()), stderr.slice(-500));
  }

  /** The function writes its secret to its log: the run must see that. */
  public async planted(): Promise<void> {
    await this.passes(
      this.changed('user', 'leaky', (template) => template.replace('const [accessKeyId', 'console.log(SecretString); const [accessKeyId')),
    );
    const found = new Checks();
    await this.noLeak(found);
    this.step('a secret in the log of the function is seen', found.wrong.length === 1, `${found.wrong.length} findings`);
    const [row] = found.wrong;
    this.step('it says where', /logs/.test(row?.got ?? ''), row?.got);
  }

  private async passes(state: string): Promise<void> {
    const { code, stderr } = await this.deploy(state);
    this.step(`${state}: deployed`, code === 0, stderr.slice(-1000));
    await this.stack.load();
    const [Bucket] = this.stack.all('AWS::S3::Bucket');
    const { DeleteMarkers = [], Versions = [] } = await new S3Client(this.here.target.config()).send(
      new ListObjectVersionsCommand({ Bucket }),
    );
    const left = [...Versions, ...DeleteMarkers].map(({ Key }) => Key);
    this.step(`${state}: no object is left behind`, left.length === 0, left.join());
  }

  private async fails({ says, state, without = [] }: Broken, status: string): Promise<void> {
    const broken = without.length > 0 ? this.without(state, without) : state;
    const { code, stderr, stdout } = await this.deploy(broken);
    const missing = says.filter((text) => !`${stdout}${stderr}`.includes(text));
    this.step(
      `${broken}: fails at the test, and says why`,
      code !== 0 && missing.length === 0,
      `${missing.join()} not in ${stderr.slice(-1500)}`,
    );
    const settled = await this.here.aws.settled(STACK);
    this.step(`${broken}: rolled back`, settled === status, settled);
  }

  private async deploy(state: string): Promise<Outcome> {
    const outcome = await this.here.target.cdk(['deploy', '--app', join(this.folder, state), STACK, ...UNATTENDED, '--verbose']);
    this.printed += outcome.stdout + outcome.stderr;
    return outcome;
  }

  private without(state: State, sids: readonly string[]): string {
    return this.changed(state, `${state}-without-${sids.join('-')}`, (text) => {
      const template = JSON.parse(text);
      const [policy] = Object.values<Policy>(template.Resources).filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy');
      const { PolicyDocument } = policy.Properties;
      PolicyDocument.Statement = PolicyDocument.Statement.filter(({ Sid }) => !sids.includes(Sid));
      const [test] = Object.values<Test>(template.Resources).filter(({ Type }) => Type === TYPE);
      test.Properties.State = `connection-test-${sids.join('-')}`; // as the library would, with another policy
      return JSON.stringify(template);
    });
  }

  /** Changes the template after the synthesis, which would not let it pass. The CLI uploads it under its hash. */
  private changed(state: State, name: string, change: (template: string) => string): string {
    const [from, to] = [join(this.folder, state), join(this.folder, name)];
    cpSync(from, to, { recursive: true });
    const file = join(to, `${STACK}.template.json`);
    const text = readFileSync(file, 'utf8');
    const changed = change(text);
    if (changed === text) {
      throw new Error(`nothing to change for ${name}`);
    }
    const [before, after] = [text, changed].map((one) => createHash('sha256').update(one).digest('hex'));
    writeFileSync(file, changed);
    for (const other of readdirSync(to).filter((one) => /^(manifest|.*assets)\.json$/.test(one))) {
      writeFileSync(join(to, other), readFileSync(join(to, other), 'utf8').replaceAll(before, after));
    }
    return name;
  }

  private async users(): Promise<number> {
    return (await new IAMClient(this.here.target.config()).send(new ListUsersCommand())).Users?.length ?? 0;
  }

  /** The secret of the stack stands in no log of a function, nor where everything else is looked through. */
  private async noLeak(checks = this.here.checks): Promise<void> {
    await this.stack.load();
    const keys = await Promise.all(this.stack.all('AWS::SecretsManager::Secret').map((id) => accessKeyIn(this.here, id)));
    const { logGroups } = await ask(this.here.target, 'logs', 'describe-log-groups');
    const logs = await Promise.all(
      logGroups.map(async ({ logGroupName }: { logGroupName: string }) => {
        const events = await ask(this.here.target, 'logs', 'filter-log-events', '--log-group-name', logGroupName);
        return [`logs of ${logGroupName}`, JSON.stringify(events)];
      }),
    );
    this.step('the functions have run', logs.length > 0, 'no log');
    const texts = { 'output of cdk --verbose': this.printed, ...(await this.stack.told()), ...Object.fromEntries(logs) };
    const secrets = keys.map(({ secretAccessKey }) => secretAccessKey);
    checks.noLeak(this.where, secrets, texts, checks === this.here.checks ? [this.here.folder, ...this.here.target.traces] : []);
  }

  private step(what: string, holds: boolean, got?: string): void {
    this.here.checks.step(this.where, what, holds, got);
  }
}

interface Test {
  readonly Type: string;
  readonly Properties: { State: string };
}

interface Policy {
  readonly Type: string;
  readonly Properties: { readonly PolicyDocument: { Statement: { readonly Sid: string }[] } };
}
