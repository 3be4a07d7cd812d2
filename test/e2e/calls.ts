import type { Outcome } from '../local-aws/local-aws';

/**
 * One call to AWS and what must come of it. `refused` is AWS's word against whoever calls, not just any failure; `invalid` its word against the
 * request, whoever makes it.
 */
export interface Call {
  readonly name: string;
  readonly expected: 'allowed' | 'refused' | 'invalid';
  readonly run: () => Promise<unknown>;
}

const call =
  (expected: Call['expected']) =>
  (name: string, run: Call['run']): Call => ({ name, expected, run });
export const allowed = call('allowed');
export const refused = call('refused');
export const invalid = call('invalid');

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
  const code = /\((\w+)\) when calling/.exec(message)?.[1] ?? name; // the AWS CLI writes it into its sentence
  if ($metadata?.httpStatusCode === 403 || /^(AccessDenied|UnauthorizedOperation|403$)/.test(code)) {
    return 'refused';
  }
  return code === 'ValidationError' ? 'invalid' : `error: ${name} ${message.split('\n').slice(-1)[0]}`;
}
