import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { ExplainedError, MissingTool } from '../tools/explained-error';
import { lastLines, processExists, run as runProcess } from '../tools/processes';
import type { Check, Command } from './language';

export const ROOT = join(__dirname, '..', '..');
/** Everything that the runner makes, and what the next run can use again. Ignored by git. */
export const WORK = join(ROOT, '.languages');
/** Maven's repository of the runner alone: in the user's, our version 0.0.0 of an earlier run would pass for the one under test. */
export const MAVEN_REPOSITORY = join(WORK, 'maven');

const TIMEOUT_SECONDS = 600;
const LINES = 30;

const ENVIRONMENT = {
  CDK_VALIDATION: 'false', // seconds in every process, and of no use: the templates are compared with each other
  CI: undefined, // what a task of projen does has to be the same on every machine
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
  MAVEN_REPOSITORY,
  PYTHONDONTWRITEBYTECODE: '1',
  PYTHONNOUSERSITE: '1', // the environment alone, not what the user has installed elsewhere
  PYTHONPATH: undefined,
  TSX_TSCONFIG_PATH: undefined, // of this process: a copy of the sources has its own
};

export interface RunOptions {
  readonly cwd?: string;
  readonly outdir?: string;
  readonly context?: Record<string, unknown>;
  /** Lets the CDK validate templates: seconds in every process. */
  readonly validates?: boolean;
}

/** The standard output of a command that has to succeed. Otherwise `what` failed, and the end of its output says why. */
export async function run(
  what: string,
  [command, ...args]: Command,
  { context, cwd = ROOT, outdir, validates }: RunOptions = {},
): Promise<string> {
  const validation = validates ? { CDK_VALIDATION: undefined } : {};
  const env = { ...process.env, ...ENVIRONMENT, ...validation, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: context && JSON.stringify(context) };
  const outcome = await runProcess(command, args, { cwd, env, timeoutSeconds: TIMEOUT_SECONDS });
  if (outcome.code !== 0) {
    throw new ExplainedError(`${what} failed:\n${lastLines(`${outcome.stdout}\n${outcome.stderr}`, LINES)}`);
  }
  return outcome.stdout;
}

/** The checks that a program reports as one JSON object a line. */
export async function runChecks(what: string, command: Command): Promise<Check[]> {
  const output = await run(what, command);
  return output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Check);
}

/** Tools that are not there make a language be skipped; `what` says what to install. */
export async function needTools(what: string, ...probes: Command[]): Promise<void> {
  for (const [command, ...args] of probes) {
    const outcome = await runProcess(command, args).catch(() => undefined);
    if (outcome?.code !== 0) {
      throw new MissingTool(`${what} (${command} cannot be run)`);
    }
  }
}

/** A program of node_modules. */
export function tool(name: string): string {
  return join(ROOT, 'node_modules', '.bin', name);
}

/** The version of a package in node_modules. */
export function installed(name: string): string {
  return JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version;
}

/**
 * A folder of WORK that is made once and then used again. Its name has to change with all that it is made of; what it replaces, of another
 * name with the same start, is removed. It is made under another name first, so that it is complete when it exists.
 */
export async function kept(start: string, key: string, make: (draft: string) => Promise<void>): Promise<string> {
  const folder = join(WORK, `${start}-${key}`);
  if (!existsSync(folder)) {
    const draft = mkdtempSync(join(WORK, 'stage-'));
    await make(draft);
    for (const name of readdirSync(WORK).filter((entry) => new RegExp(`^${start}-[^-]+$`).test(entry) && entry !== basename(folder))) {
      rmSync(join(WORK, name), { recursive: true, force: true });
    }
    renameSync(draft, folder);
  }
  return folder;
}

/** The installed package and the outputs are the same for all runs, so there is one run at a time. */
export function claimWork(): void {
  mkdirSync(WORK, { recursive: true });
  const claim = join(WORK, 'run.pid');
  const holder = existsSync(claim) ? Number(readFileSync(claim, 'utf8')) : undefined;
  if (holder && processExists(holder)) {
    throw new ExplainedError(`Another run, process ${holder}, is at work in ${relative(ROOT, WORK)}: wait for its end`);
  }
  writeFileSync(claim, String(process.pid));
  process.on('exit', () => rmSync(claim, { force: true }));
  for (const name of readdirSync(WORK).filter((entry) => /^stage-|\.building-/.test(entry))) {
    rmSync(join(WORK, name), { recursive: true, force: true }); // of a run that failed or was killed
  }
}
