import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of this package. */
export const PACKAGE = join(__dirname, '..', '..', '..', '..');

let known: string | undefined;

/** The version of this package. */
export function version(): string {
  known ??= String(JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')).version);
  return known;
}
