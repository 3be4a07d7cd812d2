import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run, timed, WORK } from '../commands';
import { LanguageError, type Log } from '../language';

const NEEDED = 'Python 3.10 or newer with venv is needed: install python3 and python3-venv, or set PYTHON to another interpreter';
const PIP = ['-m', 'pip', '--disable-pip-version-check', '--no-input', 'install', '--quiet', '--progress-bar', 'off'];

/**
 * The interpreter of an environment with the versions of CDK that the TypeScript tests use, which makes the templates comparable.
 *
 * The environment's folder is named after the versions, and it is renamed to that when it is complete.
 */
export async function pythonEnvironment(log: Log): Promise<string> {
  const interpreter = process.env.PYTHON || 'python3';
  const requirements = [`aws-cdk-lib==${installed('aws-cdk-lib')}`, `constructs==${installed('constructs')}`];
  // A newer generator makes packages that need a newer runtime, which comes with the environment.
  const content = [await pythonVersion(interpreter), `jsii-pacmak ${installed('jsii-pacmak')}`, ...requirements].join('\n');
  const directory = join(WORK, `python-${createHash('sha256').update(content).digest('hex').slice(0, 12)}`);
  if (!existsSync(directory)) {
    await timed(log, `python: environment with ${requirements.join(', ')}`, () => build(interpreter, requirements, directory));
  }
  return join(directory, 'bin', 'python');
}

/** Installs the package into the environment. Its requirements are there already; whether they are the declared ones is checked. */
export async function installWheel(python: string, folder: string): Promise<void> {
  const [wheel, ...others] = readdirSync(folder).filter((name) => name.endsWith('.whl'));
  if (!wheel || others.length > 0) {
    throw new LanguageError(`One wheel was expected to be generated, not: ${[wheel, ...others].join(', ')}`);
  }
  await run('pip install of the wheel', python, [...PIP, '--no-index', '--no-deps', '--force-reinstall', join(folder, wheel)]);
  await run('pip check', python, ['-m', 'pip', '--disable-pip-version-check', 'check']);
}

function installed(name: string): string {
  return JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version;
}

async function pythonVersion(interpreter: string): Promise<string> {
  const script =
    'import platform, sys, ensurepip, venv; print(platform.python_implementation(), sys.version_info[:3]); assert sys.version_info >= (3, 10)';
  return run('Python', interpreter, ['-c', script]).catch(() => {
    throw new LanguageError(NEEDED);
  });
}

async function build(interpreter: string, requirements: string[], directory: string): Promise<void> {
  const draft = mkdtempSync(`${directory}.building-`);
  try {
    await run('venv', interpreter, ['-m', 'venv', draft]).catch(() => {
      throw new LanguageError(NEEDED);
    });
    await run('pip install', join(draft, 'bin', 'python'), [...PIP, ...requirements]);
    renameSync(draft, directory);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
