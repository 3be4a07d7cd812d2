// npm run e2e: deploys everything that the library makes, for real, and sees what came of it. See --help.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LocalAws } from '../local-aws/local-aws';
import { HOME, localAwsPython } from '../local-aws/python';
import { ExplainedError, explained } from '../tools/explained-error';
import { lastLines } from '../tools/processes';
import { step, table } from '../tools/report';
import { Checks, type Row } from './checks';
import { cdk } from './cli';
import { targetOf } from './local-target';
import type { Part } from './part';
import { clients } from './parts/clients';
import { destroy } from './parts/destroy';
import { examples } from './parts/examples';
import { failure, update } from './parts/failure';
import { faults } from './parts/faults';
import { load } from './parts/load';
import { options } from './parts/options';
import { rotation } from './parts/rotation';
import { selftest } from './parts/selftest';

const PARTS: Record<string, Part> = { rotation, update, failure, destroy, clients, load, faults, selftest, examples, options };

const HELP = `npm run e2e -- [--only TEXT]

  --only TEXT   only the parts and items whose name (part/item) holds this text: ${Object.keys(PARTS).join(', ')}, logzio, …
  --list        list them and end`;

async function main(): Promise<boolean> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, list: { type: 'boolean' }, help: { type: 'boolean' } } });
  const chosen = Object.entries(PARTS).flatMap(([name, part]) => {
    const items = part.items.filter((item) => `${name}/${item}`.includes(values.only ?? ''));
    return items.length > 0 ? [{ name, part, items }] : [];
  });
  if (values.help || values.list || chosen.length === 0) {
    console.log(values.list ? chosen.flatMap(({ name, items }) => items.map((item) => `${name}/${item}`)).join('\n') : HELP);
    return Boolean(values.help || values.list);
  }
  requireNode();
  await localAwsPython(console.log); // says in a sentence what is missing
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
  return report(checks, seconds, (Date.now() - started) / 1000, aws.logFile);
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
    checks.step(name, 'runs to its end', false, error instanceof ExplainedError ? error.message : `${(error as Error).stack}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function requireNode(): void {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new ExplainedError(`Node.js 20 or newer is needed; this is ${process.version}`);
  }
}

/** A table a part, what is wrong in full, the gaps; everything in a file for machines. */
function report(checks: Checks, seconds: Record<string, number>, total: number, logFile: string): boolean {
  const folder = join(HOME, 'e2e');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'results.json');
  writeFileSync(file, JSON.stringify({ seconds, total, rows: checks.rows }, undefined, 1));
  const count = (rows: Row[], fits: (row: Row) => boolean) => String(rows.filter(fits).length);
  const line = (name: string, rows: Row[], time: number) => [
    name,
    count(rows, ({ kind, got }) => kind === 'call' && got === 'allowed'),
    count(rows, ({ kind, got }) => kind === 'call' && got !== 'allowed'),
    count(rows, ({ kind }) => kind === 'property'),
    count(rows, ({ kind }) => kind === 'step'),
    count(rows, ({ kind }) => kind === 'gap'),
    count(rows, ({ expected, got }) => expected !== got),
    `${time.toFixed(0)} s`,
  ];
  const parts = Object.keys(seconds).map((name) =>
    line(
      name,
      checks.rows.filter(({ where }) => where.split('/')[0] === name),
      seconds[name],
    ),
  );
  const head = ['part', 'calls allowed', 'refused', 'properties read', 'steps', 'gaps', 'wrong', 'time'];
  console.log(`\n${table(head, [...parts, line('all', checks.rows, total)])}`);
  for (const { where, what, got } of checks.rows.filter(({ kind }) => kind === 'gap')) {
    console.log(`gap    ${where}: ${what}: ${got}`);
  }
  for (const { where, what, expected, got } of checks.wrong) {
    console.log(`WRONG  ${where}: ${what}\n         expected ${expected}\n         got      ${got}`);
  }
  if (checks.wrong.length > 0) {
    console.log(`\nThe end of the local AWS's log (${logFile}):\n${lastLines(readFileSync(logFile, 'utf8'), 20)}`);
  }
  console.log(`\n${checks.rows.length - checks.wrong.length} as expected, ${checks.wrong.length} wrong; everything in ${file}`);
  return checks.wrong.length === 0;
}

main().then(
  (passed) => {
    process.exitCode = passed ? 0 : 1;
  },
  (error: Error) => {
    console.error(explained(error));
    process.exitCode = 1;
  },
);
