import { randomBytes, randomUUID } from 'node:crypto';
import { isPlaceholder } from '../../src/core/private/validation/placeholder';

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
  ...['example', 'example-provider-id', 'your-provider-id', 'vendor:aws:extid:changeme', 'external-id:xxxx', '12345', '1234567890', 'null'],
  ...['xx', 'XXXX', 'aaaaaaaa', '0000', '00000000-0000-0000-0000-000000000000', '11111111-2222-3333-4444-555555555555', 'xxxx-xxxx'],
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
    '1111',
    '4711',
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
