// The unit tests on other versions of Node.js than the one at hand: the oldest that is supported, and the ones that are maintained.
//
//   npm run test:node [-- VERSION ...]
//
// npm has the binaries as packages for each platform. A version that cannot be had is skipped, and said so, unless it is named.
import { join } from 'node:path';
import { engines } from '../../package.json';
import { claimWork, kept, ROOT, run } from '../languages/commands';
import { step } from '../tools/report';

const OLDEST = engines.node.replace(/[^\d.]/g, '');
const VERSIONS = [OLDEST, '22', '24', '26'];
const CONFIG = join(__dirname, 'jest.config.cjs');
const JEST = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');

async function main(wanted: string[]): Promise<number> {
  claimWork();
  const lines: string[] = [];
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const count = (outcome: keyof typeof counts, line: string) => {
    counts[outcome]++;
    lines.push(`${outcome.padEnd(8)}${line}`);
  };
  for (const version of wanted.length > 0 ? wanted : VERSIONS) {
    const node = await binary(version).catch((error: Error) => error);
    if (node instanceof Error) {
      const reason = node.message.split('\n').find((line) => /^npm error (?!code)/.test(line)) ?? node.message;
      const line = `Node.js ${version} cannot be had from npm for this machine: ${reason}`;
      count(wanted.length > 0 ? 'failed' : 'skipped', line);
      continue;
    }
    try {
      const exact = (await run('node', [node, '--version'])).trim();
      await step(`Node.js ${exact}`, () =>
        run(`jest on Node.js ${exact}`, [node, JEST, '--config', CONFIG, '--ci', '--silent', '--maxWorkers=100%']),
      );
      count('passed', `Node.js ${exact}`);
    } catch (error) {
      count('failed', `Node.js ${version}\n${(error as Error).message}`);
    }
  }
  console.log(`\n${lines.join('\n')}\n\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  return counts.failed;
}

/** Fetched again every month: what is newest changes. */
async function binary(version: string): Promise<string> {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const month = new Date().toISOString().slice(0, 7).replace('-', '');
  const folder = await kept(`node-${version}`, month, async (draft) => {
    await run('npm install', ['npm', 'install', '--no-audit', '--no-fund', '--prefix', draft, `${name}@${version}`]);
  });
  return join(folder, 'node_modules', name, 'bin', 'node');
}

main(process.argv.slice(2)).then((failures) => {
  process.exitCode = failures > 0 ? 1 : 0;
});
