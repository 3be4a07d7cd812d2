import { join } from 'node:path';
import { ROOT, run, timed } from '../commands';
import { distribution } from '../distribution';
import type { Check, Language, Log, Program } from '../language';
import { installWheel, pythonEnvironment } from './python-environment';

const FOLDER = join(__dirname, '..', 'python');

class Python implements Language {
  public readonly name = 'python';
  private interpreter = '';

  public async build(log: Log): Promise<void> {
    this.interpreter = await pythonEnvironment(log);
    const folder = await distribution(this.name, log);
    await timed(log, 'python: install the wheel', () => installWheel(this.interpreter, folder));
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

export const python: Language = new Python();
