// Sets the version that CHANGELOG.md begins with, for the time of a release (projen release), and writes the notes of the release.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const [, section = ''] = readFileSync('CHANGELOG.md', 'utf8').split(/^## /m);
const [version, ...notes] = section.split('\n');
if (!/^\d+\.\d+\.\d+$/.test(version)) {
  throw new Error(`CHANGELOG.md has to begin with the next version ('## 1.2.3'), not '## ${version}'`);
}
if (execFileSync('git', ['tag', '--list', `v${version}`], { encoding: 'utf8' })) {
  throw new Error(`${version} has been released: begin CHANGELOG.md with the next version`);
}
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
writeFileSync('package.json', `${JSON.stringify({ ...manifest, version }, undefined, 2)}\n`);
mkdirSync('dist', { recursive: true });
writeFileSync('dist/version.txt', version);
writeFileSync('dist/releasetag.txt', `v${version}`);
writeFileSync('dist/changelog.md', notes.join('\n').trim());
console.log(`version ${version}`);
