import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalAws } from '../local-aws/local-aws';
import { HOME } from '../local-aws/python';
import { lastLines } from '../tools/processes';
import { table } from '../tools/report';
import type { Checks, Row } from './checks';

/** A table a part, what is wrong in full, the gaps; everything in a file for machines. */
export function summarize(
  checks: Checks,
  seconds: Record<string, number>,
  total: number,
  aws?: Pick<LocalAws, 'directory' | 'logFile'>,
): boolean {
  checks.noLeakInResults(aws ? [aws.directory] : []);
  const folder = join(HOME, 'e2e');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'results.json');
  writeFileSync(file, JSON.stringify({ seconds, total, rows: checks.rows }, undefined, 1));
  const count = (rows: Row[], fits: (row: Row) => boolean) => String(rows.filter(fits).reduce((sum, { times = 1 }) => sum + times, 0));
  const line = (name: string, rows: Row[], time: number) => [
    name,
    count(rows, ({ kind, got }) => kind === 'call' && got === 'allowed'),
    count(rows, ({ kind, got }) => kind === 'call' && (got === 'refused' || got === 'invalid')),
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
  if (checks.wrong.length > 0 && aws) {
    console.log(`\nThe end of the local AWS's log (${aws.logFile}):\n${lastLines(readFileSync(aws.logFile, 'utf8'), 20)}`);
  }
  const looked = checks.rows.filter(({ kind }) => kind !== 'gap').length;
  console.log(`\n${looked - checks.wrong.length} as expected, ${checks.wrong.length} wrong; everything in ${file}`);
  return checks.wrong.length === 0;
}
