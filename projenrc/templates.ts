// After the packages: the templates as a release has them. Its files are all in one place, so that the vendor gets into the name; the archive has
// the policies too, in folders.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join('docs', 'templates');

/** By the name of its file in a release, each template. */
export function releasedTemplates(): Record<string, string> {
  const files = readdirSync(FOLDER).flatMap((vendor) =>
    readdirSync(join(FOLDER, vendor)).flatMap((file) =>
      file.endsWith('.json') ? [[`${vendor}-${file}`, join(FOLDER, vendor, file)] as const] : [],
    ),
  );
  return Object.fromEntries(files);
}

export const ARCHIVE = 'templates.tar.gz';

export function writeAssets(to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const [name, file] of Object.entries(releasedTemplates())) copyFileSync(file, join(to, name));
  execFileSync('tar', ['-czf', join(to, ARCHIVE), '-C', FOLDER, ...readdirSync(FOLDER)]);
}

if (require.main === module) {
  writeAssets(join('dist', 'templates'));
}
