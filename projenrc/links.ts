// After the compilation: makes the links of the READMEs in .jsii absolute. PyPI, Maven, Go's index and Construct Hub show them, and know no
// other file of the repository. (npm shows README.md, and finds the files by itself.)
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A link to a file of the repository, and what is behind it. */
const RELATIVE = /\]\((?!https:|#)([^)#]+)(#[^)]*)?\)/g;

/** A picture, which a page shows and does not link to. */
const PICTURE = /\b(src|srcset)="(?!https:)([^"]+)"/g;

/** The files that a page of this folder links to or shows, relative to the repository. */
export function linkedFiles(markdown: string, folder: string): string[] {
  const pictures = [...markdown.matchAll(PICTURE)].map(([, , file]) => join(folder, file));
  return [...[...markdown.matchAll(RELATIVE)].map(([, target]) => join(folder, target)), ...pictures];
}

/** `version` as in package.json: a page of a release links to the files of that release. */
export function absoluteLinks(markdown: string, folder: string, repository: string, version: string): string {
  const revision = version === '0.0.0' ? 'main' : `v${version}`;
  const linked = markdown.replace(RELATIVE, (_, target, anchor = '') => {
    const path = join(folder, target);
    return `](${repository}/${basename(path).includes('.') ? 'blob' : 'tree'}/${revision}/${path}${anchor})`;
  });
  return linked.replace(PICTURE, (_, attribute, file) => `${attribute}="${repository}/raw/${revision}/${join(folder, file)}"`);
}

if (require.main === module) {
  const assembly = JSON.parse(readFileSync('.jsii', 'utf8'));
  const modules = Object.entries<{ readme?: { markdown: string } }>(assembly.submodules);
  for (const [name, { readme }] of [['', assembly] as const, ...modules]) {
    if (readme) {
      const folder = name && `src/${name.split('.').at(-1)}`;
      readme.markdown = absoluteLinks(readme.markdown, folder, assembly.repository.url, assembly.version);
    }
  }
  writeFileSync('.jsii', JSON.stringify(assembly, undefined, 2));
}
