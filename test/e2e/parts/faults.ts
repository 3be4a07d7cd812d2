import { once } from 'node:events';
import { existsSync, openSync, writeSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join } from 'node:path';
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

async function disk({ aws, checks }: Here): Promise<void> {
  const where = 'faults/disk';
  if (existsSync('/dev/full')) {
    let said = 'it was written';
    try {
      writeSync(openSync('/dev/full', 'w'), 'x');
    } catch (error) {
      said = String(explained(error as Error));
    }
    checks.step(
      where,
      'a file that cannot be written: one sentence that says why',
      isSentence(said) && said.includes('No space is left'),
      said,
    );
  } else {
    checks.gap(where, 'no file that cannot be written', 'only Linux has /dev/full, which is always full');
  }
  const smallDisk = ['-rm', 'sh', '-c', `mount -t tmpfs -o size=1m tmpfs '${dirname(aws.directory)}' && exec "$@"`, 'sh'];
  const { code: unable } = await run('unshare', [...smallDisk, 'true']).catch(() => ({ code: -1 }));
  if (unable) {
    checks.gap(where, 'no disk that is full', 'unshare cannot mount one here: that needs Linux, and user namespaces for everybody');
    return;
  }
  const { code, stderr } = await run('unshare', [...smallDisk, ...itself('faults/port')]);
  checks.step(
    where,
    'a full disk: one sentence that says so',
    code === 1 && isSentence(stderr) && stderr.includes('Too little space is left'),
    stderr,
  );
}

/** This program once more. */
const itself = (only: string) => [
  join('node_modules', '.bin', 'tsx'),
  '--tsconfig',
  'tsconfig.dev.json',
  'test/e2e/e2e.ts',
  '--only',
  only,
];

async function python({ checks }: Here): Promise<void> {
  const env = { ...process.env, PYTHON: '/there/is/no/python3' };
  const [tsx, ...args] = itself('faults/port');
  const { code, stderr } = await run(tsx, args, { env });
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
  await before.noLeak();
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
  await first.noLeak([old.secretAccessKey]);
}
