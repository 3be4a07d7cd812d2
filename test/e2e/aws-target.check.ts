// Checks --target aws of the demo and of e2e, with a local AWS in the place of the account: they ask first, spare what was there, clean up, and end.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { LocalAws } from '../local-aws/local-aws';
import { step } from '../tools/report';

const demo = programOf('demo');
const e2e = programOf('e2e');

/** Runs a program of this folder as somebody who answers its question so. */
function programOf(name: string) {
  return (aws: LocalAws, answer: string, ...more: string[]) => answered(name, aws, answer, more);
}

function answered(name: string, aws: LocalAws, answer: string, more: string[]): Promise<{ code: number | null; printed: string }> {
  const args = ['--tsconfig', 'tsconfig.dev.json', `test/e2e/${name}.ts`, '--target', 'aws', ...more];
  return new Promise((resolve) => {
    const env = { ...aws.environment, DEMO_HTTP_ENDPOINT: aws.httpEndpoint };
    const child = spawn(join('node_modules', '.bin', 'tsx'), args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    let printed = '';
    child.stdout.on('data', (text) => (printed += text));
    child.stderr.on('data', (text) => (printed += text));
    child.stdin.end(`${answer}\n`);
    child.on('close', (code) => resolve({ code, printed }));
  });
}

async function main(): Promise<void> {
  const aws = await step('start and bootstrap the local AWS', async () => {
    const started = await LocalAws.start();
    await started.cdk(['bootstrap', `aws://${started.account}/${started.region}`]);
    return started;
  });
  const stacks = async () => {
    const { StackSummaries = [] } = await new CloudFormationClient(aws.clientConfig()).send(new ListStacksCommand());
    return StackSummaries.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE').map(({ StackName }) => StackName);
  };
  const buckets = async () => (await new S3Client(aws.clientConfig()).send(new ListBucketsCommand())).Buckets?.map(({ Name }) => Name);
  const checks: [string, boolean, string?][] = [];
  const before = JSON.stringify([await stacks(), await buckets()]);
  try {
    const no = await step('answer no', () => demo(aws, 'no'));
    checks.push([
      'not confirmed: nothing is created',
      no.code === 1 && no.printed.includes('nothing was created') && JSON.stringify([await stacks(), await buckets()]) === before,
      no.printed,
    ]);
    const yes = await step('answer with the account', () => demo(aws, aws.account));
    checks.push(['confirmed: all calls are as expected', yes.code === 0 && yes.printed.includes(' 0 failed'), yes.printed]);
    checks.push([
      'afterwards nothing is left',
      yes.printed.includes('Nothing is left of it.') && JSON.stringify([await stacks(), await buckets()]) === before,
      yes.printed,
    ]);
    const all = await step('e2e of the examples', () => e2e(aws, aws.account, '--only', 'examples/'));
    checks.push([
      'e2e: reads back, acts, ends, and leaves neither stack nor bucket',
      all.code === 0 && all.printed.includes(' 0 wrong') && JSON.stringify([await stacks(), await buckets()]) === before,
      all.printed,
    ]);
    const kept = await step('answer with the account, and keep', () => demo(aws, aws.account, '--keep'));
    checks.push(['--keep leaves the stack', kept.code === 0 && (await stacks()).includes('LogzioArchive'), kept.printed]);
    const again = await step('once more', () => demo(aws, aws.account));
    checks.push([
      'a stack that exists is not touched',
      again.code === 1 &&
        again.printed.includes('nothing is touched that was not created here') &&
        (await stacks()).includes('LogzioArchive'),
      again.printed,
    ]);
    const role = await step('the example that acts as Logz.io', () => demo(aws, aws.account, '--example', 'logzio-archive-role'));
    checks.push([
      'what only the vendor can do is refused',
      role.code === 1 && role.printed.includes('runs on the local AWS only'),
      role.printed,
    ]);
  } finally {
    await aws.stop();
  }
  for (const [name, good, printed] of checks) {
    console.log(`${good ? 'ok   ' : 'WRONG'} ${name}${good ? '' : `\n${printed}`}`);
  }
  const wrong = checks.filter(([, good]) => !good).length;
  console.log(`${checks.length - wrong} passed, ${wrong} failed`);
  process.exitCode = wrong === 0 ? 0 : 1;
}

void main();
