import { CfnParameter, Lazy, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { PermissionSet } from '../../../src/core/private/model/permission-set';
import type { BoundAccess } from '../../../src/core/private/provision/binding';
import { addOutputs } from '../../../src/core/private/provision/setup-outputs';
import { type SetupLabels, setupValues } from '../../../src/core/private/provision/setup-values';
import { ACCOUNT, errorOf, newStack, synthErrorOf } from '../../util';

// What a user enters in the console of a vendor: the fields, where to enter each, and the values.

const LABELS: SetupLabels = {
  ...{ bucket: 'Bucket', region: 'Region', prefix: 'Folder', role: 'Role', externalId: 'Id', secret: 'Keys', user: 'User' },
};
const ARN = `arn:aws:iam::${ACCOUNT}:user/agent`;
const bucketOf = (stack: Stack, account = ACCOUNT) =>
  s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketArn: 'arn:aws:s3:::theirs', account, region: 'eu-north-1' });
const user = (stack: Stack) => iam.User.fromUserArn(stack, 'User', ARN);
const role = (stack: Stack) => iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${ACCOUNT}:role/agent`);
const secret = (stack: Stack) => secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', SECRET);
const SECRET = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:s-AbCdEf`;

type Bound = Partial<Omit<BoundAccess, 'arn' | 'attach'>>;
function valuesOf(stack: Stack, bound: Bound, more: { labels?: SetupLabels; prefix?: string; account?: string } = {}, sets: Sets = []) {
  const { account, labels = LABELS, prefix } = more;
  const others = sets.length > 1 ? [{ arn: 'arn:aws:iam::1:role/other', sets: sets.slice(1) }] : undefined;
  const attach = () => ({});
  return setupValues(stack, labels, bucketOf(stack, account), { arn: ARN, attach, ...bound }, sets.slice(0, 1), { prefix, others });
}
type Sets = readonly PermissionSet[];

const BUCKET = ['BucketName: Bucket = theirs', 'BucketRegion: Region = eu-north-1'];
const TRUST = { accountId: '444455556666' };

test.each<[string, (stack: Stack) => Bound, object, string[]]>([
  ['a user without a key', (s) => ({ user: user(s) }), {}, ['UserName: User; this construct creates none = agent']],
  [
    'a user whose key another construct has',
    (s) => ({ user: user(s), keyIn: new Construct(s, 'First') }),
    {},
    ["UserName: User; the secret of 'Stack/First' holds it = agent"],
  ],
  [
    'a user with a key',
    (s) => ({ user: user(s), secret: secret(s), secretFields: ['id', 'key'] }),
    {},
    [`SecretArn: Keys (id, key) = ${SECRET}`],
  ],
  [
    'a key in fields that a parameter names',
    (s) => ({ user: user(s), secret: secret(s), secretFields: ['id', new CfnParameter(s, 'Field').valueAsString] }),
    {},
    [`SecretArn: Keys = ${SECRET}`],
  ],
  ['a role', (s) => ({ role: role(s) }), {}, [`RoleArn: Role = arn:aws:iam::${ACCOUNT}:role/agent`]],
  [
    'a role with an external id',
    (s) => ({ role: role(s), trust: { ...TRUST, externalId: 'ext' } }),
    {},
    [`RoleArn: Role = arn:aws:iam::${ACCOUNT}:role/agent`, 'ExternalId: Id = ext'],
  ],
  [
    'a closed role',
    (s) => ({ role: role(s), trust: TRUST }),
    {},
    [
      `RoleArn: Role = arn:aws:iam::${ACCOUNT}:role/agent`,
      expect.stringMatching(/^ExternalIdPending: The role is closed: .* = Register the role/),
    ],
  ],
  ['a folder', () => ({}), { prefix: 'office' }, ['Prefix: Folder = office']],
  [
    'what the console has no field for',
    (s) => ({ user: user(s), role: role(s), secret: secret(s), trust: { ...TRUST, externalId: 'ext' } }),
    { labels: { bucket: 'Bucket', region: 'Region' }, prefix: 'office' },
    [],
  ],
  ['a user that the console has no field for', (s) => ({ user: user(s) }), { labels: { bucket: 'Bucket', region: 'Region' } }, []],
])('%s', (_, bound, more, expected) => {
  const stack = newStack();
  const values = valuesOf(stack, bound(stack), more);
  expect(values.map(({ description, field, value }) => `${field}: ${description} = ${stack.resolve(value)}`)).toEqual([
    ...BUCKET,
    ...expected,
  ]);
});

