// npm run e2e: deploys everything that the library makes, for real, and sees what came of it. See --help.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LocalAws } from '../local-aws/local-aws';
import { localAwsPython } from '../local-aws/python';
import { endWith } from '../tools/command';
import { spaceProblem } from '../tools/disk-space';
import { ExplainedError } from '../tools/explained-error';
import { step } from '../tools/report';
import { awsTarget } from './aws-target';
import { Checks } from './checks';
import { cdk } from './cli';
import { EXAMPLES } from './examples';
import { targetOf } from './local-target';
import type { Part } from './part';
import { adopt } from './parts/adopt';
import { clients } from './parts/clients';
import { connection } from './parts/connection';
import { destroy } from './parts/destroy';
import { examples, examplesInAccount } from './parts/examples';
import { failure, update } from './parts/failure';
import { faults } from './parts/faults';
import { load } from './parts/load';
import { options } from './parts/options';
import { rotation } from './parts/rotation';
import { selftest } from './parts/selftest';
import { templates } from './parts/templates';
import { warnings } from './parts/warnings';
import { summarize } from './summary';

const PARTS: Record<string, Part> = {
  rotation,
  update,
  failure,
  connection,
  adopt,
  destroy,
  clients,
  load,
  faults,
  selftest,
  warnings,
  templates,
  examples,
  options,
};

const HELP = `npm run e2e -- [--only TEXT] [--target local|aws] [--list]

  --only TEXT      only the parts and items whose name (part/item) holds this text: ${Object.keys(PARTS).join(', ')}, logzio, …
  --target local   an AWS on this machine, started and stopped by the run (default)
  --target aws     your own account: the examples that are safe there. Asks first, refuses stacks that exist, removes what it
                   created and lists what is left (interrupted, it leaves the stack: remove it with cdk destroy)
  --list           list parts and items, and end`;

interface Chosen {
  readonly name: string;
  readonly part: Part;
  readonly items: readonly string[];
}

async function main(): Promise<boolean> {
  const values = settings();
  const chosen: Chosen[] = Object.entries(PARTS).flatMap(([name, part]) => {
    const items = part.items.filter((item) => `${name}/${item}`.includes(values.only ?? ''));
    return items.length > 0 ? [{ name, part, items }] : [];
  });
  if (values.help) {
    console.log(HELP);
    return true;
  }
  if (chosen.length === 0 || !['local', 'aws'].includes(values.target)) {
    throw new ExplainedError(`there is no ${chosen.length === 0 ? `part or item ${values.only}` : `target ${values.target}`}\n\n${HELP}`);
  }
  if (values.list) {
    console.log(chosen.flatMap(({ name, items }) => items.map((item) => `${name}/${item}`)).join('\n'));
    return true;
  }
  await localAwsPython(console.log); // says in a sentence what is missing
  return values.target === 'aws' ? runInAccount(chosen) : runHere(chosen);
}

function settings() {
  const [string, boolean] = [{ type: 'string' } as const, { type: 'boolean' } as const];
  try {
    return parseArgs({ options: { only: string, target: { ...string, default: 'local' }, list: boolean, help: boolean } }).values;
  } catch (error) {
    throw new ExplainedError(`${(error as Error).message}\n\n${HELP}`);
  }
}

async function runHere(chosen: readonly Chosen[]): Promise<boolean> {
  const checks = new Checks();
  const started = Date.now();
  const seconds: Record<string, number> = {};
  const aws = await step('start the local AWS', () => LocalAws.start());
  try {
    for (const { name, part, items } of chosen) {
      const start = Date.now();
      await step(`${name} (${items.length})`, () => runPart(aws, name, part, items, checks));
      seconds[name] = (Date.now() - start) / 1000;
    }
  } finally {
    await aws.stop();
  }
  return summarize(checks, seconds, (Date.now() - started) / 1000, aws);
}

async function runInAccount(chosen: readonly Chosen[]): Promise<boolean> {
  const checks = new Checks();
  const started = Date.now();
  const all = chosen.find(({ part }) => part === examples)?.items ?? [];
  for (const item of all.filter((one) => EXAMPLES[one].localOnly)) {
    checks.gap(`examples/${item}`, 'not run in your account', EXAMPLES[item].localOnly ?? '');
  }
  const safe = all.filter((one) => !EXAMPLES[one].localOnly);
  if (safe.length === 0) {
    throw new ExplainedError('none of what was chosen can be run in your account: only the examples can, and of these not all');
  }
  const target = await awsTarget();
  const folder = mkdtempSync(join(tmpdir(), 'cdk-vendor-access-'));
  try {
    await examplesInAccount({ target, checks, folder }, safe);
  } finally {
    await target.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const total = (Date.now() - started) / 1000;
  return summarize(checks, { examples: total }, total);
}

async function runPart(aws: LocalAws, name: string, part: Part, items: readonly string[], checks: Checks): Promise<void> {
  const target = targetOf(aws);
  const folder = mkdtempSync(join(aws.directory, `${name}-`));
  const fresh = async () => {
    await aws.reset();
    await cdk(target, ['bootstrap', `aws://${aws.account}/${aws.region}`]);
  };
  try {
    await fresh();
    await part.run({ target, aws, checks, folder, fresh }, items);
  } catch (error) {
    checks.step(name, 'runs to its end', false, spaceProblem(aws.directory, 1) ?? `${(error as Error).stack}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

endWith(main());
