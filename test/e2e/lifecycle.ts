import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Credentials } from '../local-aws/local-aws';
import type { Outcome, RunOptions } from '../tools/processes';
import { STACK, type State } from './apps/states';
import { UNATTENDED } from './cli';
import { accessKeyIn } from './credentials';
import type { Here } from './part';
import { readBack, type WholeTemplate } from './readback/read-back';
import { DeployedStack } from './stack';
import { synthesizedStates } from './states';

/** A stack that goes from state to state. */
export class Lifecycle {
  /** All states are synthesized at once. */
  public static async of(here: Here, where: string): Promise<Lifecycle> {
    const folder = await synthesizedStates(here, 'states.ts');
    return new Lifecycle(here, where, folder);
  }

  public readonly stack: DeployedStack;
  /** What the CLI has printed so far, in which no secret may stand. */
  public printed = '';
  private readonly secrets = new Set<string>();

  private constructor(
    private readonly here: Here,
    public readonly where: string,
    private readonly folder: string,
  ) {
    this.stack = new DeployedStack(here.target, STACK);
  }

  public appOf(state: State): string[] {
    return ['--app', join(this.folder, state), STACK];
  }

  public templateOf(state: State): WholeTemplate {
    return JSON.parse(readFileSync(join(this.folder, state, `${STACK}.template.json`), 'utf8'));
  }

  /** Deploys a state, whatever comes of it. */
  public async attempt(state: State, options?: RunOptions): Promise<Outcome> {
    const outcome = await this.here.target.cdk(['deploy', ...this.appOf(state), ...UNATTENDED, '--verbose'], options);
    this.printed += outcome.stdout + outcome.stderr;
    return outcome;
  }

  /** Deploys a state, and reads it back. */
  public async to(state: State): Promise<void> {
    const { code, stderr } = await this.attempt(state);
    this.here.checks.step(this.where, `${state}: deployed`, code === 0, stderr.split('\n').slice(-10).join('\n'));
    await this.is(state);
  }

  /** What is deployed is this state, read back property by property. */
  public async is(state: State): Promise<void> {
    await this.stack.load();
    for (const id of this.stack.all('AWS::SecretsManager::Secret')) {
      this.secrets.add((await accessKeyIn(this.here, id)).secretAccessKey);
    }
    await readBack(this.here.target, this.stack, this.templateOf(state), this.here.checks, `${this.where}/${state}`);
  }

  /**
   * Deploys a state with a CLI that is killed as soon as `now`. Returns the stack's status then.
   *
   * The stack goes on by itself. A deployment that is started before it has settled would be taken for done.
   */
  public async killed(state: State, now: () => Promise<boolean>): Promise<string> {
    const controller = new AbortController();
    const deployment = this.attempt(state, { signal: controller.signal });
    for (const deadline = Date.now() + 60_000; !(await now().catch(() => false)); ) {
      if (Date.now() > deadline) {
        controller.abort();
        throw new Error(`${state}: the moment to kill the CLI never came\n${(await deployment).stdout.slice(-3000)}`);
      }
      await sleep(10);
    }
    const status = await this.stack.statusOf();
    controller.abort();
    const { code } = await deployment;
    this.here.checks.step(
      this.where,
      `${state}: the CLI is killed while the stack is ${status}`,
      code === -1,
      `it ended by itself with ${code}`,
    );
    return status;
  }

  /** Tells the wait condition of a state to go on. */
  public async signal(prefix: string): Promise<void> {
    await this.stack.load();
    const url = new URL(this.stack.resource('AWS::CloudFormation::WaitConditionHandle', prefix));
    const body = JSON.stringify({ Status: 'SUCCESS', UniqueId: '1', Data: '', Reason: '' });
    const status = await this.here.aws.put(`${url.pathname}${url.search}`, body);
    this.here.checks.step(this.where, `the wait condition ${prefix} is signalled`, status === 200, `${status}`);
  }

  /** The key that the stack's secret holds. */
  public keyInSecret(): Promise<Credentials> {
    return accessKeyIn(this.here, this.stack.output('SetupSecretArn'));
  }

  /** No secret key that this stack has held, nor one of these, stands in what the CLI has printed, in what CloudFormation tells, or in a file of the run. */
  public async noLeak(more: readonly string[] = []): Promise<void> {
    const { checks, folder, target } = this.here;
    const told = (await this.stack.exists()) ? await this.stack.told() : {};
    const secrets = [...new Set([...this.secrets, ...more])];
    checks.noLeak(this.where, secrets, { 'output of cdk --verbose': this.printed, ...told }, [folder, ...target.traces]);
  }

  /** Destroys it, whatever comes of it. */
  public async destroy(state: State): Promise<Outcome> {
    const outcome = await this.here.target.cdk(['destroy', ...this.appOf(state), '--force']);
    this.printed += outcome.stdout + outcome.stderr;
    return outcome;
  }
}
