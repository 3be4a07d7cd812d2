import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

/** Every vendor: the folders of `src`. What there is to prove of one lies in the folder of the same name beside this file. */
export const NAMES: readonly string[] = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'core')
  .map(({ name }) => name)
  .sort();

/**
 * What this file of each vendor exports by this name. A vendor without the file is left to `proofs.test.ts`, which says what to write. The file
 * may import types only from where it is found: it would be loaded in the middle of that.
 */
export function found<T>(file: string, name: string): Record<string, T> {
  const there = NAMES.filter((vendor) => existsSync(join(__dirname, vendor, `${file}.ts`)));
  return Object.fromEntries(there.map((vendor) => [vendor, require(`./${vendor}/${file}`)[name] as T]));
}
