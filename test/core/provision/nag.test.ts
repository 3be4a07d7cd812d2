import { type App, Aws, CfnParameter, type CfnResource, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type Acknowledgement, acknowledge } from '../../../src/core/private/provision/nag';
import { ACCOUNT, newStack } from '../../util';

// What is left in the metadata of a resource for both versions of cdk-nag, which write a value as the test of all cases (test/nag.test.ts) sees it.

const RULE = 'AwsSolutions-IAM5';

function acknowledged(stack: Stack, acknowledgements?: Acknowledgement[]) {
  const group = new iam.Group(stack, 'Group');
  acknowledge(group, RULE, 'in short', acknowledgements);
  const l1 = group.node.defaultChild as CfnResource;
  const rules = l1.node.metadata.filter(({ type }) => type === 'aws:cdk:acknowledged-rules').map(({ data }) => data);
  return { rules, suppressed: l1.cfnOptions.metadata?.cdk_nag?.rules_to_suppress };
}

const bucket = (stack: Stack) => new s3.Bucket(stack, 'Bucket');
const elsewhere = (stack: Stack, region = 'eu-west-1') =>
  new Stack(stack.node.root as App, 'Elsewhere', { env: { account: ACCOUNT, region } });
function overridden(stack: Stack) {
  const made = bucket(stack);
  (made.node.defaultChild as CfnResource).overrideLogicalId('Mine');
  return made;
}

test.each<[string, (stack: Stack) => string, string]>([
  ['a literal', () => 'arn:aws:s3:::mine/*', 'arn:aws:s3:::mine/*'],
  ['an attribute of a resource', (stack) => bucket(stack).arnForObjects('*'), '<Bucket83908E77.Arn>/*'],
  ['a resource', (stack) => `arn:aws:s3:::${bucket(stack).bucketName}/*`, 'arn:aws:s3:::<Bucket83908E77>/*'],
  ['a resource whose logical id is overridden', (stack) => overridden(stack).arnForObjects('*'), '<Mine.Arn>/*'],
  ['a resource of another stack', (stack) => bucket(elsewhere(stack)).arnForObjects('*'), '<Bucket83908E77.Arn>/*'],
  [
    'a resource of another region, by its name',
    (stack) => new s3.Bucket(elsewhere(stack, 'us-east-1'), 'Bucket', { bucketName: 'named' }).arnForObjects('*'),
    'arn:<AWS::Partition>:s3:::named/*',
  ],
  ['a parameter', (stack) => `${new CfnParameter(stack, 'Given').valueAsString}/*`, '<Given>/*'],
  ['a pseudo parameter', () => `arn:${Aws.PARTITION}:s3:::*`, 'arn:<AWS::Partition>:s3:::*'],
  ['an attribute by the names of it', () => Fn.getAtt('Made', 'Arn').toString(), '<Made.Arn>'],
  ['an attribute in one text', () => Token.asString({ 'Fn::GetAtt': 'Made.Arn' }), '<Made.Arn>'],
  ['a join', () => Fn.join('-', ['a', Aws.REGION, '*']), 'a-<AWS::Region>-*'],
  [
    'a join of a list that the deployment knows',
    () => Token.asString({ 'Fn::Join': [',', { Ref: 'List' }] }),
    '{"Fn::Join":[",",{"Ref":"List"}]}',
  ],
  ['another function', () => `${Fn.importValue('theirs')}/*`, '{"Fn::ImportValue":"theirs"}/*'],
  ['a value that is known later', () => `arn:aws:s3:::${Lazy.string({ produce: () => 'late' })}/*`, 'arn:aws:s3:::late/*'],
  ['a number', () => `arn:aws:s3:::${Lazy.string({ produce: () => 7 as never })}/*`, 'arn:aws:s3:::7/*'],
  ['nothing', () => `arn:aws:s3:::${Lazy.string({ produce: () => null as never })}/*`, 'arn:aws:s3:::null/*'],
])('%s is written as cdk-nag writes it', (_, arn, expected) => {
  const stack = newStack();
  const { rules, suppressed } = acknowledged(stack, [{ arn: arn(stack), reason: 'why' }]);
  expect(rules).toEqual([{ [`AwsSolutions::${RULE}[Resource::${expected}]`]: 'why' }]);
  expect(suppressed).toEqual([{ id: RULE, reason: 'in short', applies_to: [`Resource::${expected}`] }]);
});

test('each value has its own reason, and the template has the short one', () => {
  const values = [
    { arn: 'arn:aws:s3:::mine/*', reason: 'all objects' },
    { action: 's3:Get*', reason: 'reads' },
  ];
  expect(acknowledged(newStack(), values)).toEqual({
    rules: [
      { 'AwsSolutions::AwsSolutions-IAM5[Resource::arn:aws:s3:::mine/*]': 'all objects' },
      { 'AwsSolutions::AwsSolutions-IAM5[Action::s3:Get*]': 'reads' },
    ],
    suppressed: [{ id: RULE, reason: 'in short', applies_to: ['Resource::arn:aws:s3:::mine/*', 'Action::s3:Get*'] }],
  });
});

test('a rule that names no values', () => {
  expect(acknowledged(newStack())).toEqual({
    rules: [{ 'AwsSolutions::AwsSolutions-IAM5': 'in short' }],
    suppressed: [{ id: RULE, reason: 'in short' }],
  });
});

test('nothing is acknowledged without a value, or of what CDK does not create', () => {
  expect(acknowledged(newStack(), [])).toEqual({ rules: [], suppressed: undefined });
  const stack = newStack();
  acknowledge(stack, RULE, 'in short');
  expect(stack.node.metadata.filter(({ type }) => type !== 'aws:cdk:creationStack')).toEqual([]);
});
