// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation and IAM have their own ${}
import { allow, ENV, policy, template, userWith, worldOf } from './fixtures';
import type { RequestOptions } from './simulate';
import { World } from './world';

const OPEN = userWith(allow('*', '*')).principal('User');
const KEY = 'arn:aws:s3:::b/k';

test.each<[string, string, string, RequestOptions, RegExp]>([
  ['an unknown action', 's3:GetObjects', KEY, {}, /unknown action s3:GetObjects/],
  ['an unknown service', 's4:GetObject', KEY, {}, /unknown action/],
  ['no action at all', 's3', KEY, {}, /unknown action/],
  ['an action in the wrong case', 's3:getObject', KEY, {}, /is spelled s3:GetObject/],
  ["'*' for an action that can be scoped", 's3:GetObject', '*', {}, /ask for one resource, not '\*'/],
  ['a pattern', 's3:GetObject', 'arn:aws:s3:::b/*', {}, /not the pattern/],
  ['a policy variable', 's3:GetObject', 'arn:aws:s3:::b/${aws:username}', {}, /not the pattern/],
  ['one resource of an action that takes none', 's3:ListAllMyBuckets', 'arn:aws:s3:::b', {}, /cannot be scoped/],
  ['an object for a bucket action', 's3:ListBucket', KEY, {}, /none of its resource types/],
  ['a bucket for an object action', 's3:GetObject', 'arn:aws:s3:::b', {}, /none of its resource types/],
  [
    'an image ARN with an account',
    'ec2:DeregisterImage',
    'arn:aws:ec2:eu-west-1:111122223333:image/ami-1',
    {},
    /none of its resource types/,
  ],
  ['another partition', 's3:GetObject', 'arn:aws-cn:s3:::b/k', {}, /not in partition aws/],
  ['a context key of another action', 's3:GetObject', KEY, { context: { 's3:prefix': 'x' } }, /do not apply: s3:prefix/],
  ['an unknown context key', 's3:GetObject', KEY, { context: { 's3:nonsense': 'x' } }, /do not apply: s3:nonsense/],
  ['a tag key of a bucket without ABAC', 's3:GetObject', KEY, { context: { 'aws:ResourceTag/a': 'x' } }, /do not apply: aws:ResourceTag/],
  ['a list for a key with one value', 's3:GetObject', KEY, { context: { 's3:TlsVersion': ['1.1', '1.3'] } }, /has one value/],
  ['a list for an unknown key', 's3:GetObject', KEY, { context: { 's3:nonsense': ['x'] } }, /does not exist/],
  [
    'an owner that the ARN contradicts',
    'iam:GetUser',
    'arn:aws:iam::111122223333:user/x',
    { account: '999988887777' },
    /cannot belong to account/,
  ],
])('a request with %s is refused', async (_name, action, resource, options, message) => {
  await expect(OPEN.can(action, resource, options)).rejects.toThrow(message);
});

test('an action without resource types is asked for on *', async () => {
  expect(await OPEN.can('s3:ListAllMyBuckets', '*')).toBe('Allowed');
});

test.each(['foo/*', 'arn:aws:s3', 'arn:aws:s3:::', 'b', 'arn:aws:s3:::*x', ''])('resource %p in a policy', (resource) => {
  const world = () => userWith(allow('s3:GetObject', resource));
  if (resource === 'arn:aws:s3:::*x') expect(world).not.toThrow();
  else expect(world).toThrow(/Policy, statement 0: resource .* is neither '\*' nor a full ARN/);
});

test('a session policy with a short ARN is refused', async () => {
  const federated = OPEN.federated('t', policy(allow('s3:GetObject', 'foo')));
  await expect(federated.can('s3:GetObject', KEY)).rejects.toThrow(/session policy, statement 0: resource "foo"/);
});

test('an unresolved token is refused, wherever it stands', () => {
  const world = (type: string, properties: object) => () => World.fromTemplate(template({ X: [type, properties] }), ENV);
  expect(world('AWS::S3::Bucket', { BucketName: '${Token[TOKEN.1]}' })).toThrow(
    'template.Resources.X.Properties.BucketName: unresolved token',
  );
  expect(world('Custom::Other', { '${Token[TOKEN.1]}': 1 })).toThrow(/unresolved token/);
});

test('a resource policy that names the federated user is refused: the simulator judges it wrongly', async () => {
  const arn = 'arn:aws:sts::111122223333:federated-user/t';
  const document = policy({ ...allow('s3:GetObject', 'arn:aws:s3:::b/*'), Principal: { AWS: arn } });
  const world = worldOf({ U: ['AWS::IAM::User'], BP: ['AWS::S3::BucketPolicy', { Bucket: 'b', PolicyDocument: document }] });
  const federated = world.principal('U').federated('t', policy(allow('s3:PutObject', '*')));
  await expect(federated.can('s3:GetObject', KEY)).rejects.toThrow(/judges wrongly/);
});