const set = (on: string, ...actions: string[]) => ({ groups: [{ sid: 'Sid', on, actions }] }) as unknown as PermissionSet;
test.each<[string | undefined, string]>([
  [undefined, '*'],
  ['office', 'office/*'],
])('a bucket of another account: its owner adds the statements for all who use it (folder %s)', (prefix, keys) => {
  const stack = newStack();
  const sets = [set('object', 's3:GetObject', 's3:PutObject'), set('bucket', 's3:GetBucketLocation'), set('key', 'kms:Decrypt')];
  const [, , policy] = valuesOf(stack, {}, { account: '444455556666', labels: { bucket: 'Bucket', region: 'Region' }, prefix }, sets);
  expect(policy).toMatchObject({ field: 'BucketPolicy', description: "Bucket policy statements that the bucket's owner must add" });
  expect(JSON.parse(stack.resolve(policy.value))).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        ...{ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `arn:aws:s3:::theirs/${keys}` },
        Principal: { AWS: ARN },
      },
      {
        ...{ Effect: 'Allow', Action: 's3:GetBucketLocation', Resource: 'arn:aws:s3:::theirs' },
        Principal: { AWS: 'arn:aws:iam::1:role/other' },
      },
    ],
  });
});

const VALUES = ['One', 'Two'].map((field) => ({ field, description: `Where ${field} goes`, value: field.toLowerCase() }));
type Options = Parameters<typeof addOutputs>[2];
function outputsOf(...calls: [count: number, options: (stack: Stack) => Options][]) {
  const stack = newStack();
  const scope = new Construct(stack, 'It');
  for (const [count, options] of calls) addOutputs(scope, VALUES.slice(0, count), options(stack));
  return Object.entries(Template.fromStack(stack).toJSON().Outputs).map(([id, output]) => [id.replace(/[\dA-F]{8}$/, ''), output]);
}
const output = (field: string, more: object = {}) => ({ Description: `Where ${field} goes`, Value: field.toLowerCase(), ...more });

test.each<[string, Parameters<typeof outputsOf>, [string, object][]]>([
  ['without names', [[1, () => ({})]], [['ItSetupOne', output('One')]]],
  ['with a prefix', [[1, () => ({ prefix: 'My' })]], [['MyOne', output('One')]]],
  ['with an export', [[1, () => ({ exportPrefix: 'x-' })]], [['ItSetupOne', output('One', { Export: { Name: 'x-One' } })]]],
  [
    'that were there before, and one that is new',
    [
      [1, () => ({})],
      [2, () => ({ prefix: 'My', exportPrefix: 'x-' })],
    ],
    [
      ['ItSetupOne', output('One')],
      ['MyTwo', output('Two', { Export: { Name: 'x-Two' } })],
    ],
  ],
])('outputs %s', (_, calls, expected) => {
  expect(outputsOf(...calls)).toEqual(expected);
});

test('a bucket of another account that only the principal uses', () => {
  const stack = newStack();
  const [, , policy] = valuesOf(stack, {}, { account: '444455556666' }, [set('object', 's3:GetObject')]);
  expect(JSON.parse(stack.resolve(policy.value)).Statement).toMatchObject([{ Action: 's3:GetObject', Principal: { AWS: ARN } }]);
});

const letters = (count: number) => 'a'.repeat(count);
test('two constructs of a stack have outputs without names', () => {
  const stack = newStack();
  for (const id of ['One', 'Two']) addOutputs(new Construct(stack, id), VALUES, {});
  expect(Object.keys(Template.fromStack(stack).toJSON().Outputs)).toHaveLength(4);
});

test('an export prefix that is known later is judged then', () => {
  const stack = newStack();
  addOutputs(new Construct(stack, 'It'), VALUES, { exportPrefix: Lazy.string({ produce: () => 'a b' }) });
  expect(synthErrorOf(stack)).toMatch(/exportPrefix: got "a b"/);
});

const parameter = (stack: Stack) => new CfnParameter(stack, 'P').valueAsString;
test.each<[string, (stack: Stack) => Options, boolean]>([
  ['a prefix of 201 letters', () => ({ prefix: letters(201) }), true],
  ['a prefix of 202 letters', () => ({ prefix: letters(202) }), false],
  ['an export prefix of 200 letters', () => ({ exportPrefix: letters(200) }), true],
  ['an export prefix of 201 letters', () => ({ exportPrefix: letters(201) }), false],
  ['199 letters and a parameter', (stack) => ({ exportPrefix: `${letters(199)}${parameter(stack)}` }), true],
  ['200 letters and a parameter', (stack) => ({ exportPrefix: `${letters(200)}${parameter(stack)}` }), false],
])('%s is taken: %s', (_, options, isTaken) => {
  const made = () => outputsOf([1, options]);
  isTaken
    ? expect(made()).toHaveLength(1)
    : expect(errorOf(made)).toMatch(/^addSetupOutputs of Construct 'Stack\/It' failed:.*refix: got/s);
});
