// Runs the tests of the plug-in in its Python environment; then each with the addition that it tests left out, when it must fail.
import { join } from 'node:path';
import { run } from '../tools/processes';
import { ec2ResourceProblems } from './ec2-resources';
import { localAwsPython } from './python';

async function main(): Promise<void> {
  const python = await localAwsPython(console.log);
  for (const args of [[], ['--left-out']]) {
    const { code, stdout, stderr } = await run(python, ['-B', join(__dirname, 'plugin_test.py'), ...args], { timeoutSeconds: 300 });
    console.log(
      `plug-in tests ${args.join(' ')}\n${(stdout + stderr)
        .trim()
        .split('\n')
        .slice(code === 0 ? -4 : -60)
        .join('\n')}`,
    );
    if (code !== 0) {
      process.exitCode = 1;
    }
  }
  const problems = await ec2ResourceProblems(python);
  console.log(`resources of EC2 actions against AWS's service reference: ${problems.join('; ') || 'equal where they must be'}`);
  if (problems.length > 0) {
    process.exitCode = 1;
  }
}

void main();
