import { once } from 'node:events';
import { existsSync, openSync, writeSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { LocalAws } from '../../local-aws/local-aws';
import { explained } from '../../tools/explained-error';
import { run } from '../../tools/processes';
import { cdk } from '../cli';
import { Lifecycle } from '../lifecycle';
import { targetOf } from '../local-target';
import type { Here, Part } from '../part';

/** What goes wrong with the machine, not with the stack. */
export const faults: Part = {
  items: ['port', 'disk', 'python', 'restart'],
  async run(here, items) {
    const all = { port, disk, python, restart };
    for (const item of items) {
      await all[item as keyof typeof all](here);
    }
  },
};

/** One sentence, and nothing of the inner life of a program. */
const isSentence = (text: string) => text.length > 20 && text.trim().split('\n').length <= 2 && !/^ +at /m.test(text);

async function port({ checks }: Here): Promise<void> {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port: number } = taken.address() as AddressInfo;
  const said = await LocalAws.start({ port: number }).then(
    async (aws) => {
      await aws.stop();
      return 'it started';
    },
    (error: Error) => String(explained(error)),
  );
  taken.close();
  checks.step('faults/port', 'a port in use: one sentence that names it', isSentence(said) && said.includes(`${number}`), said);
}

async function disk({ checks }: Here): Promise<void> {
  if (!existsSync('/dev/full')) {
    checks.gap('faults/disk', 'not tried', 'only Linux has /dev/full, which is always full');
    return;
  }
  let said = 'it was written';
  try {
    writeSync(openSync('/dev/full', 'w'), 'x');
  } catch (error) {
    said = String(explained(error as Error));
  }
  checks.step('faults/disk', 'a full disk: one sentence that says so', isSentence(said) && said.includes('No space is left'), said);
}

async function python({ aws, checks }: Here): Promise<void> {
  const env = { ...aws.environment, PYTHON: '/there/is/no/python3' };
  const args = ['--tsconfig', 'tsconfig.dev.json', 'test/e2e/e2e.ts', '--only', 'faults/disk'];
  const { code, stderr } = await run('node_modules/.bin/tsx', args, { env });
  const says = isSentence(stderr) && /Python 3\.10 or newer is needed/.test(stderr);
  checks.step('faults/python', 'no Python: one sentence that says what is needed', code === 1 && says, stderr);
}

/** The local AWS keeps nothing: another one knows neither the stack nor the bucket, and must not be taken for the one before. */
async function restart(here: Here): Promise<void> {
  const { checks } = here;
  const first = await Lifecycle.of(here, 'faults/restart');
  const aws = await LocalAws.start();
  const before = await Lifecycle.of({ ...here, aws, target: targetOf(aws) }, 'faults/restart');
  await cdk(targetOf(aws), ['bootstrap', `aws://${aws.account}/${aws.region}`]);
  await before.to('single-1');
  const old = await before.keyInSecret();
  await aws.stop();
  const { code, stdout, stderr } = await before.attempt('single-2', { timeoutSeconds: 8 }); // it tries for a minute
  const tried = `${stdout}${stderr}`;
  checks.step(
    'faults/restart',
    'stopped: cdk deploy does not pass, and says that nothing answers',
    code !== 0 && /ECONNREFUSED/.test(tried),
    tried.slice(-1000),
  );
  await first.to('single-1'); // in the AWS of this part: from nothing
  const key = await first.keyInSecret();
  checks.step('faults/restart', 'another AWS: deployed from nothing, with a key of its own', key.accessKeyId !== old.accessKeyId);
  await first.noLeak([key.secretAccessKey, old.secretAccessKey]);
}
