import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOME } from '../local-aws/python';
import { ExplainedError } from './explained-error';
import { lastLines, run } from './processes';

const FILES = ['package.json', 'package-lock.json'];

/**
 * The `node_modules` of a tool that has a lock file of its own in this folder, so that what it needs is not installed with the project. It is
 * installed on first use, and when the lock changes. `name` is that of its folder below `.local-aws`.
 */
export async function npmPackages(folder: string, name: string): Promise<string> {
  const home = join(HOME, name);
  const modules = join(home, 'node_modules');
  const text = (parent: string, file: string) => (existsSync(join(parent, file)) ? readFileSync(join(parent, file), 'utf8') : undefined);
  if (!existsSync(modules) || FILES.some((file) => text(home, file) !== text(folder, file))) {
    mkdirSync(home, { recursive: true });
    for (const file of FILES) copyFileSync(join(folder, file), join(home, file));
    const { code, stderr, stdout } = await run(
      'npm',
      ['ci', '--prefix', home, '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'],
      { timeoutSeconds: 1800 },
    );
    if (code !== 0) throw new ExplainedError(`npm ci of ${folder} failed:\n${lastLines(stderr || stdout, 15)}`);
  }
  return modules;
}
