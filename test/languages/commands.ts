import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ExplainedError } from '../tools/explained-error';
import { lastLines, processExists, run as runProcess } from '../tools/processes';

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
    throw new ExplainedError(`${what} failed:\n${lastLines(`${outcome.stdout}\n${outcome.stderr}`, LINES)}`);
  }
  return outcome.stdout;
}

/** A program of node_modules. */
export function tool(name: string): string {
  return join(ROOT, 'node_modules', '.bin', name);
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
    rmSync(join(WORK, name), { recursive: true, force: true }); // of a run that was killed
  }
}
