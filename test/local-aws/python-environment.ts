import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Outcome, run } from './processes';

const REQUIREMENTS = join(__dirname, 'requirements.txt');
const NEEDED = 'Python 3.10 or newer is needed for the local AWS: install python3 (and python3-venv), or set PYTHON=/path/to/python3';

/**
 * The interpreter of a Python environment with everything in requirements.txt, built on first use.
 *
 * The environment's folder is named after its content, so that changed requirements make a new one. It is built under another name and
 * then renamed: it is complete when it exists, and two runs that build it at once do not disturb each other. (Scripts in its bin folder
 * know the first name only: start modules with `python -m`.)
 */
export async function pythonEnvironment(parent: string, log: (line: string) => void): Promise<string> {
  const interpreter = process.env.PYTHON || 'python3';
  const version = await pythonVersion(interpreter);
  const key = createHash('sha256').update(readFileSync(REQUIREMENTS)).update(version).digest('hex').slice(0, 12);
  const directory = join(parent, `python-${key}`);
  if (!existsSync(directory)) await build(interpreter, directory, log);
  return join(directory, 'bin', 'python');
}

async function pythonVersion(interpreter: string): Promise<string> {
  const script = 'import sys, platform; print(platform.python_implementation(), sys.version_info[:3], sys.version_info >= (3, 10))';
  const version = await attempt(interpreter, ['-c', script]);
  if (version?.code !== 0 || !version.stdout.includes('True')) throw new LocalAwsError(NEEDED);
  return version.stdout;
}

async function build(interpreter: string, directory: string, log: (line: string) => void): Promise<void> {
  const parent = join(directory, '..');
  mkdirSync(parent, { recursive: true });
  removeAbandonedBuilds(parent);
  const draft = `${directory}.building-${process.pid}-${randomBytes(3).toString('hex')}`;
  try {
    log('local AWS: setting up its Python environment (once, about 20 s)');
    const venv = await attempt(interpreter, ['-m', 'venv', draft]);
    if (venv?.code !== 0) throw new LocalAwsError(NEEDED);
    await install(join(draft, 'bin', 'python'), log);
    renameSync(draft, directory);
  } catch (error) {
    if (!existsSync(directory)) throw error; // otherwise another run was faster: its environment is as good
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function install(python: string, log: (line: string) => void): Promise<void> {
  const args = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--progress-bar', 'off', '-r', REQUIREMENTS];
  const installed = await run(python, args, { onLine: (line) => /^Installing/.test(line) && log(`  ${line}`) });
  if (installed.code !== 0) {
    throw new LocalAwsError(`The Python packages of the local AWS could not be installed:\n${lastLines(installed.stderr, 5)}`);
  }
}

/** Drafts of runs that were killed while they built. */
function removeAbandonedBuilds(parent: string): void {
  for (const name of readdirSync(parent)) {
    const builder = /^python-.*\.building-(\d+)-/.exec(name)?.[1];
    if (builder && !processExists(Number(builder))) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The outcome, or undefined when there is no such program. */
async function attempt(command: string, args: string[]): Promise<Outcome | undefined> {
  return run(command, args).catch(() => undefined);
}

export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

/** A failure that the message explains in full. It has no stack trace, which would only hide the message. */
export class LocalAwsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LocalAwsError';
    this.stack = `${this.name}: ${message}`;
  }
}
