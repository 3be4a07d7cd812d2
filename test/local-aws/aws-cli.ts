import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { ExplainedError } from '../tools/explained-error';
import type { Outcome } from '../tools/processes';

/** The AWS CLI for many commands of one principal: a process that ends with this one, or with `end`. */
export class AwsCli {
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private readonly answers: AsyncIterator<string>;
  private last: Promise<unknown> = Promise.resolve();

  public constructor(python: string, env: NodeJS.ProcessEnv) {
    this.child = spawn(python, ['-B', join(__dirname, 'aws_cli.py')], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    this.child.stdin.on('error', () => undefined); // it has ended, which shows as a missing answer
    this.answers = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  /** One command after the other, in the order of the calls. */
  public run(args: readonly string[]): Promise<Outcome> {
    const answer = this.last.then(async () => {
      this.child.stdin.write(`${JSON.stringify(args)}\n`);
      const { done, value } = await this.answers.next();
      if (done) throw new ExplainedError(`The AWS CLI ended before it had answered: ${args.join(' ')}`);
      return JSON.parse(value) as Outcome;
    });
    this.last = answer.catch(() => undefined);
    return answer;
  }

  /** It ends when nothing more can come. */
  public end(): void {
    this.child.stdin.end();
  }
}
