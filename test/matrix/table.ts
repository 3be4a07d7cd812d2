import type { RequestOptions, Verdict } from './simulate';
import type { Who } from './world';

/** One request and what must come of it. */
export interface Row extends RequestOptions {
  readonly action: string;
  /** A list: one request that needs all these resources, such as ec2:RunInstances. */
  readonly resource: string | string[];
  readonly expect: 'allow' | 'deny';
  /** Why: the operation that needs it, or the harm it would do. */
  readonly why: string;
}

const sorted = (value: unknown): unknown =>
  Array.isArray(value) || value === null || typeof value !== 'object'
    ? value
    : Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([k, v]) => [k, sorted(v)]),
      );

const request = ({ expect: _expect, why: _why, ...rest }: Row): string => JSON.stringify(sorted(rest));

function faultsOfTable(rows: Row[]): string[] {
  const requests = rows.map(request);
  const twice = new Set(requests.filter((r, i) => requests.indexOf(r) !== i));
  return [
    ...(rows.some((row) => row.expect === 'allow') ? [] : ['no allowed row: every denial would pass without a policy']),
    ...(rows.some((row) => row.expect === 'deny') ? [] : ['no denied row: every allowance would pass with a policy that allows all']),
    ...[...twice].map((r) => `two rows ask the same: ${r}`),
    ...rows.filter((row) => row.why.trim() === '').map((row) => `no reason given: ${request(row)}`),
  ];
}

async function faultOfRow(who: Who, row: Row): Promise<string[]> {
  const { action, resource, expect, why, ...options } = row;
  const got: Verdict | string = await who.can(action, resource, options).catch((error: Error) => `refused: ${error.message}`);
  const right = expect === 'allow' ? got === 'Allowed' : got === 'ImplicitlyDenied' || got === 'ExplicitlyDenied';
  if (right) return [];
  const more = Object.keys(options).length > 0 ? ` ${JSON.stringify(options)}` : '';
  return [`${action} on ${[resource].flat().join(', ')}${more}: expected ${expect}, got ${got} (${why})`];
}

/**
 * Asks every row of one principal.
 *
 * @throws one error that lists every wrong row, and what is wrong with the table itself
 */
export async function runRows(who: Who, rows: Row[]): Promise<void> {
  const faults = faultsOfTable(rows);
  for (const row of rows) faults.push(...(await faultOfRow(who, row)));
  if (faults.length > 0) throw new Error(`${who.arn}: ${faults.length} fault(s)\n  ${faults.join('\n  ')}`);
}

/** A jest test for one principal. The rows may be made from the principal's world, for the names in it. */
export function describeMatrix(name: string, principal: () => Who, rows: Row[] | ((who: Who) => Row[])): void {
  test(`matrix: ${name}`, async () => {
    const who = principal();
    await runRows(who, typeof rows === 'function' ? rows(who) : rows);
  });
}
