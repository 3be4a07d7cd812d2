import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pythonEnvironment } from '../../tools/python-environment';
import { step } from '../../tools/report';
import { installed, ROOT, run, runChecks, WORK } from '../commands';
import { distribution } from '../distribution';
import { explainChecks } from '../explained';
import { type Check, type Command, fileOf, inPython, type Kind, type Language, type Program } from '../language';
import { fileSizeCheck } from '../size';
import { onlyFile } from './only-file';
import { typeChecks } from './python-types';

const FOLDER = join(__dirname, '..', 'python');

const WHEEL_LIMIT = 1_300_000;

/** The wheel in an environment with these versions of CDK. */
class Python implements Language {
  private interpreter = '';

  public constructor(
    public readonly name: string,
    public readonly kinds: readonly Kind[],
    private readonly requirements: () => string,
    private readonly typed = false,
  ) {}

  public async build(): Promise<void> {
    this.interpreter = await installedWheel(this.requirements());
  }

  public command({ kind, sources }: Program): Command {
    if (kind === 'example') {
      return [this.interpreter, inPython(sources[0])];
    }
    const file = kind === 'apps' ? 'app.py' : 'cases.py';
    return [this.interpreter, join(FOLDER, 'main.py'), kind, ...sources.map((vendor) => fileOf(vendor, file))];
  }

  public async checks(): Promise<Check[]> {
    const checks = await runChecks(`checks of ${this.name}`, [this.interpreter, join(FOLDER, 'checks.py')]);
    const folder = await distribution('python');
    const size = fileSizeCheck('the wheel', join(folder, onlyFile(folder, '.whl')), WHEEL_LIMIT);
    const explained = await explainChecks(this.name, join(dirname(this.interpreter), 'cdk-vendor-access'));
    return this.typed ? [...checks, ...explained, size, ...(await typeChecks(FOLDER, this.interpreter))] : checks;
  }
}

const OLDEST = () => `aws-cdk-lib==${installed('aws-cdk-lib')}\nconstructs==${installed('constructs')}`;

/** The interpreter of an environment that has the wheel. */
export async function installedWheel(versions = OLDEST()): Promise<string> {
  // A newer generator makes packages that need a newer runtime, which comes with the environment, so that its version is a part of what
  // the environment is named after.
  const requirements = `${versions}\n# jsii-pacmak ${installed('jsii-pacmak')}\n`;
  const interpreter = await pythonEnvironment({ parent: WORK, purpose: 'the Python package', requirements, log: console.log });
  const folder = await distribution('python');
  await step('install the wheel', () => installWheel(interpreter, join(folder, onlyFile(folder, '.whl'))));
  return interpreter;
}

/** Its requirements are there already; whether they are the declared ones is checked. */
async function installWheel(python: string, wheel: string): Promise<void> {
  const pip = [python, '-m', 'pip', '--disable-pip-version-check', '--no-input'] as const;
  await run('pip install of the wheel', [...pip, 'install', '--no-index', '--no-deps', '--force-reinstall', wheel]);
  await run('pip check', [...pip, 'check']);
}

/** The versions that the TypeScript tests use. */
export const python: Language = new Python(
  'python',
  ['apps', 'cases'], // of the oldest aws-cdk-lib each run takes seconds more
  OLDEST,
  true,
);
/** The newest that PyPI has, which lags behind npm. */
export const pythonNewest: Language = new Python('python-newest', ['apps', 'cases', 'example'], () =>
  readFileSync(join(ROOT, 'test', 'newest', 'requirements.txt'), 'utf8'),
);
