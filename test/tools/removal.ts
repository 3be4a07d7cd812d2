// npm run test:removal [-- TEXT]: removes each file of a vendor (whose path holds the text), one after the other, in a copy of the repository, and
// sees that the tests are red and name it. test/proofs.test.ts says the same of a listing, in a second; this runs it.
import { renameSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { NAMES } from '../found';
import { filesOf } from '../proofs';
import { run } from './processes';
import { scratchCopy } from './scratch-copy';

/** What is wrong when the tests run without the file; undefined if they are red and name it. */
async function without(folder: string, file: string): Promise<string | undefined> {
  const aside = join(folder, '..', `${folder.split('/').at(-1)}.aside`);
  renameSync(join(folder, file), aside);
  const jest = join(folder, 'node_modules', '.bin', 'jest');
  const { code, stderr, stdout } = await run(jest, ['--ci', '--runInBand', 'test/proofs.test.ts'], { cwd: folder, timeoutSeconds: 300 });
  renameSync(aside, join(folder, file));
  const [name] = file.replace(/\.ts$/, '').split('/').slice(-1);
  return code === 0 ? 'green' : `${stdout}${stderr}`.includes(name) ? undefined : `red, but without its name: ${stderr.slice(0, 500)}`;
}

async function main(text: string): Promise<void> {
  const files = NAMES.flatMap(filesOf).filter((file) => file.includes(text));
  const waiting = [...files];
  const wrong: string[] = [];
  const worker = async () => {
    const folder = scratchCopy();
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const fault = await without(folder, file);
      console.log(`${fault ? 'WRONG' : 'ok   '}  ${file}${fault ? `: ${fault}` : ''}`);
      wrong.push(...(fault ? [file] : []));
    }
    rmSync(folder, { recursive: true, force: true });
  };
  const started = Date.now();
  await Promise.all(cpus().map(worker));
  console.log(`\n${files.length - wrong.length} passed, ${wrong.length} failed, in ${Math.round((Date.now() - started) / 1000)} s`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}

void main(process.argv[2] ?? '');
