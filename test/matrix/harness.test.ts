// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation and IAM have their own ${}
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { expandAction } from './actions';
import { allow, ENV, policy, userWith, worldOf } from './fixtures';
import { PARTITION } from './partitions';
import { simulate } from './simulate';
import type { Json } from './types';
import { World } from './world';

const GET = allow('s3:GetObject', 'arn:aws:s3:::b/*');
const KEY = 'arn:aws:s3:::b/k';

describe('with a stack of the CDK', () => {
  function stack(): { json: Json; ids: Record<'bucket' | 'key' | 'user', string> } {
    const scope = new Stack(new App(), 'Stack');
    const encryptionKey = new kms.Key(scope, 'Key');
    const bucket = new s3.Bucket(scope, 'Bucket', { encryptionKey, enforceSSL: true, minimumTLSVersion: 1.2 });
    const user = new iam.User(scope, 'User');
    const group = new iam.Group(scope, 'Group');
    user.addToGroup(group);
    const statements = [
      new iam.PolicyStatement({
        actions: ['s3:PutObject'],
        resources: [bucket.arnForObjects('*')],
        conditions: { StringEquals: { 'aws:ResourceAccount': scope.account } },
      }),
      new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')] }),
      new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [encryptionKey.keyArn] }),
    ];
    new iam.ManagedPolicy(scope, 'Policy', { groups: [group], statements });
    const id = (construct: { node: { defaultChild?: unknown } }): string => scope.getLogicalId(construct.node.defaultChild as never);
    return { json: Template.fromStack(scope).toJSON(), ids: { bucket: id(bucket), key: id(encryptionKey), user: id(user) } };
  }
  const { json, ids } = stack();
  const env = (partition: string): World => World.fromTemplate(json, { ...ENV, partition });

  test.each(Object.keys(PARTITION))('a policy of the group is found in %s', async (partition) => {
    const world = env(partition);
    const who = world.principalOfType('AWS::IAM::User');
    expect(who.arn).toBe(`arn:${partition}:iam::111122223333:user/${ids.user}`);
    expect(await who.can('s3:PutObject', `${world.arn(ids.bucket)}/k`)).toBe('Allowed');
    expect(await who.can('s3:PutObject', `arn:${partition}:s3:::other/k`)).toBe('ImplicitlyDenied');
  });

  test('without the membership the policy is gone', async () => {
    const alone = structuredClone(json);
    delete alone.Resources[ids.user].Properties;
    const world = World.fromTemplate(alone, ENV);
    expect(await world.principal(ids.user).can('s3:PutObject', `${world.arn(ids.bucket)}/k`)).toBe('ImplicitlyDenied');
  });

  test('the bucket policy denies plain HTTP and old TLS, but only on the own bucket', async () => {
    const world = env('aws');
    const who = world.principal(ids.user);
    const key = `${world.arn(ids.bucket)}/k`;
    expect(await who.can('s3:GetObject', key, { secure: false })).toBe('ExplicitlyDenied');
    expect(await who.can('s3:GetObject', key, { context: { 's3:TlsVersion': '1.1' } })).toBe('ExplicitlyDenied');
    expect(await who.can('s3:GetObject', key, { context: { 's3:TlsVersion': '1.2' } })).toBe('Allowed');
    expect(await who.can('s3:GetObject', key, { secure: false, account: '999988887777' })).toBe('Allowed');
  });

  test('a bucket of the same name in another account is denied by aws:ResourceAccount alone', async () => {
    const world = env('aws');
    const key = `${world.arn(ids.bucket)}/k`;
    expect(await world.principal(ids.user).can('s3:PutObject', key, { account: '999988887777' })).toBe('ImplicitlyDenied');
    expect(await world.principal(ids.user).can('s3:GetObject', key, { account: '999988887777' })).toBe('Allowed');
  });

  test('a key policy that delegates to the account leaves the decision to the identity policy', async () => {
    const world = env('aws');
    expect(await world.principal(ids.user).can('kms:Decrypt', world.arn(ids.key))).toBe('Allowed');
    expect(await world.principal(ids.user).can('kms:Encrypt', world.arn(ids.key))).toBe('ImplicitlyDenied');
    expect(await world.stranger('arn:aws:iam::999988887777:user/x').can('kms:Decrypt', world.arn(ids.key))).toBe('ImplicitlyDenied');
    const closed = structuredClone(json);
    closed.Resources[ids.key].Properties.KeyPolicy.Statement[0].Principal = { AWS: 'arn:aws:iam::111122223333:role/admin' };
    const locked = World.fromTemplate(closed, ENV);
    expect(await locked.principal(ids.user).can('kms:Decrypt', locked.arn(ids.key))).toBe('ImplicitlyDenied');
  });
});

