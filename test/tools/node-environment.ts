import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ExplainedError } from './explained-error';
import { lastLines, run } from './processes';

/** Installs what package-lock.json of a folder pins, once, and returns where the package of this name is. */
export async function nodeEnvironment(folder: string, home: string, name: string): Promise<string> {
  mkdirSync(home, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(folder, file), join(home, file));
  const library = join(home, 'node_modules', ...name.split('/'));
  if (!existsSync(library)) {
    const args = ['ci', '--prefix', home, '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'];
    const { code, stderr, stdout } = await run('npm', args, { timeoutSeconds: 600 });
    if (code !== 0) throw new ExplainedError(`${name} could not be installed:\n${lastLines(stderr || stdout, 15)}`);
  }
  return library;
}
