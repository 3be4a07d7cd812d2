import { App, CfnParameter, Stack, type StackProps } from 'aws-cdk-lib';
import { logzio, VendorAccess } from '../../src';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from '../logzio/cases';
import { ACCOUNT, synthErrorOf, warningsOf } from '../util';

const HERE = { account: ACCOUNT, region: 'eu-west-1' };
const role = () => VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID, roleName: 'logzio' });

/** The same recipe for a construct in each of two stacks; the second of them. */
function twice(access: VendorAccess, first: StackProps['env'] = HERE, second: StackProps['env'] = HERE): Stack {
  const app = new App();
  const stacks = [new Stack(app, 'First', { env: first }), new Stack(app, 'Second', { env: second })];
  for (const stack of stacks) {
    new logzio.LogzioArchiveBucket(stack, 'Archive', { access });
  }
  return stacks[1];
}

test.each<[string, VendorAccess, string]>([
  ['the name of a user', VendorAccess.iamUser({ userName: 'logzio' }), "which 'First/Archive' has too"],
  ['the name of a secret', VendorAccess.iamUser({ secretName: 'logzio/key' }), 'secretName: got'],
  ['the name of a role', role(), 'roleName: got'],
])('%s that two constructs of an account make is refused', (_, access, text) => {
  expect(synthErrorOf(twice(access))).toContain(text);
});

test('a name that two constructs of one stack take from a parameter is refused', () => {
  const stack = new Stack(new App(), 'Stack');
  const access = VendorAccess.iamUser({ userName: new CfnParameter(stack, 'Name').valueAsString });
  new logzio.LogzioArchiveBucket(stack, 'First', { access });
  new logzio.LogzioArchiveBucket(stack, 'Second', { access });
  expect(synthErrorOf(stack)).toContain('userName: got');
});

test.each<[string, VendorAccess, StackProps['env'], StackProps['env']]>([
  ['users in two accounts', VendorAccess.iamUser({ userName: 'logzio' }), HERE, { ...HERE, account: '444455556666' }],
  ['secrets in two regions', VendorAccess.iamUser({ secretName: 'logzio' }), HERE, { ...HERE, region: 'us-east-1' }],
  ['users of stacks that do not know their account', VendorAccess.iamUser({ userName: 'logzio' }), {}, {}],
  ['names that the CDK gives', VendorAccess.iamUser(), HERE, HERE],
])('one recipe for %s is taken', (_, access, first, second) => {
  expect(warningsOf(twice(access, first, second))).toEqual([]);
});

test('a user in two regions is refused: IAM knows no regions', () => {
  const access = VendorAccess.iamUser({ userName: 'logzio' });
  expect(synthErrorOf(twice(access, HERE, { ...HERE, region: 'us-east-1' }))).toContain('userName: got');
});
