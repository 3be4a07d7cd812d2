import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Outcome, type RunOptions, run } from '../tools/processes';
import { STACK, type State } from './apps/states';
import { UNATTENDED } from './cli';
import type { Here } from './part';
import { readBack, type WholeTemplate } from './readback/read-back';
import { DeployedStack } from './stack';

/** A stack that goes from state to state. */
export class Lifecycle {
  /** All states are synthesized at once. */
  public static async of(here: Here, where: string): Promise<Lifecycle> {
    const folder = join(here.folder, 'states');
    const args = ['--tsconfig', 'tsconfig.dev.json', join('test', 'e2e', 'apps', 'states.ts'), folder];
    const { code, stderr } = await run(join('node_modules', '.bin', 'tsx'), args, { env: here.aws.environment });
    if (code !== 0) {
      throw new Error(stderr);
    }
    return new Lifecycle(here, where, folder);
  }

  public readonly stack: DeployedStack;
  /** What the CLI has printed so far, in which no secret may stand. */
  public printed = '';

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
    await readBack(this.here.target, this.stack, this.templateOf(state), this.here.checks, `${this.where}/${state}`);
  }

  /** Destroys it, whatever comes of it. */
  public async destroy(state: State): Promise<Outcome> {
    const outcome = await this.here.target.cdk(['destroy', ...this.appOf(state), '--force']);
    this.printed += outcome.stdout + outcome.stderr;
    return outcome;
  }
}
