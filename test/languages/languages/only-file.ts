import { readdirSync } from 'node:fs';
import { ExplainedError } from '../../tools/explained-error';

/** The name of the one file of a folder with this extension. */
export function onlyFile(folder: string, extension: string): string {
  const [file, ...others] = readdirSync(folder).filter((name) => name.endsWith(extension));
  if (!file || others.length > 0) {
    throw new ExplainedError(`One ${extension} was expected in ${folder}, not: ${[file, ...others].join(', ')}`);
  }
  return file;
}
