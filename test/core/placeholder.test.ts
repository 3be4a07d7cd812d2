import { randomBytes, randomUUID } from 'node:crypto';
import { Aws, CfnCondition, CfnMapping, CfnParameter, Fn, Lazy, NestedStack, type Stack } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { VendorAccess } from '../../src';
import { isPlaceholder } from '../../src/core/private/validation/placeholder';
import { LogzioArchiveBucket } from '../../src/logzio';
import { newStack, warningsOf } from '../util';

test.each([
  ...[
    'changeme',
    'change-me',
    'ChangeMe',
    'REPLACE_ME',
    'test',
    'TEST',
    'test1',
    'test-123',
    'testing',
    'todo',
    'tbd',
    'dummy',
    'foo',
    'abc123',
  ],
  ...[
    'external-id',
    'externalId',
    'external_id',
    'EXTERNAL-ID',
    'my-external-id',
    'your-external-id-here',
    'ExampleExternalId',
    'placeholder',
  ],
  ...[
    'example',
    'example-provider-id',
    'your-provider-id',
    'vendor:aws:extid:changeme',
    'external-id:xxxx',
    '12345',
    '1111',
    '77777777',
    '1234567890',
    'null',
  ],
  ...['xx', 'XXXX', 'aaaaaaaa', '0000', '00000000-0000-0000-0000-000000000000', '11111111-2222-3333-4444-555555555555', 'xxxx-xxxx'],
  ...['put-your-external-id-here', 'EXTERNAL_ID_FROM_THE_VENDOR', 'ExternalIdHere', 'theExternalIDFromVendor', 'ext id 12'],
])('%s is a placeholder', (text) => {
  expect(isPlaceholder(text)).toBe(true);
});

test.each([
  ...[
    'logzio:aws:extid:example0nktixxe8q',
    'acme',
    'acme-test',
    'acme:test',
    'test-9f8e',
    'contest',
    'latest',
    'a1',
    '7f',
    '22',
    '111',
    '4711',
    'acme-prod-7c1',
    'testarossa-4711',
    'acme-external-id-7c1f',
    'acme-external-id',
    'an-external-id',
    'next-idea',
    'external-7',
  ],
  ...[
    'provider',
    'provider-7',
    'customer-1',
    'id-42',
    'external',
    'demo',
    'exemplary',
    'mytest5000',
    '--',
    'aab',
    '11111111-2222-3333-4444-55',
  ],
])('%s may be somebody’s', (text) => {
  expect(isPlaceholder(text)).toBe(false);
});

test('no id that a vendor makes by chance', () => {
  const made = [...Array(5000)].flatMap(() => {
    const bytes = randomBytes(16);
    return [randomUUID(), bytes.toString('hex'), bytes.toString('base64url').toLowerCase(), String(bytes.readUInt32BE())];
  });
  expect(made.filter((id) => isPlaceholder(id) && !/^\d+$/.test(id))).toEqual([]);
});

const parameter = (stack: Stack, byDefault?: string, type?: string) =>
  new CfnParameter(stack, 'Id', { default: byDefault, type }).valueAsString;
const mapped = (stack: Stack, key: string, id: string) =>
  new CfnMapping(stack, 'Ids', { mapping: { [stack.account]: { id: 'a1b2c3' }, '999999999999': { id } } }).findInMap(key, 'id');
const either = (stack: Stack, id: string) =>
  Fn.conditionIf(new CfnCondition(stack, 'Some', { expression: Fn.conditionEquals(Aws.REGION, 'x') }).logicalId, 'a1b2c3', id).toString();
const kept = (stack: Stack, id: string) => {
  new ssm.StringParameter(stack, 'Kept', { parameterName: '/id', stringValue: id });
  return ssm.StringParameter.valueForStringParameter(stack, '/id');
};

test.each<[string, (stack: Stack, id: string) => string]>([
  ['a Lazy value', (_, id) => Lazy.string({ produce: () => id })],
  ['joined texts', (_, id) => Fn.join('', [id.slice(0, 3), id.slice(3)])],
  ['a text', (_, id) => Fn.sub(`\${Id}`, { Id: id })],
  ['a parameter, if nobody chooses', parameter],
  ['a mapping, in another account', (stack, id) => mapped(stack, Fn.select(4, Fn.split(':', Aws.STACK_ID)), id)],
  ['a condition', either],
  ['Systems Manager', kept],
])('a placeholder that is given by %s', (_, given) => {
  const said = (externalId: string) => {
    const stack = newStack();
    new LogzioArchiveBucket(stack, 'Archive', { access: access(given(stack, externalId)) });
    return warningsOf(stack);
  };
  expect([said('dummy-id'), said('a1b2c3d4')]).toEqual([[expect.stringMatching(/'dummy-id' is a placeholder.*placeholderExternalId/)], []]);
});

test.each<[string, (stack: Stack) => string, number]>([
  ['the name of a parameter of Systems Manager', (stack) => ssm.StringParameter.valueForStringParameter(stack, 'my-external-id'), 0],
  ['such a name by default', (stack) => parameter(stack, 'test-external-id', 'AWS::SSM::Parameter::Value<String>'), 0],
  ['the same text as the value', (stack) => parameter(stack, 'test-external-id'), 1],
])('a placeholder is a value: %s', (_, given, count) => {
  const stack = newStack();
  new LogzioArchiveBucket(stack, 'Archive', { access: access(given(stack)) });
  expect(warningsOf(stack)).toHaveLength(count);
});

test('what only other deployments have is no placeholder of this one', () => {
  const stack = newStack();
  const nested = new NestedStack(stack, 'Nested', { parameters: { Id: 'a1b2c3' } });
  const given = [mapped(stack, stack.account, 'dummy-id'), parameter(stack), kept(stack, 'a1b2c3')];
  given.map((externalId, index) => new LogzioArchiveBucket(stack, `A${index}`, { access: access(externalId) }));
  new LogzioArchiveBucket(nested, 'Nested', { access: access(parameter(nested, 'dummy-id')) });
  expect(warningsOf(stack)).toEqual([]);
});

const access = (externalId: string) => VendorAccess.vendorRole({ accountId: '444455556666', externalId });
