import { CfnResource, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { logzio, VendorAccess } from '../../../src';
import { run } from '../../../src/core/private/explain/command';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from '../../logzio/cases';
import { access, assemblyOf, comparison } from './apps';

// What lets the principal in beside its own policies: explain says it, as the warnings at synth do, and so does a comparison.

type Made = logzio.LogzioArchiveBucket;
type Make = (stack: Stack, made: Made) => unknown;
const BY_ROLE = { access: VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID }) };
const ORGANIZATION = new iam.OrganizationPrincipal('o-abcdefghij');
const user = ({ user: made }: Made) => made as iam.User;
const arnOf = ({ role, user: made }: Made) => made?.userArn ?? role?.roleArn;
const raw = (stack: Stack, type: string, properties: object) => new CfnResource(stack, 'Raw', { type, properties });
const statement = (principal: iam.IPrincipal, ...actions: string[]) =>
  new iam.PolicyStatement({ principals: [principal as iam.PrincipalBase], actions, resources: ['*'] });
const trust = (principal: iam.IPrincipal) =>
  new iam.PolicyStatement({ principals: [principal as iam.PrincipalBase], actions: ['sts:AssumeRole'] });
const app =
  (props: logzio.LogzioArchiveBucketProps, make?: Make) =>
  (stack: Stack): void => {
    const other = new s3.Bucket(stack, 'Other');
    const key = new kms.Key(stack, 'Key');
    const admin = new iam.Role(stack, 'Admin', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    Object.assign(stack, { other, key, admin });
    make?.(stack, new logzio.LogzioArchiveBucket(stack, 'Archive', props));
    make ?? new logzio.LogzioArchiveBucket(stack, 'Archive', props);
  };
const of = <T>(stack: Stack, name: string) => (stack as unknown as Record<string, T>)[name];

test.each<[string, logzio.LogzioArchiveBucketProps, Make, says: RegExp, can?: string]>([
  [
    'a topic',
    {},
    (s, a) => {
      const PolicyDocument = { Statement: [{ Effect: 'Allow', Principal: { AWS: arnOf(a) }, Action: '*', Resource: '*' }] };
      raw(s, 'AWS::SNS::TopicPolicy', { Topics: ['t'], PolicyDocument });
    },
    /allowed: \* for .*Stack\/Raw \(AWS::SNS::TopicPolicy\)/,
  ],
  [
    'another bucket',
    {},
    (s, a) => of<s3.Bucket>(s, 'other').addToResourcePolicy(statement(user(a), 's3:*')),
    /allowed: s3:\* for .*Stack\/Other\/Policy/,
    'read another bucket',
  ],
  [
    'another bucket, for the organization',
    BY_ROLE,
    (s) => of<s3.Bucket>(s, 'other').addToResourcePolicy(statement(ORGANIZATION, 's3:GetObject')),
    /allowed: s3:GetObject for everyone on \*.*Stack\/Other\/Policy/,
    'read another bucket',
  ],
  [
    'another bucket, for a tag of the stack',
    {},
    (s) => {
      s.tags.setTag('team', 'logs');
      const open = statement(new iam.AnyPrincipal(), 's3:GetObject');
      open.addConditions({ StringEquals: { 'aws:PrincipalTag/team': 'logs' } });
      of<s3.Bucket>(s, 'other').addToResourcePolicy(open);
    },
    /allowed: s3:GetObject for everyone on \*, if .*team/,
    'read another bucket',
  ],
  [
    'a repository, whose policy has no resource',
    {},
    (s) =>
      raw(s, 'AWS::ECR::Repository', {
        RepositoryPolicyText: {
          Statement: new iam.PolicyStatement({ principals: [ORGANIZATION], actions: ['ecr:BatchGetImage'] }).toStatementJson(),
        },
      }),
    /allowed: ecr:BatchGetImage for everyone on Stack\/Raw, if .*PrincipalOrgID/,
  ],
  [
    'another key',
    {},
    (s, a) => of<kms.Key>(s, 'key').addToResourcePolicy(statement(user(a), 'kms:*')),
    /allowed: kms:\* for .* on Stack\/Key \(Stack\/Key \(AWS::KMS::Key\)/,
    'decrypt with another KMS key',
  ],
  [
    'a secret, for the organization',
    {},
    (s) => new secretsmanager.Secret(s, 'Secret').addToResourcePolicy(statement(ORGANIZATION, 'secretsmanager:GetSecretValue')),
    /allowed: secretsmanager:GetSecretValue for everyone.*Stack\/Secret\/Policy/,
    'read secrets',
  ],
  [
    'the trust of a role',
    {},
    (s, a) => of<iam.Role>(s, 'admin').assumeRolePolicy?.addStatements(trust(user(a))),
    /allowed: sts:AssumeRole for .* on Stack\/Admin \(Stack\/Admin \(AWS::IAM::Role\)/,
    'become another role',
  ],
  [
    'a policy as a text',
    {},
    (s, a) => {
      const Statement = [{ Effect: 'Allow', Principal: { AWS: arnOf(a) }, Action: 'logs:*', Resource: '*' }];
      raw(s, 'AWS::Logs::ResourcePolicy', { PolicyDocument: s.toJsonString({ Statement }) });
    },
    /allowed: logs:\* for .*Stack\/Raw/,
  ],
  [
    'an access entry',
    BY_ROLE,
    (s, a) => raw(s, 'AWS::EKS::AccessEntry', { PrincipalArn: arnOf(a) }),
    /allowed to use the cluster \(Stack\/Raw/,
  ],
  [
    'the map of a cluster',
    BY_ROLE,
    (s, a) => {
      const data = { mapRoles: s.toJsonString([{ rolearn: arnOf(a) }]) };
      raw(s, 'Custom::AWSCDK-EKS-KubernetesResource', { Manifest: s.toJsonString([{ metadata: { name: 'aws-auth' }, data }]) });
    },
    /allowed to use the cluster \(Stack\/Raw/,
  ],
  ['a function', {}, (s, a) => raw(s, 'AWS::Lambda::Permission', { Principal: arnOf(a) }), /allowed to use the function \(Stack\/Raw/],
  [
    'an instance profile',
    BY_ROLE,
    (s, a) => raw(s, 'AWS::IAM::InstanceProfile', { Roles: [a.role?.roleName] }),
    /handed to instances \(Stack\/Raw/,
  ],
])('%s is said, and a comparison with the app without it ends with 1', (_, props, make, says, ...[can]) => {
  const { wider, narrower } = comparison(app(props), app(props, make));
  expect(wider.map(({ what }) => what)).toEqual(expect.arrayContaining([expect.stringMatching(says)]));
  expect(narrower).toEqual([]);
  const { added, credentials, thief, uses } = access(app(props, make));
  expect([...added, ...uses, ...credentials.handed]).not.toEqual([]);
  const others = ['read another bucket', 'decrypt with another KMS key', 'read secrets', 'become another role'];
  const possible = thief.filter(({ can: answer, does }) => others.includes(does) && answer !== 'no').map(({ does }) => does);
  expect(possible).toEqual(can ? [can] : []);
});

test.each<[string, logzio.LogzioArchiveBucketProps, Make]>([
  [
    'another bucket, for everyone',
    {},
    (s) => of<s3.Bucket>(s, 'other').addToResourcePolicy(statement(new iam.AnyPrincipal(), 's3:GetObject')),
  ],
  [
    'another bucket that denies it',
    {},
    (s, a) =>
      of<s3.Bucket>(s, 'other').addToResourcePolicy(
        new iam.PolicyStatement({ ...{ effect: iam.Effect.DENY, actions: ['s3:*'] }, principals: [user(a)], resources: ['*'] }),
      ),
  ],
  ['another user', {}, (s) => of<s3.Bucket>(s, 'other').addToResourcePolicy(statement(new iam.User(s, 'User'), 's3:*'))],
  ['an access entry of another role', BY_ROLE, (s) => raw(s, 'AWS::EKS::AccessEntry', { PrincipalArn: of<iam.Role>(s, 'admin').roleArn })],
  [
    'the annotation of a service account',
    BY_ROLE,
    (s, a) => {
      const metadata = { name: 'logs', annotations: { 'eks.amazonaws.com/role-arn': arnOf(a) } };
      raw(s, 'Custom::AWSCDK-EKS-KubernetesResource', { Manifest: s.toJsonString([{ metadata }]) });
    },
  ],
])('%s is no difference', (_, props, make) => {
  const { narrower, wider } = comparison(app(props), app(props, make));
  expect([wider, narrower]).toEqual([[], []]);
});

test('the report names where it is let in, and what it can use', () => {
  const folder = assemblyOf(
    app(BY_ROLE, (s, a) => {
      raw(s, 'AWS::EKS::AccessEntry', { PrincipalArn: arnOf(a) });
      of<s3.Bucket>(s, 'other').addToResourcePolicy(statement(ORGANIZATION, 's3:GetObject'));
    }),
  );
  const { text } = run(['explain', folder, '--policy', 'Archive']);
  expect(text).toMatch(/The app adds\n-+\n {2}policy {3}Stack\/Other\/Policy \(AWS::S3::BucketPolicy\)/);
  expect(text).toMatch(/policy {3}Stack\/Raw \(AWS::EKS::AccessEntry\)\n {2}actions {2}use of the cluster/);
  expect(text).toMatch(/in part {3}read another bucket: by the policy of Stack\/Other\/Policy/);
});
