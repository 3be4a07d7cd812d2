import type { Asked } from './requests';
import { faultsOfRows, type RequestRow, type Row } from './table';
import { closedToSessions } from './without-permission';

/** What of a user's rights credentials have that it makes from its key by sts:GetSessionToken. */
export type Lives = (action: string, resource: string) => boolean;

/** Everything but what is done with the bucket: of a user that exists. */
export const allBut =
  (bucket: string): Lives =>
  (_action, resource) =>
    resource !== bucket && !resource.startsWith(`${bucket}/`);

/**
 * Asks the rows of a user once more, with credentials that it made from its key: what the key may do is denied to them, but for what `lives`.
 * Keys are judged as S3 asks for them, and S3 has refused by then.
 */
export async function faultsOfSession({ lives = () => false, rows, who }: Omit<Asked, 'place'>): Promise<string[]> {
  const isLeft = (action: string, resource: string | string[]) =>
    action.startsWith('kms:') || (!closedToSessions(action, false) && [resource].flat().every((one) => lives(action, one)));
  const expected = (row: Row): Row['expect'] => {
    const asked = 'call' in row ? row.call : [row];
    const byAws = 'action' in row && row.context?.['aws:ViaAWSService'] === 'true'; // with credentials of AWS's own
    return row.expect === 'allow' && (byAws || asked.every(({ action, resource }) => isLeft(action, resource))) ? 'allow' : 'deny';
  };
  const makes: Row = { action: 'sts:GetSessionToken', resource: '*', expect: 'allow', why: 'AWS asks for no permission' };
  const again = rows.map((row): Row => ({ ...row, expect: expected(row), ...('call' in row ? { denied: undefined } : {}) }));
  const [call] = rows.filter(
    (row): row is RequestRow => 'action' in row && row.expect === 'allow' && row.action.startsWith('s3:') && row.resource !== '*',
  );
  const byAws: Row[] = call
    ? [{ ...call, context: { ...call.context, 'aws:ViaAWSService': 'true' }, why: 'AWS calls for the user, with credentials of its own' }]
    : [];
  const elsewhere = [
    `arn:${who.arn.split(':')[1]}:s3:::elsewhere/file`,
    ...(call ? [`${[call.resource].flat()[0].split('/')[0]}-2/file`] : []),
  ];
  const left = elsewhere.filter((resource) => lives('s3:GetObject', resource));
  const further = left.map((resource): Row => ({ action: 's3:GetObject', resource, expect: 'allow', why: 'what else the user may do' }));
  const faults = [
    ...(await faultsOfRows(who.withSessionToken(), byAws)),
    ...(await faultsOfRows(who.withEverything().withSessionToken(), further)),
    ...(await faultsOfRows(who, [makes])),
    ...(await faultsOfRows(who.withSessionToken(), [
      ...again,
      { ...makes, expect: 'deny', why: 'a session makes no further one' },
      { action: 'sts:GetCallerIdentity', resource: '*', expect: 'allow', why: 'AWS answers everybody' },
    ])),
  ];
  return faults.map((fault) => `a session: ${fault}`);
}
