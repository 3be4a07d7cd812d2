import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireSpace } from './disk-space';
import { ExplainedError, MissingTool } from './explained-error';
import { lastLines, type Outcome, processExists, run } from './processes';

const MEGABYTES = 500; // the larger of the environments, while pip unpacks it

export interface PythonEnvironmentOptions {
  /** Where the environment is kept from run to run. */
  readonly parent: string;
  /** What it is for, in messages. */
  readonly purpose: string;
  /** As in a requirements.txt. */
  readonly requirements: string;
  readonly log?: (line: string) => void;
}

/**
 * The interpreter of a Python environment with these requirements, built on first use. `PYTHON` chooses the Python that it is built from.
 *
 * The environment's folder is named after its content, so that changed requirements make a new one. It is built under another name and
 * then renamed: it is complete when it exists, and two runs that build it at once do not disturb each other. (Scripts in its bin folder
 * know the first name only: start modules with `python -m`.)
 */
export async function pythonEnvironment(options: PythonEnvironmentOptions): Promise<string> {
  const needed = new MissingTool(
    `Python 3.10 or newer is needed for ${options.purpose}: install python3 (and python3-venv), or set PYTHON=/path/to/python3`,
  );
  const interpreter = process.env.PYTHON || 'python3';
  const script = 'import sys, platform; print(platform.python_implementation(), sys.version_info[:3], sys.version_info >= (3, 10))';
  const version = await attempt(interpreter, ['-c', script]);
  if (version?.code !== 0 || !version.stdout.includes('True')) {
    throw needed;
  }
  const key = createHash('sha256').update(options.requirements).update(version.stdout).digest('hex').slice(0, 12);
  const directory = join(options.parent, `python-${key}`);
  if (!existsSync(directory)) {
    await build(interpreter, directory, options, needed);
  }
  return join(directory, 'bin', 'python');
}

async function build(interpreter: string, directory: string, options: PythonEnvironmentOptions, needed: ExplainedError): Promise<void> {
  const { log = () => undefined, parent, purpose, requirements } = options;
  requireSpace(parent, MEGABYTES);
  removeAbandonedBuilds(parent);
  const draft = `${directory}.building-${process.pid}-${randomBytes(3).toString('hex')}`;
  try {
    log(`setting up the Python environment of ${purpose} (once, about 20 s)`);
    const venv = await attempt(interpreter, ['-m', 'venv', draft]);
    if (venv?.code !== 0) {
      throw needed;
    }
    writeFileSync(join(draft, 'requirements.txt'), requirements);
    const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--progress-bar', 'off'];
    const installed = await run(join(draft, 'bin', 'python'), [...pip, '-r', join(draft, 'requirements.txt')]);
    if (installed.code !== 0) {
      throw new ExplainedError(`The Python packages of ${purpose} could not be installed:\n${lastLines(installed.stderr, 5)}`);
    }
    renameSync(draft, directory);
  } catch (error) {
    if (!existsSync(directory)) {
      throw error; // otherwise another run was faster: its environment is as good
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Drafts of runs that were killed while they built. */
function removeAbandonedBuilds(parent: string): void {
  for (const name of readdirSync(parent)) {
    const builder = /^python-.*\.building-(\d+)-/.exec(name)?.[1];
    if (builder && !processExists(Number(builder))) {
      rmSync(join(parent, name), { recursive: true, force: true });
    }
  }
}

/** The outcome, or undefined when there is no such program. */
async function attempt(command: string, args: string[]): Promise<Outcome | undefined> {
  return run(command, args).catch(() => undefined);
}