describe('policies are found', () => {
  const doc = { PolicyDocument: policy(GET) };
  const user = { Ref: 'P' };
  test.each<[string, Record<string, [string, Json?]>]>([
    ['inline', { P: ['AWS::IAM::User', { Policies: [{ PolicyName: 'x', ...doc }] }] }],
    ['inline of a role', { P: ['AWS::IAM::Role', { Policies: [{ PolicyName: 'x', ...doc }] }] }],
    ['inline of a group', { P: ['AWS::IAM::Group', { Policies: [{ PolicyName: 'x', ...doc }] }] }],
    ['Policy of a user', { P: ['AWS::IAM::User'], X: ['AWS::IAM::Policy', { PolicyName: 'x', Users: [user], ...doc }] }],
    ['Policy of a role', { P: ['AWS::IAM::Role'], X: ['AWS::IAM::Policy', { PolicyName: 'x', Roles: [user], ...doc }] }],
    ['Policy of a group', { P: ['AWS::IAM::Group'], X: ['AWS::IAM::Policy', { PolicyName: 'x', Groups: [user], ...doc }] }],
    ['UserPolicy', { P: ['AWS::IAM::User'], X: ['AWS::IAM::UserPolicy', { UserName: user, ...doc }] }],
    ['RolePolicy', { P: ['AWS::IAM::Role'], X: ['AWS::IAM::RolePolicy', { RoleName: user, ...doc }] }],
    ['GroupPolicy', { P: ['AWS::IAM::Group'], X: ['AWS::IAM::GroupPolicy', { GroupName: user, ...doc }] }],
    ['ManagedPolicy by Users', { P: ['AWS::IAM::User'], X: ['AWS::IAM::ManagedPolicy', { Users: [user], ...doc }] }],
    ['ManagedPolicy by Roles', { P: ['AWS::IAM::Role'], X: ['AWS::IAM::ManagedPolicy', { Roles: [user], ...doc }] }],
    ['ManagedPolicyArns', { P: ['AWS::IAM::User', { ManagedPolicyArns: [{ Ref: 'X' }] }], X: ['AWS::IAM::ManagedPolicy', doc] }],
    [
      'UserToGroupAddition and ManagedPolicyArns of the group',
      {
        P: ['AWS::IAM::User'],
        G: ['AWS::IAM::Group', { ManagedPolicyArns: [{ Ref: 'X' }] }],
        M: ['AWS::IAM::UserToGroupAddition', { GroupName: { Ref: 'G' }, Users: [user] }],
        X: ['AWS::IAM::ManagedPolicy', doc],
      },
    ],
  ])('%s', async (_name, resources) => {
    expect(await worldOf(resources).principal('P').can('s3:GetObject', KEY)).toBe('Allowed');
  });

  test('an existing user or role by its name', async () => {
    const world = worldOf({ X: ['AWS::IAM::ManagedPolicy', { Users: ['anna'], Roles: ['ops'], ...doc }] });
    expect(await world.existing('user', 'anna').can('s3:GetObject', KEY)).toBe('Allowed');
    expect(await world.existing('role', 'ops').can('s3:GetObject', KEY)).toBe('Allowed');
    expect(await world.existing('user', 'ops').can('s3:GetObject', KEY)).toBe('ImplicitlyDenied');
  });

  test('the permissions boundary limits', async () => {
    const boundary = { PolicyDocument: policy(allow('s3:GetObject', '*')) };
    const world = worldOf({
      P: [
        'AWS::IAM::User',
        { PermissionsBoundary: { Ref: 'B' }, Policies: [{ PolicyName: 'x', PolicyDocument: policy(allow('s3:*', '*')) }] },
      ],
      B: ['AWS::IAM::ManagedPolicy', boundary],
    });
    expect(await world.principal('P').can('s3:GetObject', KEY)).toBe('Allowed');
    expect(await world.principal('P').can('s3:PutObject', KEY)).toBe('ImplicitlyDenied');
  });

  test.each<[string, Record<string, [string, Json?]>]>([
    ['boundary', { P: ['AWS::IAM::User', { PermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess' }] }],
    ['managed policy', { P: ['AWS::IAM::Role', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }] }],
    ['group', { P: ['AWS::IAM::User', { Groups: ['elsewhere'] }] }],
  ])('an unknown %s is refused', (_name, resources) => {
    expect(() => worldOf(resources).principal('P')).toThrow(/not in the template/);
  });
});

describe('trust', () => {
  const trusting = (statement: Json): World =>
    worldOf({ R: ['AWS::IAM::Role', { AssumeRolePolicyDocument: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }) }] });
  const vendor = 'arn:aws:iam::999988887777:role/vendor';
  const world = trusting({
    Principal: { AWS: 'arn:aws:iam::999988887777:root' },
    Condition: { StringEquals: { 'sts:ExternalId': 'id-1' } },
  });

  test('the external id decides', async () => {
    expect(await world.canAssume('R', { principalArn: vendor, externalId: 'id-1' })).toBe('Allowed');
    expect(await world.canAssume('R', { principalArn: vendor, externalId: 'id-2' })).toBe('ImplicitlyDenied');
    expect(await world.canAssume('R', { principalArn: vendor })).toBe('ImplicitlyDenied');
  });

  test('another account and the own account do not get in', async () => {
    const id = { externalId: 'id-1' };
    expect(await world.canAssume('R', { principalArn: 'arn:aws:iam::444455556666:role/vendor', ...id })).toBe('ImplicitlyDenied');
    expect(await world.canAssume('R', { principalArn: 'arn:aws:iam::111122223333:user/x', ...id })).toBe('ImplicitlyDenied');
  });

  test('a service principal', async () => {
    const service = trusting({
      Principal: { Service: 'vmie.amazonaws.com' },
      Condition: { StringEquals: { 'sts:ExternalId': 'vmimport' } },
    });
    expect(await service.canAssume('R', { principalArn: 'vmie.amazonaws.com', externalId: 'vmimport' })).toBe('Allowed');
    expect(await service.canAssume('R', { principalArn: 'vmie.amazonaws.com' })).toBe('ImplicitlyDenied');
    expect(await service.canAssume('R', { principalArn: 'ec2.amazonaws.com', externalId: 'vmimport' })).toBe('ImplicitlyDenied');
  });
});

describe('resource policies', () => {
  const vendor = 'arn:aws:iam::999988887777:user/vendor';
  const world = worldOf({
    B: ['AWS::S3::Bucket', { BucketName: 'b' }],
    BP: ['AWS::S3::BucketPolicy', { Bucket: { Ref: 'B' }, PolicyDocument: policy({ ...GET, Principal: { AWS: vendor } }) }],
  });

  test('the bucket policy lets in the principal of another account that it names', async () => {
    expect(await world.stranger(vendor).can('s3:GetObject', KEY)).toBe('Allowed');
    expect(await world.stranger(vendor).can('s3:PutObject', KEY)).toBe('ImplicitlyDenied');
    expect(await world.stranger('arn:aws:iam::999988887777:user/other').can('s3:GetObject', KEY)).toBe('ImplicitlyDenied');
    expect(await world.stranger(vendor).can('s3:GetObject', 'arn:aws:s3:::b2/k')).toBe('ImplicitlyDenied');
  });

  test('a stranger is of another account, and asks for our resources', async () => {
    expect(() => world.stranger('arn:aws:iam::111122223333:user/x')).toThrow(/no principal of another account/);
    await expect(world.stranger(vendor).can('s3:GetObject', KEY, { account: '999988887777' })).rejects.toThrow(/neither the caller nor/);
  });

  test('the policy of a VPC endpoint limits', async () => {
    const through = worldOf({
      U: ['AWS::IAM::User', { Policies: [{ PolicyName: 'x', PolicyDocument: policy(allow('s3:GetObject', '*')) }] }],
      E: ['AWS::EC2::VPCEndpoint', { PolicyDocument: policy({ ...GET, Principal: '*' }) }],
    });
    expect(await through.principal('U').can('s3:GetObject', KEY, { via: 'E' })).toBe('Allowed');
    expect(await through.principal('U').can('s3:GetObject', 'arn:aws:s3:::c/k', { via: 'E' })).toBe('ImplicitlyDenied');
  });

  test('a secret with a resource policy', async () => {
    const secret = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:S-AbCdEf';
    const own = policy({ ...allow('secretsmanager:GetSecretValue', '*'), Effect: 'Deny', Principal: '*' });
    const secrets = worldOf({
      U: ['AWS::IAM::User', { Policies: [{ PolicyName: 'x', PolicyDocument: policy(allow('secretsmanager:GetSecretValue', secret)) }] }],
      S: ['AWS::SecretsManager::Secret'],
      SP: ['AWS::SecretsManager::ResourcePolicy', { SecretId: { Ref: 'S' }, ResourcePolicy: own }],
    });
    expect(await secrets.principal('U').can('secretsmanager:GetSecretValue', secrets.arn('S'))).toBe('ExplicitlyDenied');
  });
});

describe('sessions', () => {
  const world = userWith(allow('s3:GetObject', 'arn:aws:s3:::b/*'));
  const who = world.principal('User');

  test('a federated user has what user and session policy share', async () => {
    const tenant = who.federated('t-1', policy(allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::b/t-1/*')));
    expect(await tenant.can('s3:GetObject', 'arn:aws:s3:::b/t-1/k')).toBe('Allowed');
    expect(await tenant.can('s3:GetObject', 'arn:aws:s3:::b/t-10/k')).toBe('ImplicitlyDenied');
    expect(await tenant.can('s3:PutObject', 'arn:aws:s3:::b/t-1/k')).toBe('ImplicitlyDenied');
  });

  test('a federated user without a session policy is refused', async () => {
    await expect(who.federated('t-1', undefined as never).can('s3:GetObject', KEY)).rejects.toThrow(/without a session policy/);
  });

  test('a session policy is for roles and federated users', async () => {
    await expect(who.session(policy(GET)).can('s3:GetObject', KEY)).rejects.toThrow(/session.policy.invalid.principal/);
  });

  test('the policy variable aws:username is filled for users', async () => {
    const home = userWith(allow('s3:GetObject', { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::b/${!aws:username}/*' })).principal('User');
    expect(await home.can('s3:GetObject', 'arn:aws:s3:::b/User/k')).toBe('Allowed');
    expect(await home.can('s3:GetObject', 'arn:aws:s3:::b/Other/k')).toBe('ImplicitlyDenied');
  });
});

test('what is not put to the simulator, or without what does not name the action, would be judged the same', async () => {
  const bucket = (...statements: Json[]): Record<string, [string, Json]> => ({
    Bucket: ['AWS::S3::BucketPolicy', { Bucket: 'b', PolicyDocument: policy(...statements.map((one) => ({ ...one, Principal: '*' }))) }],
  });
  const user = (...statements: Json[]): Record<string, [string, Json]> => ({
    User: ['AWS::IAM::User', {}],
    Policy: ['AWS::IAM::ManagedPolicy', { Users: [{ Ref: 'User' }], PolicyDocument: policy(...statements) }],
  });
  const deny = { ...allow('s3:*Object', '*'), Effect: 'Deny' };
  const worlds = [
    worldOf({ ...user(GET, allow('S3:put*', '*'), deny), ...bucket(allow('s3:GetBucket?olicy', 'arn:aws:s3:::b')) }),
    worldOf({ ...user({ Effect: 'Allow', NotAction: ['s3:Get*'], Resource: '*' }, allow('iam:List*', '*')), ...bucket(deny) }),
  ];
  for (const world of worlds) {
    const who = world.principal('User');
    for (const action of await expandAction('s3:*Bucket*')) {
      for (const account of ['111122223333', '999999999999']) {
        const full = await simulate(world, who.actor, action, 'arn:aws:s3:::b', { account }).catch((error: Error) => error.message);
        const asked = await who.can(action, 'arn:aws:s3:::b', { account }).catch((error: Error) => error.message);
        expect([action, account, asked]).toEqual([action, account, full]);
      }
    }
  }
});
