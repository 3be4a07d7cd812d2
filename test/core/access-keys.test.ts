import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { AccessKeys, type IamUserAccessOptions, logzio, VendorAccess } from '../../src';
import { errorOf, newStack } from '../util';

const make = (options: IamUserAccessOptions, stack = newStack()) => {
  const archive = new logzio.LogzioArchiveBucket(stack, 'Archive', { access: VendorAccess.iamUser(options) });
  archive.addSetupOutputs();
  return { archive, template: Template.fromStack(stack) };
};

/** The keys of a template by serial, and the serials of those in the secret. */
function keysOf(accessKeys: AccessKeys) {
  const { template } = make({ accessKeys });
  const serialOf = (logicalId: string) => /AccessKey(\d+?)[\dA-F]{8}\b/.exec(logicalId)?.[1]; // CDK adds a hash to ids
  const keys = Object.entries(template.findResources('AWS::IAM::AccessKey'));
  const [[secretId, secret] = [], ...more] = Object.entries(template.findResources('AWS::SecretsManager::Secret'));
  expect(more).toEqual([]);
  return {
    keys: Object.fromEntries(keys.map(([id, { Properties }]) => [serialOf(id), Properties.Status])),
    serials: keys.map(([, { Properties }]) => Properties.Serial).filter((serial) => serial !== undefined),
    secretId,
    secretHolds: [...new Set(JSON.stringify(secret ?? {}).match(/AccessKey\w+/g))].map(serialOf),
    rest: Object.keys(template.toJSON().Resources).filter((id) => !/AccessKey|Secret/.test(id)),
  };
}

test.each<[string, AccessKeys, Record<string, string>, string[]]>([
  ['single(1)', AccessKeys.single(1), { 1: 'Active' }, ['1']],
  ['rotatingTo(2)', AccessKeys.rotatingTo(2), { 1: 'Active', 2: 'Active' }, ['2']],
  ['retiring(2)', AccessKeys.retiring(2), { 1: 'Inactive', 2: 'Active' }, ['2']],
  ['single(2)', AccessKeys.single(2), { 2: 'Active' }, ['2']],
  ['rotatingTo(3)', AccessKeys.rotatingTo(3), { 2: 'Active', 3: 'Active' }, ['3']],
  ['outside()', AccessKeys.outside(), {}, []],
])('%s: which keys there are, and which one the secret holds', (_, accessKeys, keys, secretHolds) => {
  expect(keysOf(accessKeys)).toMatchObject({ keys, secretHolds, serials: [] });
});

test('through all steps of a rotation, and over a jump, it is the same secret, user, group and policy', () => {
  const steps = [AccessKeys.single(1), AccessKeys.rotatingTo(2), AccessKeys.retiring(2), AccessKeys.single(2), AccessKeys.single(7)];
  const [first, ...later] = steps.map(keysOf);
  expect(first.secretId).toMatch(/^ArchiveSecret/);
  for (const { rest, secretId } of later) {
    expect({ rest, secretId }).toEqual({ rest: first.rest, secretId: first.secretId });
  }
});

test('a jump is not refused: a synthesis does not know what is deployed', () => {
  expect(keysOf(AccessKeys.single(3))).toMatchObject({ keys: { 3: 'Active' }, secretHolds: ['3'] });
});

test('outside: the user with its permissions, no key and no secret; the outputs name the user', () => {
  const { archive, template } = make({ accessKeys: AccessKeys.outside(), userName: 'logzio' });
  template.resourceCountIs('AWS::IAM::AccessKey', 0);
  template.resourceCountIs('AWS::SecretsManager::Secret', 0);
  template.hasResourceProperties('AWS::IAM::User', { Groups: [Match.anyValue()] });
  expect(archive.secret).toBeUndefined();
  expect(Object.keys(template.findOutputs('*')).filter((name) => /Secret|User/.test(name))).toEqual([
    expect.stringContaining('SetupUserName'),
  ]);
});

test('the fields of the secret have the names that were asked for, and the output says them', () => {
  const stack = newStack();
  const secretEncryptionKey = new kms.Key(stack, 'Key');
  const { template } = make({ secretEncryptionKey, secretFields: { id: 'user', secret: 'password' } }, stack);
  const [secret] = Object.values(template.findResources('AWS::SecretsManager::Secret'));
  expect(JSON.stringify(secret)).toMatch(/\{\\"user\\":\\"","?.*Ref.*\\",\\"password\\":\\".*SecretAccessKey/);
  expect(secret.Properties.KmsKeyId).toEqual(stack.resolve(secretEncryptionKey.keyArn));
  const descriptions = Object.values(template.findOutputs('*')).map(({ Description }) => Description);
  expect(descriptions).toContain("Secret with Logz.io's 'Access key' and 'Secret key' (user, password)");
});

describe('wrong use', () => {
  test.each<[string, () => AccessKeys, string]>([
    ['single(0)', () => AccessKeys.single(0), 'AccessKeys.single failed:\n  1. serial: got 0; allowed: a whole number from 1.'],
    ['single(1.5)', () => AccessKeys.single(1.5), 'serial: got 1.5; allowed: a whole number from 1'],
    ['single(1e300)', () => AccessKeys.single(1e300), 'serial: got 1e+300'],
    ['rotatingTo(1)', () => AccessKeys.rotatingTo(1), 'AccessKeys.rotatingTo failed:\n  1. serial: got 1; allowed: a whole number from 2.'],
    ['rotatingTo(-2)', () => AccessKeys.rotatingTo(-2), 'serial: got -2'],
    ['rotatingTo(2.5)', () => AccessKeys.rotatingTo(2.5), 'serial: got 2.5'],
    ['retiring(1)', () => AccessKeys.retiring(1), 'AccessKeys.retiring failed:\n  1. serial: got 1; allowed: a whole number from 2.'],
    ['retiring(NaN)', () => AccessKeys.retiring(Number.NaN), 'serial: got'],
  ])('%s', (_, call, message) => {
    expect(errorOf(call)).toContain(message);
  });

  test.each<[string, IamUserAccessOptions, string]>([
    ['an empty field name', { secretFields: { id: '' } }, 'secretFields.id: got ""; allowed: 1 to 128 of letters, digits and _.-'],
    ['a field name with a colon', { secretFields: { secret: 'a:b' } }, 'secretFields.secret: got "a:b"'],
    [
      'one name for both fields',
      { secretFields: { id: 'key', secret: 'key' } },
      'secretFields.secret: got "key"; allowed: a name that differs from that of the id',
    ],
    ['the default of the other field', { secretFields: { id: 'secretAccessKey' } }, 'secretFields.secret: got "secretAccessKey"'],
    ['fields of a secret that is not made', { accessKeys: AccessKeys.outside(), secretFields: {} }, 'secretFields: got'],
    ['the name of a secret that is not made', { accessKeys: AccessKeys.outside(), secretName: 'logzio' }, 'not with AccessKeys.outside()'],
  ])('%s', (_, options, message) => {
    expect(errorOf(() => make(options))).toContain(message);
  });
});
