// npm run probe [-- VERSION]: which additions to MiniStack are still needed, with the pinned version of it or with another one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endWith } from '../tools/command';
import { ExplainedError } from '../tools/explained-error';
import { run } from '../tools/processes';
import { pythonEnvironment } from '../tools/python-environment';
import { HOME, localAwsPython } from './python';

/** What is needed directly, with that MiniStack; pip chooses what these need, which can differ between versions. */
function requirementsWith(version: string): string {
  if (!/^\d+(\.\w+)+$/.test(version)) throw new ExplainedError(`${version} is no version of MiniStack: npm run probe -- 1.5.33`);
  const [direct] = readFileSync(join(__dirname, 'requirements.txt'), 'utf8').split('# Needed by those');
  return direct.replace(/^ministack==\S+/m, `ministack==${version}`);
}

async function main([version]: readonly string[]): Promise<boolean> {
  const log = console.log;
  const python = version
    ? await pythonEnvironment({ parent: HOME, purpose: `MiniStack ${version}`, requirements: requirementsWith(version), log })
    : await localAwsPython(log);
  const { code, stderr, stdout } = await run(python, ['-B', join(__dirname, 'probe.py')], { timeoutSeconds: 1200 });
  console.log((stdout + stderr).trim());
  return code === 0;
}

endWith(main(process.argv.slice(2)));
