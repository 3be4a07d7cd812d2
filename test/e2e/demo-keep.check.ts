// Checks --keep of the demo: the local AWS goes on, what is printed reaches it, Ctrl-C ends it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { withoutAws } from '../local-aws/environment';
import { localAwsPython } from '../local-aws/python';
import { run } from '../tools/processes';
import { step } from '../tools/report';

const LIMIT_SECONDS = 120;
const GRACE_SECONDS = 10;

interface Demo {
  readonly process: ChildProcess;
  printed: string;
}

/** In one process, which can be ended by its own id. */
function start(): Demo {
  const env = { ...withoutAws(process.env), TSX_TSCONFIG_PATH: 'tsconfig.dev.json' };
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/e2e/demo.ts', '--keep'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const demo: Demo = { process: child, printed: '' };
  for (const output of [child.stdout, child.stderr]) output.on('data', (text) => (demo.printed += text));
  return demo;
}

const runs = (demo: Demo) => demo.process.exitCode === null && demo.process.signalCode === null;

async function untilItWaits(demo: Demo): Promise<void> {
  for (const end = Date.now() + LIMIT_SECONDS * 1000; Date.now() < end && runs(demo) && !demo.printed.includes('Ctrl-C'); )
    await sleep(100);
}

/** Runs the commands that were printed, in a shell that knows nothing but the AWS CLI. */
async function look(demo: Demo): Promise<string> {
  const commands = demo.printed.split('in another shell:')[1]?.split('Ctrl-C')[0] ?? 'false';
  const script = `set -e\naws() { "$PYTHON" -m awscli "$@"; }\n${commands}`;
  const env = { ...withoutAws(process.env), PYTHON: await localAwsPython() };
  const { code, stdout, stderr } = await run('bash', ['-c', script], { env, timeoutSeconds: LIMIT_SECONDS });
  return code === 0 ? stdout : `ended with ${code}: ${stdout}${stderr}`;
}

async function main(): Promise<void> {
  const demo = start();
  const checks: [string, boolean, string][] = [];
  try {
    await step('demo --keep', () => untilItWaits(demo));
    checks.push(['it waits after its calls', runs(demo) && demo.printed.includes(' 0 failed'), demo.printed]);
    const seen = await step('what it says, in another shell', () => look(demo));
    checks.push(['the stack and its bucket are there', /"StackStatus": "CREATE_COMPLETE"/.test(seen) && /logzioarchive/.test(seen), seen]);
    demo.process.kill('SIGINT');
    const ended = await step('Ctrl-C', () => Promise.race([once(demo.process, 'exit'), sleep(GRACE_SECONDS * 1000)]));
    checks.push(['it ends at Ctrl-C', ended !== undefined, `still there after ${GRACE_SECONDS} s`]);
    const after = await look(demo);
    checks.push(['and the local AWS with it', /ended with .*Could not connect/s.test(after), after]);
  } finally {
    if (runs(demo)) demo.process.kill('SIGKILL');
  }
  for (const [name, good, printed] of checks) console.log(`${good ? 'ok   ' : 'WRONG'} ${name}${good ? '' : `\n${printed}`}`);
  const wrong = checks.filter(([, good]) => !good).length;
  console.log(`${checks.length - wrong} passed, ${wrong} failed`);
  process.exitCode = wrong === 0 ? 0 : 1;
}

void main();
