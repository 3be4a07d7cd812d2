// npm run demo: deploys an example with the CDK CLI and acts as the vendor, with the key that was deployed. See --help.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endWith } from '../tools/command';
import { ExplainedError } from '../tools/explained-error';
import { step, table } from '../tools/report';
import { awsTarget, confirm, removeAll } from './aws-target';
import { makeCalls, type Result } from './calls';
import { appOf, cdk, UNATTENDED } from './cli';
import { EXAMPLES, type Example } from './examples';
import { findLeaks } from './leaks';
import { localTarget } from './local-target';
import { DeployedStack } from './stack';
import type { Target } from './target';

/** The smallest one. */
const DEFAULT = 'logzio-archive';

const HELP = `npm run demo -- [--example NAME] [--target local|aws] [--keep]

  --example NAME   ${Object.keys(EXAMPLES).join(', ')} (default: ${DEFAULT})
  --target local   a local AWS on this machine, started and stopped by the demo (default)
  --target aws     your own account: asks first, refuses a stack that exists, removes what it created and lists what is left
                   (interrupted, it leaves the stack: remove it with cdk destroy)
  --keep           leave everything there when done, and say how to look at it`;

async function main(): Promise<boolean> {
  const values = options();
  if (values.help) {
    console.log(HELP);
    return true;
  }
  const name = values.example ?? DEFAULT;
  const example = EXAMPLES[name];
  if (!example || !['local', 'aws'].includes(values.target)) {
    throw new ExplainedError(`there is no ${example ? `target ${values.target}` : `example ${name}`}\n\n${HELP}`);
  }
  if (values.target === 'aws' && example.localOnly) {
    throw new ExplainedError(`${name} runs on the local AWS only: ${example.localOnly}`);
  }
  console.log(`${name} on ${values.target === 'aws' ? 'AWS' : 'a local AWS'}`);
  const target = values.target === 'aws' ? await awsTarget() : await step('start the local AWS', localTarget);
  try {
    return await runExample(target, example, values.keep ?? false);
  } finally {
    await target.close();
  }
}

function options() {
  const string = { type: 'string' } as const;
  const boolean = { type: 'boolean' } as const;
  try {
    return parseArgs({ options: { example: string, target: { ...string, default: 'local' }, keep: boolean, help: boolean } }).values;
  } catch (error) {
    throw new ExplainedError(`${(error as Error).message}\n\n${HELP}`);
  }
}

async function runExample(target: Target, example: Example, keep: boolean): Promise<boolean> {
  const stack = new DeployedStack(target, example.stack);
  if (target.kind === 'aws') {
    await confirm(target, stack);
  } else {
    await step('cdk bootstrap', () => cdk(target, ['bootstrap', `aws://${target.account}/${target.region}`]));
  }
  const folder = mkdtempSync(join(tmpdir(), 'cdk-vendor-access-'));
  try {
    return await deployAndAct(target, example, stack, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    if (keep) {
      await leave(target);
    } else if (target.kind === 'aws') {
      await removeAll(target, stack, (args) => cdk(target, [...args, ...appOf(example.app, example.context)]));
    }
  }
}

async function deployAndAct(target: Target, example: Example, stack: DeployedStack, folder: string): Promise<boolean> {
  const options = [...UNATTENDED, '--verbose', '--output', join(folder, 'cdk.out')];
  let printed = '';
  const deploy = async (context = {}) => {
    printed += await cdk(target, ['deploy', example.stack, ...options, ...appOf(example.app, { ...example.context, ...context })]);
  };
  await step(`cdk deploy ${example.stack}`, deploy);
  await stack.load();
  const plan = await example.workflow({ target, stack, folder, deploy });
  const results = await step(`${plan.calls.length} calls as the deployed principal`, () => makeCalls(plan.calls));
  for (const secret of plan.secrets) {
    results.push(await noLeak(secret, { 'output of cdk deploy --verbose': printed, ...(await stack.told()) }, [folder, ...target.traces]));
  }
  const warnings = printed.match(/\[Warning at .*/g) ?? [];
  results.push({ name: 'cdk deploy warns of nothing', expected: 'allowed', got: warnings.length === 0 ? 'allowed' : warnings.join() });

  const wrong = results.filter(({ expected, got }) => expected !== got);
  const row = ({ name, expected, got }: Result) => [expected === got ? ' ' : '!', name, expected, got];
  console.log(
    `\n${table(['', 'call', 'expected', 'got'], results.map(row))}\n\n${results.length - wrong.length} passed, ${wrong.length} failed`,
  );
  return wrong.length === 0;
}

async function noLeak(secret: string, texts: Record<string, string>, folders: readonly string[]): Promise<Result> {
  const { searched, hits } = findLeaks(secret, texts, folders);
  const name = `the secret key stands in none of ${searched} places (templates, events, change sets, outputs, logs)`;
  return { name, expected: 'allowed', got: hits.length === 0 ? 'allowed' : `found in ${hits.join(', ')}` };
}

/** Until Ctrl-C, which ends the local AWS too. */
async function leave(target: Target): Promise<void> {
  console.log(`\nEverything is left as it is. To look at it, in another shell:\n\n  ${target.howToLook}\n`);
  if (target.kind === 'local') {
    console.log('Ctrl-C ends the local AWS.');
    const hold = setInterval(() => undefined, 60_000); // a listener alone does not keep the process alive, and with it the local AWS
    await new Promise((resolve) => process.once('SIGINT', resolve));
    clearInterval(hold);
  }
}

endWith(main());
