import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExplainedError } from '../../tools/explained-error';
import { pythonEnvironment } from '../../tools/python-environment';
import { step } from '../../tools/report';
import { ROOT, run, WORK } from '../commands';
import { distribution } from '../distribution';
import type { Check, Language, Program } from '../language';

const FOLDER = join(__dirname, '..', 'python');

class Python implements Language {
  public readonly name = 'python';
  private interpreter = '';

  public async build(): Promise<void> {
    // The versions of CDK that the TypeScript tests use, which makes the templates comparable. A newer generator makes packages that need a
    // newer runtime, which comes with the environment, so that its version is a part of what the environment is named after.
    const requirements = `aws-cdk-lib==${installed('aws-cdk-lib')}\nconstructs==${installed('constructs')}\n# jsii-pacmak ${installed('jsii-pacmak')}\n`;
    this.interpreter = await pythonEnvironment({ parent: WORK, purpose: 'the Python package', requirements, log: console.log });
    const folder = await distribution(this.name);
    await step('python: install the wheel', () => installWheel(this.interpreter, folder));
  }

  public async synthesize({ kind, name, source }: Program, outdir: string): Promise<void> {
    const file = `${source.replace(/-/g, '_')}.py`;
    await run(`python ${name}`, this.interpreter, [kind === 'cases' ? join(FOLDER, file) : join(ROOT, 'examples', file)], { outdir });
  }

  /** One JSON object a line. */
  public async checks(): Promise<Check[]> {
    const output = await run('python checks', this.interpreter, [join(FOLDER, 'checks.py')]);
    return output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Check);
  }
}

/** Its requirements are there already; whether they are the declared ones is checked. */
async function installWheel(python: string, folder: string): Promise<void> {
  const [wheel, ...others] = readdirSync(folder).filter((name) => name.endsWith('.whl'));
  if (!wheel || others.length > 0) {
    throw new ExplainedError(`One wheel was expected to be generated, not: ${[wheel, ...others].join(', ')}`);
  }
  const pip = ['-m', 'pip', '--disable-pip-version-check', '--no-input'];
  await run('pip install of the wheel', python, [...pip, 'install', '--no-index', '--no-deps', '--force-reinstall', join(folder, wheel)]);
  await run('pip check', python, [...pip, 'check']);
}

function installed(name: string): string {
  return JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version;
}

export const python: Language = new Python();
