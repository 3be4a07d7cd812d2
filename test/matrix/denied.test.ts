import { faultsOf } from './denied';
import { allow, policy, worldOf } from './fixtures';
import type { Asked } from './requests';
import { allowed, denied } from './table';
import type { Json } from './types';
import type { World } from './world';

const BUCKET = 'arn:aws:s3:::mine';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1';
const OWNED = { StringEquals: { 'aws:ResourceAccount': '111122223333' } };
const VIA_S3 = { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' };
const TLS = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [BUCKET, `${BUCKET}/*`] };
const HTTP = { ...TLS, Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
const OLD_TLS = { ...TLS, Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } };
const put = (more: object = { Condition: OWNED }) => allow('s3:PutObject', `${BUCKET}/*`, more);
const useKey = (more: object = { Condition: { StringEquals: VIA_S3 } }) => allow('kms:Decrypt', KEY, more);

/** A user with a bucket and a key. */
function worldWith(
  statements: Json[],
  { bucket = [HTTP, OLD_TLS], more = {} }: { bucket?: Json[]; more?: Record<string, [string, Json]> } = {},
): World {
  return worldOf({
    User: ['AWS::IAM::User'],
    Policy: ['AWS::IAM::ManagedPolicy', { Users: [{ Ref: 'User' }], PolicyDocument: policy(...statements) }],
    Bucket: ['AWS::S3::Bucket', { BucketName: 'mine' }],
    BucketPolicy: ['AWS::S3::BucketPolicy', { Bucket: 'mine', PolicyDocument: policy(...bucket) }],
    ...more,
  });
}

const ROWS = [
  ...allowed('uploads', `${BUCKET}/k`, 's3:PutObject'),
  ...allowed('decrypts', { resource: KEY, context: VIA_S3 }, 'kms:Decrypt'),
];
const faults = (here: World, more: Partial<Asked> = {}) =>
  faultsOf(
    here,
    { who: here.principal('User'), rows: ROWS, place: { bucket: BUCKET, object: `${BUCKET}/k` }, lives: () => true, ...more },
    ['ses'],
  );
const GOOD = [put(), useKey()];

test('what is as wide as its rows has no faults', async () => {
  expect(await faults(worldWith(GOOD))).toEqual([]);
});

test('a session that a user makes from its key is asked too', async () => {
  expect(await faults(worldWith(GOOD), { lives: undefined })).toEqual([
    `a session: s3:PutObject on ${BUCKET}/k: expected deny, got Allowed (uploads)`,
  ]);
});

test.each<[string, World, RegExp]>([
  [
    'a further action',
    worldWith([...GOOD, allow('s3:DeleteObject', `${BUCKET}/*`)]),
    /^s3:DeleteObject on arn:aws:s3:::mine\/k: expected deny/,
  ],
  ['one that only reads', worldWith([...GOOD, allow('iam:ListUsers', '*')]), /^iam:ListUsers on \*: expected deny/],
  ['one of a service that the vendor touches', worldWith([...GOOD, allow('ses:SendEmail', '*')]), /^ses:SendEmail on arn:/],
  [
    'one under a condition that no request meets',
    worldWith([...GOOD, allow('s3:PutObjectAcl', `${BUCKET}/*`, { Condition: { StringEquals: { 's3:x-amz-acl': 'private' } } })]),
    /^s3:PutObjectAcl is granted, and no row allows it$/,
  ],
  ['one of a service that nobody asks', worldWith([...GOOD, allow('ec2:RunInstances', '*')]), /^ec2:RunInstances is granted, and no row/],
  ['a wildcard', worldWith([...GOOD, allow('sts:Get*', '*')]), /^sts:GetFederationToken is granted, and no row allows it$/],
  ['all but some', worldWith([...GOOD, { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }]), /^iam:CreateUser on .*expected deny/],
  [
    'buckets of others of that name',
    worldWith([put({}), useKey()]),
    /PutObject on \S+mine\/k .*account.*: expected deny.*a bucket of a stranger/,
  ],
  [
    'buckets of a similar name',
    worldWith([allow('s3:PutObject', `${BUCKET}*`, { Condition: OWNED }), useKey()]),
    /^s3:PutObject on \S+mine-2\/k/,
  ],
  [
    'another bucket of the template',
    worldWith([put(), allow('s3:PutObject', 'arn:aws:s3:::l/*', { Condition: OWNED }), useKey()], {
      more: { Logs: ['AWS::S3::Bucket', { BucketName: 'l' }] },
    }),
    /^s3:PutObject on arn:aws:s3:::l\/any: expected deny.*no row allows it there/,
  ],
  [
    'a bucket without a policy for TLS',
    worldWith(GOOD, { bucket: [HTTP] }),
    /"s3:TlsVersion":"1.1".*: expected deny, got Allowed \(TLS 1.1\)/,
  ],
  [
    'a bucket that lets plain http in',
    worldWith(GOOD, { bucket: [OLD_TLS] }),
    /"secure":false.*: expected deny, got Allowed \(plain http\)/,
  ],
  [
    'the key for everything',
    worldWith([put(), useKey({})]),
    /^kms:Decrypt on \S+key\/1 .*: expected deny, got Allowed \(not through a service\)/,
  ],
  ['every key', worldWith([put(), { ...useKey(), Resource: '*' }]), /^kms:Decrypt on \S+key\/other .*another key/],
  [
    'what the bucket allows',
    worldWith(GOOD, { bucket: [HTTP, OLD_TLS, { ...allow('s3:GetObject', `${BUCKET}/*`), Principal: '*' }] }),
    /^s3:GetObject on arn:aws:s3:::mine\/k: expected deny, got Allowed/,
  ],
  ['less than its rows', worldWith([useKey()]), /^s3:PutObject on \S+: expected allow, got ImplicitlyDenied \(uploads\)/],
])('%s: a fault', async (_, here, fault) => {
  expect(await faults(here)).toContainEqual(expect.stringMatching(fault));
});

test('a row that is written stands in place of what would be computed', async () => {
  const theirs = { resource: `${BUCKET}/k`, account: '999999999999' };
  const here = worldWith([put({}), useKey()]);
  const said = async (rows: Asked['rows']) =>
    (await faults(here, { rows: [...ROWS, ...rows] })).filter((one) => one.startsWith('s3:') && one.includes('mine/k {"account"'));
  expect(await said([])).toHaveLength(1);
  expect(await said(allowed('theirs as well', theirs, 's3:PutObject'))).toEqual([]);
  expect(await said(denied('not theirs', theirs, 's3:PutObject'))).toEqual([expect.stringMatching(/\(not theirs\)$/)]);
});
