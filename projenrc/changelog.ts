import { readFileSync } from 'node:fs';

/** The next release: the first section of CHANGELOG.md. */
export function nextRelease(): { readonly version: string; readonly notes: string } {
  const [, section = ''] = readFileSync('CHANGELOG.md', 'utf8').split(/^## /m);
  const [version, ...notes] = section.split('\n');
  if (!/^\d+\.\d+\.\d+$/.test(version)) {
    throw new Error(`CHANGELOG.md has to begin with the next version ('## 1.2.3'), not '## ${version}'`);
  }
  return { version, notes: notes.join('\n').trim() };
}
