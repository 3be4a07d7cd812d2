// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM has its own ${}
import { type ActionFacts, actionFacts } from './actions';
import { allow, ENV, policy, userWith, worldOf } from './fixtures';
import { actionsOf, documented, reach, requestsOf } from './reach';
import type { Json } from './types';

const BUCKET = 'arn:aws:s3:::b';
const asked = async (action: string) => requestsOf((await actionFacts(action)) as ActionFacts, BUCKET);
const reachOf = async (action: string, ...statements: Json[]) => reach(userWith(...statements).principal('User'), [action], BUCKET);
const OWN_ACCOUNT = { Condition: { StringEquals: { 'aws:ResourceAccount': ENV.account } } };

describe('the universe', () => {
  test('has three buckets, the third in the account of a stranger, and four keys in each', async () => {
    const buckets = await asked('s3:ListBucket');
    expect(buckets.map(({ resource, account }) => [resource, account])).toEqual([
      [BUCKET, undefined],
      ['arn:aws:s3:::other-bucket', undefined],
      [BUCKET, '999999999999'],
    ]);
    expect(buckets[0].context).toEqual({ 's3:prefix': 'logs/2026' });
    const objects = await asked('s3:GetObject');
    expect(objects).toHaveLength(12);
    expect(new Set(objects.map(({ resource }) => resource.split('/')[1]))).toEqual(new Set(['logs', 'cbb', 'Veeam', 'payroll.xlsx']));
  });

  test('has one of the product and one of production of everything else, in both regions', async () => {
    expect((await asked('ec2:StopInstances')).map(({ resource, context }) => [resource, Object.keys(context ?? {})])).toEqual([
      ['arn:aws:ec2:eu-west-1:111122223333:instance/own', []],
      ['arn:aws:ec2:us-east-1:111122223333:instance/own', []],
      ['arn:aws:ec2:eu-west-1:111122223333:instance/production', ['ec2:InstanceProfile']],
      ['arn:aws:ec2:us-east-1:111122223333:instance/production', ['ec2:InstanceProfile']],
    ]);
    expect((await asked('iam:PassRole')).map(({ resource }) => resource)).toEqual([
      'arn:aws:iam::111122223333:role/vmimport',
      'arn:aws:iam::111122223333:role/production',
    ]);
  });

  test.each([
    ['s3:PutObjectAcl', 24], // twelve keys, two ACLs
    ['s3:ListAllMyBuckets', 1],
    ['s3:GetAccessPoint', 1],
    ['s3:PutAccessPointPolicy', 0], // access points are not in it
    ['ec2:DescribeVpcs', 2],
    ['ec2:CreateVpc', 10], // vpc and ipv6pool in two regions, ipam-pool in none
    ['ec2:CreateTags', 404],
    ['ses:SendRawEmail', 8],
    ['ssm:GetParameter', 4],
    ['sts:GetFederationToken', 2],
  ])('asks %s %i times', async (action, times) => {
    expect(await asked(action)).toHaveLength(times);
  });
});

describe('what is counted', () => {
  test('is narrower with each condition that holds', async () => {
    expect(await reachOf('s3:PutObject', allow('s3:PutObject', '*'))).toEqual({ allowed: 12, writes: 12, of: 12 });
    expect(await reachOf('s3:PutObject', allow('s3:PutObject', `${BUCKET}/*`))).toMatchObject({ allowed: 8 });
    expect(await reachOf('s3:PutObject', allow('s3:PutObject', `${BUCKET}/*`, OWN_ACCOUNT))).toMatchObject({ allowed: 4 });
    expect(await reachOf('s3:GetObject', allow('s3:GetObject', `${BUCKET}/cbb/*`, OWN_ACCOUNT))).toEqual({ allowed: 1, writes: 0, of: 12 });
    const shielded = { Condition: { Null: { 'ec2:InstanceProfile': 'true' } } };
    const here = 'arn:aws:ec2:eu-west-1:111122223333:instance/*';
    expect(await reachOf('ec2:StopInstances', allow('ec2:StopInstances', here, shielded))).toMatchObject({ allowed: 1, of: 4 });
    const region = { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } };
    expect(await reachOf('ec2:DescribeVpcs', allow('ec2:DescribeVpcs', '*', region))).toMatchObject({ allowed: 1, of: 2 });
  });

  test('is what group, boundary and bucket policy leave together', async () => {
    const world = worldOf({
      U: ['AWS::IAM::User', { Groups: [{ Ref: 'G' }], PermissionsBoundary: { Ref: 'B' } }],
      G: ['AWS::IAM::Group', { Policies: [{ PolicyName: 'p', PolicyDocument: policy(allow('s3:*', '*')) }] }],
      B: ['AWS::IAM::ManagedPolicy', { PolicyDocument: policy(allow('s3:GetObject', '*')) }],
      S: [
        'AWS::S3::BucketPolicy',
        { Bucket: 'b', PolicyDocument: policy({ ...allow('s3:*', `${BUCKET}/logs/*`), Effect: 'Deny', Principal: '*' }) },
      ],
    });
    const count = (action: string) => reach(world.principal('U'), [action], BUCKET);
    expect(await count('s3:GetObject')).toMatchObject({ allowed: 11, of: 12 });
    expect(await count('s3:PutObject')).toMatchObject({ allowed: 0, of: 12 });
  });

  test.each<[string, Json, number]>([
    ['patterns', allow('ec2:Stop*', 'arn:aws:ec2:*:*:instance/o?n'), 2],
    ['actions in any case', allow('EC2:stopinstances', '*'), 4],
    ['what is not excepted', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }, 4],
    [
      'resources that are not excepted',
      { Effect: 'Allow', Action: 'ec2:StopInstances', NotResource: 'arn:aws:ec2:us-east-1:*:instance/*' },
      2,
    ],
    ['nothing that a denial takes away', { ...allow('ec2:StopInstances', '*'), Effect: 'Deny' }, 0],
  ])('finds %s', async (_name, statement, allowed) => {
    expect(await reachOf('ec2:StopInstances', statement)).toMatchObject({ allowed, of: 4 });
  });

  test('finds policy variables', async () => {
    const own = policy(allow('ec2:StopInstances', 'arn:aws:ec2:eu-west-1:111122223333:instance/${aws:username}'));
    const world = worldOf({ P: ['AWS::IAM::ManagedPolicy', { Users: ['own'], PolicyDocument: own }] });
    expect(await reach(world.existing('user', 'own'), ['ec2:StopInstances'], BUCKET)).toMatchObject({ allowed: 1, of: 4 });
  });

  test('an action that does not exist is no denial', async () => {
    await expect(reachOf('s3:Nonsense', allow('s3:*', '*'))).rejects.toThrow(/unknown action s3:Nonsense/);
  });
});

describe('the policy of a page', () => {
  test('names its valid actions, with wildcards expanded', async () => {
    const who = documented(policy(allow(['ami:ListRoles', 's3:GetObject', 's3:GetBucketPolicy*'], BUCKET)));
    expect(await actionsOf(who)).toEqual(['s3:GetObject', 's3:GetBucketPolicy', 's3:GetBucketPolicyStatus']);
  });

  test('lists all buckets by arn:aws:s3:::*, as AWS takes it, and by no other ARN', async () => {
    const count = (resource: string) => reach(documented(policy(allow('s3:ListAllMyBuckets', resource))), ['s3:ListAllMyBuckets'], BUCKET);
    expect(await count('arn:aws:s3:::*')).toMatchObject({ allowed: 1 });
    expect(await count(`${BUCKET}/*`)).toMatchObject({ allowed: 0 });
  });
});
