import type { Outcome, RunOptions } from '../local-aws/local-aws';
import { ExplainedError } from '../tools/explained-error';
import type { Target } from './target';

/** Runs the CDK CLI; returns what it printed. */
export async function cdk(target: Target, args: readonly string[], options?: RunOptions): Promise<string> {
  const { code, stdout, stderr } = await target.cdk(args, options);
  if (code !== 0) {
    throw new ExplainedError(
      `cdk ${args[0]} failed:\n${`${stdout}${stderr}`.trim().split('\n').slice(-20).join('\n')}\nMore in: ${target.traces.join(', ')}`,
    );
  }
  return stdout + stderr;
}

export const UNATTENDED = ['--require-approval', 'never'];

/** `--app` for a TypeScript app of this project. */
export function appOf(file: string, context: Record<string, string> = {}): string[] {
  const values = Object.entries(context).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  return ['--app', `node_modules/.bin/tsx --tsconfig tsconfig.dev.json ${file}`, ...values];
}

/** What the CLI says of stacks that are as their templates say. */
export function saysNoDifference({ code, stdout, stderr }: Outcome): boolean {
  return code === 0 && /Number of stacks with differences: 0/.test(stdout + stderr);
}
