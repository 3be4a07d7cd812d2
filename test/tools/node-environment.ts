import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExplainedError } from './explained-error';
import { lastLines, run } from './processes';

const FILES = ['package.json', 'package-lock.json'];

/** Installs what package-lock.json of a folder pins, once and when it changes, and returns where the package of this name is. */
export async function nodeEnvironment(folder: string, home: string, name: string): Promise<string> {
  const library = join(home, 'node_modules', ...name.split('/'));
  const text = (parent: string, file: string) => existsSync(join(parent, file)) && readFileSync(join(parent, file), 'utf8');
  if (!existsSync(library) || FILES.some((file) => text(home, file) !== text(folder, file))) {
    mkdirSync(home, { recursive: true });
    for (const file of FILES) copyFileSync(join(folder, file), join(home, file));
    const args = ['ci', '--prefix', home, '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'];
    const { code, stderr, stdout } = await run('npm', args, { timeoutSeconds: 600 });
    if (code !== 0) throw new ExplainedError(`${name} could not be installed:\n${lastLines(stderr || stdout, 15)}`);
  }
  return library;
}
