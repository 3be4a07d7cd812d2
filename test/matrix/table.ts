import { deniedParts, type Part } from './calls';
import type { RequestOptions, Verdict } from './simulate';
import type { Who } from './world';

interface Expectation {
  readonly expect: 'allow' | 'deny';
  /** Why: the operation that needs it, or the harm it would do. */
  readonly why: string;
}

/** One request and what must come of it. */
export interface RequestRow extends Expectation, RequestOptions {
  readonly action: string;
  /** A list: one request that needs all these resources, such as ec2:RunInstances. */
  readonly resource: string | string[];
}

/** A call that IAM judges part by part (such as those of `Ec2`), and what must come of it. */
export interface CallRow extends Expectation {
  readonly call: readonly Part[];
  /** The parts that must be denied, and no other, as `ec2:RunInstances subnet/subnet-1`: a denial for another reason proves nothing. */
  readonly denied?: readonly string[];
}

export type Row = RequestRow | CallRow;

/** A resource, or one with what else the request carries. */
type Target = string | Omit<RequestRow, 'action' | 'expect' | 'why'>;

const rowsOf =
  (expect: RequestRow['expect']) =>
  (why: string, target: Target, ...actions: readonly string[]): RequestRow[] =>
    actions.map((action) => ({ action, ...(typeof target === 'string' ? { resource: target } : target), expect, why }));

export const allowed = rowsOf('allow');
export const denied = rowsOf('deny');

const sorted = (value: unknown): unknown =>
  Array.isArray(value) || value === null || typeof value !== 'object'
    ? value
    : Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([k, v]) => [k, sorted(v)]),
      );

const request = (row: Row): string => {
  const { expect: _expect, why: _why, ...rest } = row;
  return JSON.stringify(sorted('call' in row ? row.call : rest));
};

/** Every request once, with a reason. */
export function faultsOfTexts(rows: readonly Row[]): string[] {
  const seen = new Set<string>();
  const twice = rows.map(request).filter((one) => seen.size === seen.add(one).size);
  return [
    ...twice.map((one) => `two rows ask the same: ${one}`),
    ...rows.filter((row) => row.why.trim() === '').map((row) => `no reason given: ${request(row)}`),
  ];
}

function faultsOfTable(rows: readonly Row[]): string[] {
  return [
    ...(rows.some((row) => row.expect === 'allow') ? [] : ['no allowed row: every denial would pass without a policy']),
    ...(rows.some((row) => row.expect === 'deny') ? [] : ['no denied row: every allowance would pass with a policy that allows all']),
    ...faultsOfTexts(rows),
  ];
}

const refusal = (error: Error): string => `refused: ${error.message}`;

async function faultOfCall(who: Who, { call, expect, why, denied }: CallRow): Promise<string[]> {
  const got = await deniedParts(who, call).catch(refusal);
  const right = Array.isArray(got) && (expect === 'allow' ? got.length === 0 : got.length > 0);
  const said = Array.isArray(got) ? (got.length > 0 ? `denied ${got.join(', ')}` : 'Allowed') : got;
  if (!right) return [`call ${call[0]?.action}: expected ${expect}, got ${said} (${why})`];
  if (denied === undefined || [...denied].sort().join() === [...(got as string[])].sort().join()) return [];
  return [`call ${call[0].action}: expected denied ${denied.join(', ')}, got ${said} (${why})`];
}

async function faultOfRow(who: Who, row: RequestRow): Promise<string[]> {
  const { action, resource, expect, why, ...options } = row;
  const got: Verdict | string = await who.can(action, resource, options).catch(refusal);
  const right = expect === 'allow' ? got === 'Allowed' : got === 'ImplicitlyDenied' || got === 'ExplicitlyDenied';
  if (right) return [];
  const more = Object.keys(options).length > 0 ? ` ${JSON.stringify(options)}` : '';
  return [`${action} on ${[resource].flat().join(', ')}${more}: expected ${expect}, got ${got} (${why})`];
}

/** Asks every row of one principal, and says which came out otherwise. */
export async function faultsOfRows(who: Who, rows: readonly Row[]): Promise<string[]> {
  const faults: string[] = [];
  for (const row of rows) faults.push(...(await ('call' in row ? faultOfCall(who, row) : faultOfRow(who, row))));
  return faults;
}

/** @throws one error that lists every wrong row, and what is wrong with the table itself */
export async function runRows(who: Who, rows: readonly Row[]): Promise<void> {
  const faults = [...faultsOfTable(rows), ...(await faultsOfRows(who, rows))];
  if (faults.length > 0) throw new Error(`${who.arn}: ${faults.length} fault(s)\n  ${faults.join('\n  ')}`);
}
