import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { load } = require('js-yaml') as { load(text: string): unknown };

/** A step of a job: an action of GitHub, or a command. */
export interface WorkflowStep {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly run?: string;
  readonly 'continue-on-error'?: boolean;
}

export interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly env?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps: readonly WorkflowStep[];
}

/** What expressions can name: `github.sha`, `steps.release.outputs.x`, … */
export type Context = Readonly<Record<string, unknown>>;

/** The jobs of the release workflow, each after those that it needs. */
export function releaseJobs(root: string): Map<string, Job> {
  const { jobs } = load(readFileSync(join(root, '.github', 'workflows', 'release.yml'), 'utf8')) as { jobs: Record<string, Job> };
  const ordered = new Map<string, Job>();
  const add = (name: string): void => {
    for (const needed of [jobs[name].needs ?? []].flat()) {
      add(needed);
    }
    ordered.set(name, jobs[name]);
  };
  for (const name of Object.keys(jobs)) {
    add(name);
  }
  return ordered;
}

/** Replaces each `${{ … }}`. */
export const filled = (text: unknown, context: Context): string =>
  String(text).replace(/\$\{\{(.*?)\}\}/gs, (_, expression) => String(resultOf(expression, context) ?? ''));

/** Whether a condition holds; the expressions of this workflow are JavaScript, too. */
export const holds = (condition: string | undefined, context: Context): boolean =>
  condition === undefined || Boolean(resultOf(condition.replace(/^\$\{\{(.*)\}\}$/s, '$1'), context));

function resultOf(expression: string, context: Context): unknown {
  return new Function(...Object.keys(context), `return (${expression.trim().replace(/\.([a-z]+(?:-[a-z]+)+)\b/g, "['$1']")});`)(
    ...Object.values(context),
  );
}
