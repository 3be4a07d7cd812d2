import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { publishedPages } from '../published';
import { ROOT, run } from './commands';
import type { Check } from './language';
import { fileSizeCheck, sizeCheck } from './size';

/** Well above what it needs today. */
const LIMITS = { packed: 840_000, unpacked: 4_200_000 };

/** Beside lib/ and the pages: what npm demands, what jsii and Construct Hub read. */
const FILES = ['package.json', '.jsii', '.jsii.tabl.json'];

/** Whether the npm tarball holds what a user needs, and nothing else. */
export async function tarballChecks(tarball: string): Promise<Check[]> {
  const listing = (await run('tar', ['tar', '-tvzf', tarball])).trim().split('\n');
  const entries = listing.map((line) => {
    const [, , size, , , name] = line.split(/\s+/);
    return { name: name.replace(/^package\//, ''), size: Number(size) };
  });
  const found = entries.map(({ name }) => name);
  const expected = expectedFiles();
  const listed = (names: string[]) => names.join(', ') || undefined;
  return [
    { name: `the tarball (${found.length} files) holds nothing else`, failure: listed(found.filter((name) => !expected.includes(name))) },
    { name: 'the tarball lacks nothing', failure: listed(expected.filter((name) => !found.includes(name))) },
    fileSizeCheck('the tarball', tarball, LIMITS.packed),
    sizeCheck(
      'the tarball, unpacked,',
      entries.reduce((sum, { size }) => sum + size, 0),
      LIMITS.unpacked,
    ),
  ];
}

function expectedFiles(): string[] {
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const modules = sources.flatMap((file) => ['.js', '.d.ts'].map((extension) => `lib/${file.replace(/\.ts$/, extension)}`));
  return [...FILES, ...modules, ...publishedPages()];
}
