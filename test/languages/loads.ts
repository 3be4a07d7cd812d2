import { join } from 'node:path';
import { NAMES } from '../found';
import { run } from './commands';
import type { Check } from './language';

interface Loaded {
  /** The submodule, or nothing for the package itself. */
  readonly what: string;
  readonly files: readonly string[];
}

/** Whether an import of the installed package costs the files of what is used, and no others. */
export async function loadChecks(folder: string, way: 'import' | 'require'): Promise<Check[]> {
  const output = await run('loads.cjs', ['node', join(__dirname, 'loads.cjs'), folder, way, ...NAMES]);
  const all = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Loaded);
  const excess = all.map(({ files, what }) => ({ what, files: files.filter((file) => !expectedFiles(what, way).test(file)) }));
  const wrong = excess
    .filter(({ files }) => files.length > 0)
    .map(({ files, what }) => `${what || 'the package'} loads ${files.join(', ')}`);
  const missing = NAMES.filter((name) => way === 'require' && !all.some(({ files, what }) => what === `${name}.*` && files.length > 2));
  return [
    { name: `an import (${way}) loads only what is used`, failure: wrong.join('\n') || undefined },
    { name: 'what is used is loaded', failure: missing.join(', ') || undefined },
  ];
}

/** A name costs an index; what is used costs files of its submodule and of core. ES modules read all names of the package, thus core's. */
function expectedFiles(what: string, way: 'import' | 'require'): RegExp {
  const [vendor, all] = what.split('.');
  if (!vendor) {
    return way === 'require' ? /^lib\/index\.js$/ : /^lib\/(core\/[\w-]+|(\w+\/)?index)\.js$/;
  }
  return new RegExp(all ? `^lib/(index|core/.+|${vendor}/.+)\\.js$` : `^lib/(${vendor}/)?index\\.js$`);
}
