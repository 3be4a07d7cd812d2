import type { Outcome } from '../local-aws/local-aws';

/** One call to AWS and what must come of it. `refused` is AWS's word against it, not just any failure. */
export interface Call {
  readonly name: string;
  readonly expected: 'allowed' | 'refused';
  readonly run: () => Promise<unknown>;
}

export interface Result extends Pick<Call, 'name' | 'expected'> {
  readonly got: string;
}

/** Makes the calls one after the other: later ones read what earlier ones wrote. */
export async function makeCalls(calls: readonly Call[]): Promise<Result[]> {
  const results: Result[] = [];
  for (const { name, expected, run } of calls) {
    const got = await run().then(
      () => 'allowed',
      (error: unknown) => verdict(error),
    );
    results.push({ name, expected, got });
  }
  return results;
}

/** A command of the AWS CLI, as a call: its failure is an error with what it printed. */
export async function succeed(command: Promise<Outcome>): Promise<string> {
  const { code, stdout, stderr } = await command;
  if (code !== 0) {
    throw new Error(stderr.trim() || stdout.trim() || `exit code ${code}`);
  }
  return stdout;
}

/** For what a call returned, when the call alone does not prove it. */
export function ensure(condition: boolean, otherwise: string): void {
  if (!condition) {
    throw new Error(otherwise);
  }
}

function verdict(error: unknown): string {
  const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
  const refused =
    $metadata?.httpStatusCode === 403 ||
    /^(AccessDenied|UnauthorizedOperation)/.test(name) ||
    /\((AccessDenied\w*|UnauthorizedOperation|403)\)/.test(message);
  return refused ? 'refused' : `error: ${name} ${message.split('\n').slice(-1)[0]}`;
}
