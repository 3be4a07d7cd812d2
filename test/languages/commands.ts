import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run as runProcess } from '../local-aws/processes';
import { LanguageError, type Log } from './language';

export const ROOT = join(__dirname, '..', '..');
/** Everything that the runner makes, and what the next run can use again. Ignored by git. */
export const WORK = join(ROOT, '.languages');

const TIMEOUT_SECONDS = 600;
const LINES = 30;

const ENVIRONMENT = {
  CDK_VALIDATION: 'false', // seconds in every process, and of no use: the templates are compared with each other
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
  PYTHONDONTWRITEBYTECODE: '1',
  PYTHONNOUSERSITE: '1', // the environment alone, not what the user has installed elsewhere
  PYTHONPATH: undefined,
};

/** The standard output of a command that has to succeed. Otherwise `what` failed, and the end of its output says why. */
export async function run(what: string, command: string, args: string[], options: { cwd?: string; outdir?: string } = {}): Promise<string> {
  const env = { ...process.env, ...ENVIRONMENT, CDK_OUTDIR: options.outdir };
  const outcome = await runProcess(command, args, { cwd: options.cwd ?? ROOT, env, timeoutSeconds: TIMEOUT_SECONDS });
  if (outcome.code !== 0) {
    const lines = `${outcome.stdout}\n${outcome.stderr}`.trim().split('\n').slice(-LINES);
    throw new LanguageError(`${what} failed:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  }
  return outcome.stdout;
}

/** A program of node_modules. */
export function tool(name: string): string {
  return join(ROOT, 'node_modules', '.bin', name);
}

/** Says when a step has started and how long it took. */
export async function timed<T>(log: Log, step: string, action: () => Promise<T>): Promise<T> {
  const start = Date.now();
  log(`${step} ...`);
  try {
    return await action();
  } finally {
    log(`${step}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
  }
}

/** The installed package and the outputs are the same for all runs, so there is one run at a time. */
export function claimWork(): void {
  mkdirSync(WORK, { recursive: true });
  const claim = join(WORK, 'run.pid');
  const holder = existsSync(claim) ? Number(readFileSync(claim, 'utf8')) : undefined;
  if (holder && isRunning(holder)) {
    throw new LanguageError(`Another run, process ${holder}, is at work in ${relative(ROOT, WORK)}: wait for its end`);
  }
  writeFileSync(claim, String(process.pid));
  process.on('exit', () => rmSync(claim, { force: true }));
  for (const name of readdirSync(WORK).filter((entry) => /^stage-|\.building-/.test(entry))) {
    rmSync(join(WORK, name), { recursive: true, force: true }); // of a run that was killed
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
