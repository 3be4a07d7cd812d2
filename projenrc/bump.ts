// Sets the version that CHANGELOG.md begins with, for the time of a release (projen release), and writes the notes of the release.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { nextRelease } from './changelog';
import { absoluteLinks } from './links';

const { notes, version } = nextRelease();
if (execFileSync('git', ['tag', '--list', `v${version}`], { encoding: 'utf8' })) {
  throw new Error(`${version} has been released: begin CHANGELOG.md with the next version`);
}
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
writeFileSync('package.json', `${JSON.stringify({ ...manifest, version }, undefined, 2)}\n`);
mkdirSync('dist', { recursive: true });
writeFileSync('dist/version.txt', version);
writeFileSync('dist/releasetag.txt', `v${version}`);
writeFileSync('dist/changelog.md', absoluteLinks(notes, '', manifest.repository.url, version));
console.log(`version ${version}`);
