import { CfnResource, Stack } from 'aws-cdk-lib';
import { LogzioArchiveBucket, type LogzioArchiveBucketProps } from '../../src/logzio';
import { ACCOUNT, newStack, warningsOf } from '../util';

// Policies of an organization that the app attaches to the account of the product.

const [MANAGEMENT, SCP, RCP] = ['999999999999', 'SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'];
const FULL = { Effect: 'Allow', Action: '*', Resource: '*' };
const denying = (more: object = {}) => ({
  Version: '2012-10-17',
  Statement: [FULL, { Effect: 'Deny', Action: 's3:*', Resource: '*', ...more }],
});
const PERIMETER = denying({ Principal: '*', Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } });
const ADMINS = denying({ Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin-*' } } });

interface Given {
  readonly type?: string;
  readonly content?: unknown;
  readonly targets?: unknown;
  readonly account?: string;
  readonly props?: LogzioArchiveBucketProps;
}

test.each<[string, Given, RegExp?]>([
  ['a service control policy for the account', {}, /policy 'Organization\/Policy', statement 2, denies .*s3:PutObject.*core.denied/],
  ['the same as a text', { content: JSON.stringify(denying()) }, /statement 2, denies/],
  ['a resource control policy', { type: RCP, content: denying({ Principal: '*' }) }, /statement 2, denies .*s3:PutObject/],
  ['one that keeps others out, and power search', { type: RCP, content: PERIMETER, props: { powerSearch: true } }, /denies s3:ListBucket/],
  ['one that keeps others out', { type: RCP, content: PERIMETER }],
  ['one for administrators', { content: ADMINS }],
  ['one for another account', { targets: ['222222222222'] }],
  ['one for a unit', { targets: ['ou-a1b2-c3d4e5f6'] }],
  ['one for an account that a parameter gives', { targets: [{ Ref: 'Account' }] }],
  ['one from the account itself, which may be the management account', { account: ACCOUNT }],
  ['another type of policy', { type: 'TAG_POLICY' }],
])('%s', (_, { account = MANAGEMENT, content = denying(), props, targets = [ACCOUNT], type = SCP }, ...[says]) => {
  const stack = newStack();
  new LogzioArchiveBucket(stack, 'Archive', props);
  const organization = new Stack(stack.node.root, 'Organization', { env: { account, region: 'us-east-1' } });
  const properties = { Name: 'guard', Type: type, TargetIds: targets, Content: content };
  new CfnResource(organization, 'Policy', { type: 'AWS::Organizations::Policy', properties });
  expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
});
