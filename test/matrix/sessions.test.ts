import { ISSUED } from './context';
import { allow, userWith } from './fixtures';
import { allBut, faultsOfSession } from './sessions';
import { faultsOfRows, type Row, runRows } from './table';
import { WITHOUT_PERMISSION } from './without-permission';

const BUCKET = 'arn:aws:s3:::b';
const VIA_S3 = { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'aws:ViaAWSService': 'true', 'aws:TokenIssueTime': ISSUED };
const ROWS: Row[] = [
  { action: 's3:GetObject', resource: `${BUCKET}/k`, expect: 'allow', why: 'reads' },
  { action: 'kms:Decrypt', resource: 'arn:aws:kms:eu-west-1:111122223333:key/1', context: VIA_S3, expect: 'allow', why: 'through S3' },
  { action: 's3:PutObject', resource: `${BUCKET}/k`, expect: 'deny', why: 'writes' },
];
const GRANTS = [allow('s3:GetObject', `${BUCKET}/*`), allow('kms:Decrypt', '*')];
const denial = (more: object, without?: string) => {
  const conditions = {
    ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::*:user/*' },
    Bool: { 'aws:ViaAWSService': 'false' },
    Null: { 'aws:TokenIssueTime': 'false' },
  };
  return {
    Effect: 'Deny',
    Resource: '*',
    Condition: Object.fromEntries(Object.entries(conditions).filter(([name]) => name !== without)),
    ...more,
  };
};

test('a denial of sessions leaves the key alone, and S3 that calls KMS for it', async () => {
  const who = userWith(...GRANTS, denial({ NotAction: 'kms:*' })).principal('User');
  await runRows(who, ROWS);
  expect(await faultsOfSession({ who, rows: ROWS })).toEqual([]);
});

test('on the bucket only: what is elsewhere lives', async () => {
  const other: Row = {
    action: 'ec2:StopInstances',
    resource: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1',
    expect: 'allow',
    why: 'stops',
  };
  const onBucket = denial({ Action: 's3:*', Resource: [BUCKET, `${BUCKET}/*`] });
  const who = userWith(...GRANTS, allow('ec2:StopInstances', '*'), onBucket).principal('User');
  await runRows(who, [...ROWS, other]);
  expect(await faultsOfSession({ who, rows: [...ROWS, other], lives: allBut(BUCKET) })).toEqual([]);
});

test.each([
  ['no denial', [], 's3:GetObject on arn:aws:s3:::b/k: expected deny, got Allowed'],
  [
    'one without the time of issue',
    [denial({ NotAction: 'kms:*' }, 'Null')],
    's3:GetObject on arn:aws:s3:::b/k: expected allow, got ExplicitlyDenied',
  ],
  ['one that spares no service that calls another', [denial({ Action: '*' }, 'Bool')], 'kms:Decrypt on'],
])('%s is told from the right one', async (_, denials, fault) => {
  const who = userWith(...GRANTS, ...denials).principal('User');
  const faults = [...(await faultsOfRows(who, ROWS)), ...(await faultsOfSession({ who, rows: ROWS }))];
  expect(faults.join()).toContain(fault);
});

test('a federated user is told from its user', async () => {
  const who = userWith(...GRANTS, denial({ NotAction: 'kms:*' })).principal('User');
  const session = { Version: '2012-10-17', Statement: [allow('s3:GetObject', `${BUCKET}/*`)] };
  expect(await who.federated('customer', session).can('s3:GetObject', `${BUCKET}/k`)).toBe('Allowed');
  expect(await who.federated('customer', session).can('sts:GetSessionToken', '*')).toBe('ImplicitlyDenied');
});

test('calls that no key signs are not asked', async () => {
  const who = userWith(...GRANTS).principal('User');
  const byToken = WITHOUT_PERMISSION.filter(({ by }) => by === 'token').flatMap(({ actions }) => actions);
  expect(byToken.length).toBeGreaterThan(30);
  for (const action of byToken) {
    await expect(who.can(action, '*')).rejects.toThrow('a denial would prove nothing');
  }
});
