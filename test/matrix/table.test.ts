import { allow, userWith } from './fixtures';
import { type Row, runRows } from './table';

const who = userWith(allow('s3:GetObject', 'arn:aws:s3:::b/*')).principal('User');
const yes: Row = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', expect: 'allow', why: 'restore' };
const no: Row = { action: 's3:PutObject', resource: 'arn:aws:s3:::b/k', expect: 'deny', why: 'overwrites' };

test('every wrong row is listed', async () => {
  const rows: Row[] = [
    { ...yes, expect: 'deny' },
    { ...no, expect: 'allow', secure: false },
    { ...yes, action: 's3:Nonsense' },
  ];
  const error = await runRows(who, rows).catch((e: Error) => e.message);
  expect(error).toBe(
    [
      'arn:aws:iam::111122223333:user/User: 3 fault(s)',
      '  s3:GetObject on arn:aws:s3:::b/k: expected deny, got Allowed (restore)',
      '  s3:PutObject on arn:aws:s3:::b/k {"secure":false}: expected allow, got ImplicitlyDenied (overwrites)',
      '  s3:Nonsense on arn:aws:s3:::b/k: expected allow, got refused: unknown action s3:Nonsense (restore)',
    ].join('\n'),
  );
});

test('a refused row is no denial', async () => {
  await expect(runRows(who, [yes, { ...no, action: 's3:Nonsense' }])).rejects.toThrow(/expected deny, got refused/);
});

test.each<[string, Row[], RegExp]>([
  ['without an allowed row', [no], /no allowed row/],
  ['without a denied row', [yes], /no denied row/],
  ['without rows', [], /no allowed row/],
  ['with the same request twice', [yes, no, { ...no, why: 'another reason' }], /two rows ask the same/],
  [
    'with the same request, keys in another order',
    [yes, no, { ...no, secure: true, account: '1' }, { ...no, account: '1', secure: true }],
    /two rows ask the same/,
  ],
  ['with a row without a reason', [yes, { ...no, why: ' ' }], /no reason given/],
])('a table %s fails', async (_name, rows, message) => {
  await expect(runRows(who, rows)).rejects.toThrow(message);
});
