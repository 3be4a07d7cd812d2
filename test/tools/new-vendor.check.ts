// npm run test:new-vendor: lays out a vendor in a copy of the repository, and sees that nothing is red but what is still to be done, and
// nothing at all once that is done.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, run } from './processes';
import { step } from './report';
import { scratchCopy } from './scratch-copy';

const [VENDOR, PREFIX] = ['datastore', 'DataStore'];
const SUITES = [
  'architecture',
  'cases',
  'docs',
  'examples',
  'flags',
  'languages',
  'nag',
  'package',
  'permission-sets',
  'proofs',
  'reach',
  'requests',
  'templates',
  'warnings',
  VENDOR,
];

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
  const tests = (what: string, expected?: RegExp) => command(what, ['jest', '--ci', ...SUITES.map((name) => `test/${name}`)], expected);
  try {
    await command('lay out a vendor', ['tsx', 'projenrc/new-vendor.ts', VENDOR, PREFIX], undefined);
    await command('types', ['tsc', '--noEmit', '-p', 'tsconfig.dev.json'], undefined);
    await command('style', ['biome', 'check'], undefined);
    await tests('tests: red for what is to be done', new RegExp(`^${VENDOR} › has no step left to be done$`));
    const { stepsOf, filesOf } = require(join(folder, 'test', 'proofs')) as typeof import('../proofs');
    for (const file of new Set([...stepsOf(VENDOR, filesOf(VENDOR))].map((one) => /\((.*?)(:\d+)?\)$/.exec(one)?.[1] ?? ''))) {
      writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8').replace(/TODO \d+: /g, ''));
    }
    await tests('tests: green when it is done');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return faults;
}

main().then((faults) => {
  console.log(faults.length === 0 ? '\n5 passed, 0 failed' : `\n${faults.join('\n\n')}\n\n${faults.length} failed`);
  process.exitCode = faults.length === 0 ? 0 : 1;
});
