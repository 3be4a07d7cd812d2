import { CfnResource, Fn, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { VendorAccess } from '../../src';
import { LogzioArchiveBucket, type LogzioArchiveBucketProps, LogzioBucketGrants } from '../../src/logzio';
import { newStack, synthErrorOf, warningsOf } from '../util';

const ADMIN = { Effect: 'Allow', Action: 'iam:*', Resource: '*' };
const admin = () => iam.PolicyStatement.fromJson(ADMIN);
const document = { Version: '2012-10-17', Statement: [ADMIN] };
const BY_ROLE = { access: VendorAccess.vendorRole({ accountId: '444455556666', externalId: 'logzio:aws:extid:a1b2c3d4e5f6' }) };
const NAMED = { access: VendorAccess.iamUser({ userName: 'logzio', secretName: 'logzio-key' }), bucketName: 'the-archive-of-logs' };

interface Case {
  readonly name: string;
  readonly props?: LogzioArchiveBucketProps;
  readonly make: (stack: Stack, archive: LogzioArchiveBucket) => unknown;
  /** What one warning says, with its id; none: nothing is said. */
  readonly says?: [id: string, text: RegExp];
}

const raw = (stack: Stack, type: string, properties: object) => new CfnResource(stack, 'Raw', { type, properties });
const user = ({ user: made }: LogzioArchiveBucket) => made as iam.User;
const role = ({ role: made }: LogzioArchiveBucket) => made as iam.Role;
const bucket = ({ bucket: made }: LogzioArchiveBucket) => made.node.defaultChild as s3.CfnBucket;
const elsewhere = (stack: Stack) => new Stack(stack.node.root as never, 'Other', { env: { account: stack.account, region: stack.region } });
const EXTENDED = 'core.principalExtended';
const CREDENTIALS = 'core.furtherCredentials';

const CASES: Case[] = [
  // what gives the principal more
  {
    name: 'attachInlinePolicy',
    make: (s, a) => user(a).attachInlinePolicy(new iam.Policy(s, 'P', { statements: [admin()] })),
    says: [EXTENDED, /'Stack\/P'.*iam:\*/],
  },
  {
    name: 'a policy made elsewhere',
    make: (s, a) => new iam.Policy(s, 'P', { statements: [admin()], users: [user(a)] }),
    says: [EXTENDED, /'Stack\/P'/],
  },
  {
    name: 'a managed policy made elsewhere',
    make: (s, a) => new iam.ManagedPolicy(s, 'P', { statements: [admin()], users: [user(a)] }),
    says: [EXTENDED, /'Stack\/P'/],
  },
  {
    name: 'a managed policy of AWS',
    make: (_, a) => user(a).addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')),
    says: [EXTENDED, /AdministratorAccess/],
  },
  {
    name: 'CfnUserPolicy',
    make: (s, a) => new iam.CfnUserPolicy(s, 'P', { userName: user(a).userName, policyName: 'p', policyDocument: document }),
    says: [EXTENDED, /'Stack\/P'/],
  },
  {
    name: 'CfnGroupPolicy on the group',
    make: (s, a) =>
      new iam.CfnGroupPolicy(s, 'P', {
        groupName: (a.node.findChild('Group') as iam.Group).groupName,
        policyName: 'p',
        policyDocument: document,
      }),
    says: [EXTENDED, /'Stack\/P'.*Group'/],
  },
  {
    name: 'a policy that names the user in another stack',
    props: NAMED,
    make: (s) => raw(elsewhere(s), 'AWS::IAM::Policy', { PolicyName: 'p', PolicyDocument: document, Users: ['logzio'] }),
    says: [EXTENDED, /'Other\/Raw'/],
  },
  {
    name: 'a reference across stacks',
    make: (s, a) => new iam.Policy(elsewhere(s), 'P', { statements: [admin()], users: [user(a)] }),
    says: [EXTENDED, /'Other\/P'/],
  },
  {
    name: 'Fn::Sub by hand',
    props: NAMED,
    make: (s, a) =>
      raw(s, 'AWS::IAM::UserPolicy', {
        PolicyName: 'p',
        PolicyDocument: document,
        UserName: { 'Fn::Sub': `\${${s.getLogicalId(user(a).node.defaultChild as iam.CfnUser)}}` },
      }),
    says: [EXTENDED, /'Stack\/Raw'/],
  },
  {
    name: 'a group made elsewhere',
    make: (s, a) => user(a).addToGroup(iam.Group.fromGroupName(s, 'G', 'Admins')),
    says: [EXTENDED, /groups \["Admins"\]/],
  },
  {
    name: 'CfnUserToGroupAddition',
    make: (s, a) => new iam.CfnUserToGroupAddition(s, 'A', { groupName: 'Admins', users: [user(a).userName] }),
    says: [EXTENDED, /groups \["Admins"\]/],
  },
  {
    name: 'CfnRolePolicy',
    props: BY_ROLE,
    make: (s, a) => new iam.CfnRolePolicy(s, 'P', { roleName: role(a).roleName, policyName: 'p', policyDocument: document }),
    says: [EXTENDED, /'Stack\/P'/],
  },
  {
    name: 'a grant of the CDK',
    props: BY_ROLE,
    make: (s, a) => new s3.Bucket(s, 'B').grantDelete(role(a)),
    says: [EXTENDED, /DefaultPolicy.*s3:DeleteObject/],
  },
  { name: 'a grant of the library', props: BY_ROLE, make: (s, a) => LogzioBucketGrants.fromBucket(new s3.Bucket(s, 'B')).restore(role(a)) },
  { name: 'a policy of somebody else', make: (s) => new iam.Policy(s, 'P', { statements: [admin()], users: [new iam.User(s, 'U')] }) },
  {
    name: 'a name that only contains the name',
    props: NAMED,
    make: (s) => raw(s, 'AWS::IAM::UserPolicy', { PolicyName: 'p', PolicyDocument: document, UserName: 'logzio-2' }),
  },
  // further ways to be the principal
  { name: 'a second access key', make: (s, a) => new iam.AccessKey(s, 'K', { user: user(a) }), says: [CREDENTIALS, /'Stack\/K'/] },
  {
    name: 'a second access key, by name',
    props: NAMED,
    make: (s) => raw(s, 'AWS::IAM::AccessKey', { UserName: 'logzio' }),
    says: [CREDENTIALS, /'Stack\/Raw'/],
  },
  {
    name: 'an instance profile',
    props: BY_ROLE,
    make: (s, a) => new iam.CfnInstanceProfile(s, 'I', { roles: [role(a).roleName] }),
    says: [CREDENTIALS, /'Stack\/I'/],
  },
  {
    name: 'a profile of Roles Anywhere, by ARN',
    props: {
      access: VendorAccess.vendorRole({ accountId: '444455556666', externalId: 'logzio:aws:extid:a1b2c3d4e5f6', roleName: 'logzio' }),
    },
    make: (s) => raw(s, 'AWS::RolesAnywhere::Profile', { Name: 'x', RoleArns: ['arn:aws:iam::111122223333:role/logzio'] }),
    says: [CREDENTIALS, /'Stack\/Raw'/],
  },
  // the secret
  {
    name: 'the secret shared with an account',
    make: (_, a) =>
      a.secret?.addToResourcePolicy(
        new iam.PolicyStatement({
          principals: [new iam.AccountPrincipal('999999999999')],
          actions: ['secretsmanager:GetSecretValue'],
          resources: ['*'],
        }),
      ),
    says: ['core.secretShared', /ResourcePolicy/],
  },
  {
    name: 'the secret read by a role of the app',
    make: (s, a) => a.secret?.grantRead(new iam.Role(s, 'R', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') })),
  },
  {
    name: 'the secret denied to others',
    make: (_, a) =>
      a.secret?.addToResourcePolicy(
        new iam.PolicyStatement({
          effect: iam.Effect.DENY,
          principals: [new iam.AnyPrincipal()],
          actions: ['secretsmanager:GetSecretValue'],
          resources: ['*'],
        }),
      ),
  },
  {
    name: 'a rotation schedule',
    make: (s, a) => new secretsmanager.CfnRotationSchedule(s, 'R', { secretId: a.secret?.secretArn ?? '' }),
    says: ['core.secretReplaced', /'Stack\/R'/],
  },
  // the bucket
  {
    name: 'an access point for another account',
    make: (s, a) =>
      new s3.CfnAccessPoint(s, 'A', {
        bucket: a.bucket.bucketName,
        policy: {
          Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::999999999999:root' }, Action: 's3:GetObject', Resource: '*' }],
        },
      }),
    says: ['core.strangerLetIn', /'Stack\/A'/],
  },
  { name: 'an access point for the own account', make: (s, a) => new s3.CfnAccessPoint(s, 'A', { bucket: a.bucket.bucketName }) },
  {
    name: 'a replica in another account',
    make: (_, a) =>
      bucket(a).addPropertyOverride('ReplicationConfiguration', {
        Role: 'arn:aws:iam::111122223333:role/replicate',
        Rules: [{ Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::replica', Account: '999999999999' } }],
      }),
    says: ['core.copiedElsewhere', /999999999999/],
  },
  {
    name: 'a replica in the account',
    make: (_, a) =>
      bucket(a).addPropertyOverride('ReplicationConfiguration', {
        Role: 'arn:aws:iam::111122223333:role/replicate',
        Rules: [{ Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::replica', Account: '111122223333' } }],
      }),
  },
  {
    name: 'what only passes the names on',
    make: (s, a) =>
      raw(s, 'AWS::SSM::Parameter', {
        Type: 'String',
        Value: Fn.join(' ', [a.bucket.bucketName, a.secret?.secretArn ?? '', user(a).userArn]),
      }),
  },
];

describe('what refers to something that a construct made', () => {
  test.each(CASES)('$name', ({ make, props, says }) => {
    const stack = newStack();
    make(stack, new LogzioArchiveBucket(stack, 'Archive', props));
    const warnings = warningsOf(stack);
    expect(warnings).toEqual(says ? [expect.stringMatching(says[1])] : []);
    expect(warnings[0] ?? '').toContain(says ? `cdk-vendor-access:${says[0]}` : '');
  });

  test('inline policies of an override', () => {
    const stack = newStack();
    const made = user(new LogzioArchiveBucket(stack, 'Archive')).node.defaultChild as iam.CfnUser;
    made.addPropertyOverride('Policies', [{ PolicyName: 'mine', PolicyDocument: document }]);
    expect(warningsOf(stack)).toEqual([expect.stringMatching(/inline policies.*core.principalExtended/)]);
  });

  test('not what another construct of the library gives to the same user, or what a user of your own has', () => {
    const stack = newStack();
    const archive = new LogzioArchiveBucket(stack, 'Archive');
    new LogzioArchiveBucket(stack, 'Second', { access: VendorAccess.existingUser(user(archive)) });
    const mine = new iam.User(stack, 'Mine', { managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')] });
    new LogzioArchiveBucket(stack, 'Third', { access: VendorAccess.existingUser(mine) });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('a console password is an error', () => {
    const stack = newStack();
    const archive = new LogzioArchiveBucket(stack, 'Archive');
    (user(archive).node.defaultChild as iam.CfnUser).loginProfile = { password: '{{resolve:secretsmanager:x}}' };
    expect(synthErrorOf(stack)).toMatch(/LoginProfile/);
  });
});
