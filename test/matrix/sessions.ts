import { type Row, runRows } from './table';
import { closedToSessions } from './without-permission';
import type { Who } from './world';

/**
 * Asks the rows of a user once more, with credentials that it made from its key by sts:GetSessionToken: what the key may do is denied to them,
 * but for what `lives`. Keys are judged as S3 asks for them, and S3 has refused by then.
 */
export async function runSession(who: Who, rows: readonly Row[], lives: (action: string, resource: string) => boolean): Promise<void> {
  const isLeft = (action: string, resource: string | string[]) =>
    action.startsWith('kms:') || (!closedToSessions(action, false) && [resource].flat().every((one) => lives(action, one)));
  const expected = (row: Row): Row['expect'] => {
    const asked = 'call' in row ? row.call : [row];
    return row.expect === 'allow' && asked.every(({ action, resource }) => isLeft(action, resource)) ? 'allow' : 'deny';
  };
  const own: Row = { action: 'sts:GetSessionToken', resource: '*', expect: 'allow', why: 'AWS asks for no permission' };
  await runRows(who, [own, { action: 'sts:AssumeRole', resource: otherRole(who), expect: 'deny', why: 'becomes another' }]);
  await runRows(who.withSessionToken(), [
    ...rows.map((row): Row => ({ ...row, expect: expected(row), ...('call' in row ? { denied: undefined } : {}) })),
    { ...own, expect: 'deny', why: 'a session makes no further one' },
    { action: 'sts:GetCallerIdentity', resource: '*', expect: 'allow', why: 'AWS answers everybody' },
  ]);
}

const otherRole = ({ arn }: Who): string => arn.replace(/user\/.*/, 'role/other');

/** All lives: a user that is allowed to have sessions. */
export const ALL = (): boolean => true;

/** Nothing lives: a user that the library made. */
export const NOTHING = (): boolean => false;

/** All lives but what is done with the bucket: a user that exists. */
export const ALL_BUT =
  (bucket: string) =>
  (_action: string, resource: string): boolean =>
    resource !== bucket && !resource.startsWith(`${bucket}/`);
