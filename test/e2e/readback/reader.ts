import type { Json } from '../../matrix/types';
import type { Target } from '../target';

/** What CloudFormation calls the properties of a resource, as the AWS APIs tell them. */
export type Properties = Record<string, Json>;

export interface Resource {
  readonly target: Target;
  /** What Ref of it returns. */
  readonly id: string;
  /** What is promised: the names that an API wants to be asked by. */
  readonly promised: Properties;
}

export interface Reader {
  readonly read: (resource: Resource) => Promise<Properties>;
  /** What is not read, and why it need not be. */
  readonly unread?: Record<string, string>;
  /** What AWS sets by itself, which counts only if it was asked for. */
  readonly byAws?: readonly string[];
}

/** Takes "there is none" as an answer. */
export async function ifAny<T extends object>(asked: Promise<T>): Promise<Partial<T>> {
  return asked.catch((error: Error) => {
    if (/^NoSuch(?!Bucket$)|NotFound/.test(error.name)) {
      return {};
    }
    throw error;
  });
}

/** A policy document as IAM and S3 tell it. */
export function document(policy: string | undefined): Json {
  return policy === undefined ? undefined : JSON.parse(policy.startsWith('%') ? decodeURIComponent(policy) : policy);
}

/** An AWS CLI command of the administrator, whose answer is JSON: for the services that the project has no SDK client of. */
export async function ask(target: Target, ...args: string[]): Promise<Json> {
  const { code, stdout, stderr } = await target.aws(args);
  if (code !== 0) {
    throw new Error(`aws ${args.join(' ')}: ${stderr.trim()}`);
  }
  return JSON.parse(stdout);
}
