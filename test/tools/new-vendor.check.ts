// npm run test:new-vendor: lays out a vendor in a copy of the repository, and sees that nothing is red but what is still to be done, and
// nothing at all once that is done.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, run } from './processes';
import { step } from './report';
import { scratchCopy } from './scratch-copy';

const [VENDOR, PREFIX] = ['datastore', 'DataStore'];
/** Those over everything that all vendors share; and those over cases, of this vendor only: they take long. */
const SHARED = ['architecture', 'cases', 'docs', 'examples', 'languages', 'package', 'permission-sets', 'proofs', 'site', VENDOR];
const OF_CASES = ['flags', 'launch', 'nag', 'reach', 'requests', 'templates', 'warnings'];

async function main(): Promise<string[]> {
  const folder = scratchCopy();
  const faults: string[] = [];
  const command = async (what: string, args: readonly string[], expected: RegExp | undefined) => {
    const { code, stderr, stdout } = await step(what, () =>
      run(join(folder, 'node_modules', '.bin', args[0]), args.slice(1), { cwd: folder, timeoutSeconds: 900 }),
    );
    const failed = [...`${stdout}${stderr}`.matchAll(/^ {2}● (.*)$/gm)].map(([, test]) => test);
    const unexpected = expected ? [...new Set(failed)].filter((test) => !expected.test(test)) : failed;
    const right = expected ? code !== 0 && failed.length > 0 && unexpected.length === 0 : code === 0;
    faults.push(...(right ? [] : [`${what}:\n${unexpected.join('\n')}\n${lastLines(`${stdout}\n${stderr}`, 60)}`]));
  };
  const tests = async (what: string, expected?: RegExp) => {
    const paths = (names: readonly string[]) => names.map((name) => `test/${name}`);
    await command(`${what}: shared`, ['jest', '--ci', ...paths(SHARED)], expected);
    await command(`${what}: cases`, ['jest', '--ci', ...paths(OF_CASES), '-t', `${VENDOR}|${PREFIX}`], undefined);
  };
  try {
    await command('lay out a vendor', ['tsx', 'projenrc/new-vendor.ts', VENDOR, PREFIX], undefined);
    await command('types', ['tsc', '--noEmit', '-p', 'tsconfig.dev.json'], undefined);
    await command('style', ['biome', 'check'], undefined);
    await tests('red for what is to be done', new RegExp(`^${VENDOR} › has no step left to be done$`));
    const { stepsOf, filesOf } = require(join(folder, 'test', 'proofs')) as typeof import('../proofs');
    for (const file of new Set([...stepsOf(VENDOR, filesOf(VENDOR))].map((one) => /\(([^()]*?)(:\d+)?\)$/.exec(one)?.[1] ?? ''))) {
      writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8').replace(/TODO \d+: /g, ''));
    }
    await tests('green when it is done');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return faults;
}

main().then((faults) => {
  console.log(faults.length === 0 ? '\n7 passed, 0 failed' : `\n${faults.join('\n\n')}\n\n${faults.length} failed`);
  process.exitCode = faults.length === 0 ? 0 : 1;
});
