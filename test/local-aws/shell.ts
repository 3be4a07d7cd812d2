import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A folder with commands of these names, for a shell whose PATH begins with it. */
export function commandsIn(folder: string, commands: Record<string, readonly string[]>): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, words] of Object.entries(commands)) {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\nexec ${words.map((word) => `'${word}'`).join(' ')} "$@"\n`);
    chmodSync(file, 0o755);
  }
  return `${folder}${delimiter}${process.env.PATH}`;
}