test('a policy that IAM would refuse is refused', async () => {
  const typo = { Condition: { StringEqual: { 's3:prefix': 'x' } } };
  expect(() => userWith(allow('s3:ListBucket', '*', typo))).toThrow('Policy, statement 0: condition operator StringEqual does not exist');
  const world = userWith({ ...allow('s3:GetObject', '*'), Nonsense: 1 });
  await expect(world.principal('User').can('s3:GetObject', KEY)).rejects.toThrow(/policy.errors/);
});

test.each([
  'StringNotEqualsIgnoreCase',
  'ForAnyValue:StringLikeIfExists',
  'NumericLessThanEquals',
  'DateGreaterThan',
  'ArnNotLike',
  'Null',
  'NotIpAddress',
])('condition operator %s is accepted', (operator) => {
  expect(() => userWith(allow('s3:ListBucket', '*', { Condition: { [operator]: { 's3:prefix': 'x' } } }))).not.toThrow();
});

test('two policies for one bucket, and resources with policies that are not modelled', async () => {
  const bucketPolicy = [
    'AWS::S3::BucketPolicy',
    { Bucket: 'b', PolicyDocument: policy({ ...allow('s3:GetObject', '*'), Principal: '*' }) },
  ];
  expect(() => worldOf({ A: bucketPolicy as never, B: bucketPolicy as never })).toThrow(/two bucket policies/);
  const world = worldOf({ U: ['AWS::IAM::User'], T: ['AWS::SNS::TopicPolicy', {}] });
  await expect(world.principal('U').can('sns:Publish', 'arn:aws:sns:eu-west-1:111122223333:t')).rejects.toThrow(/does not know how/);
});

test('a name that is not there, or not what it should be', () => {
  const world = worldOf({ B: ['AWS::S3::Bucket'], U: ['AWS::IAM::User'], V: ['AWS::IAM::User'] });
  expect(() => world.principal('X')).toThrow(/no such resource: X/);
  expect(() => world.principal('B')).toThrow(/B is a AWS::S3::Bucket, not a user/);
  expect(() => world.principalOfType('AWS::IAM::User')).toThrow(/2 resources of type AWS::IAM::User, not one/);
  expect(() => world.principalOfType('AWS::IAM::Role')).toThrow(/0 resources/);
});

describe('several resources at once', () => {
  const ec2 = (type: string): string => `arn:aws:ec2:eu-west-1:111122223333:${type}/x`;
  const types = ['instance', 'network-interface', 'security-group', 'subnet', 'volume'];
  const all = ['arn:aws:ec2:eu-west-1::image/ami-1', ...types.map(ec2)];
  const granted = all.map((arn) => arn.replace(/\/.*/, '/*'));

  test('are allowed when each is', async () => {
    expect(await userWith(allow('ec2:RunInstances', granted)).principal('User').can('ec2:RunInstances', all)).toBe('Allowed');
    const fewer = userWith(allow('ec2:RunInstances', granted.slice(0, -1))).principal('User');
    expect(await fewer.can('ec2:RunInstances', all)).toBe('ImplicitlyDenied');
  });

  test('context keys go where they apply', async () => {
    const small = { Condition: { StringEquals: { 'ec2:InstanceType': 't3.small' } } };
    const instance = granted.filter((arn) => arn.includes(':instance/'));
    const others = granted.filter((arn) => !arn.includes(':instance/'));
    const who = userWith(allow('ec2:RunInstances', instance, small), allow('ec2:RunInstances', others)).principal('User');
    expect(await who.can('ec2:RunInstances', all, { context: { 'ec2:InstanceType': 't3.small' } })).toBe('Allowed');
    expect(await who.can('ec2:RunInstances', all, { context: { 'ec2:InstanceType': 'm5.large' } })).toBe('ImplicitlyDenied');
    await expect(who.can('ec2:RunInstances', all, { context: { 's3:prefix': 'x' } })).rejects.toThrow(/apply to none/);
  });

  test('a missing required type is refused', async () => {
    await expect(OPEN.can('ec2:RunInstances', all.slice(1))).rejects.toThrow(/required types image/);
  });

  test('public SSM parameters, whose ARN has no account', async () => {
    const parameter = 'arn:aws:ssm:eu-west-1::parameter/aws/service/ami';
    const who = userWith(allow('ssm:GetParameter', 'arn:aws:ssm:eu-west-1::parameter/aws/service/*')).principal('User');
    expect(await who.can('ssm:GetParameter', parameter)).toBe('Allowed');
    expect(await who.can('ssm:GetParameter', 'arn:aws:ssm:eu-west-1:111122223333:parameter/aws/service/ami')).toBe('ImplicitlyDenied');
    expect(await OPEN.can('ssm:GetParameter', parameter)).toBe('Allowed');
    const own = userWith(allow('ssm:GetParameter', 'arn:aws:ssm:eu-west-1:111122223333:parameter/*')).principal('User');
    expect(await own.can('ssm:GetParameter', parameter)).toBe('ImplicitlyDenied');
  });
});
