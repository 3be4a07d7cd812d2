import { CfnResource, type Stack, Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { VendorAccess } from '../../src';
import { LogzioArchiveBucket, LogzioS3Fetcher } from '../../src/logzio';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from '../logzio/cases';
import { newStack, warningsOf } from '../util';

// Policies of the app that name nobody, and let in the principal of a construct as one of all who meet their conditions.

const OF_ORGANIZATION = { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } };
const BY_ROLE = { access: VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID }) };
const allow = (Condition: object | undefined, Action = 's3:GetObject', more: object = {}) => ({
  ...{ Effect: 'Allow', Principal: '*', Action, Resource: '*', Condition },
  ...more,
});
const raw = (stack: Stack, type: string, properties: object) => new CfnResource(stack, 'Raw', { type, properties });
const bucket = (stack: Stack, ...Statement: object[]) =>
  raw(stack, 'AWS::S3::BucketPolicy', { Bucket: 'other', PolicyDocument: { Version: '2012-10-17', Statement } });
const trust = (stack: Stack, assumedBy: iam.IPrincipal) => new iam.Role(stack, 'Deploy', { assumedBy });
const topic = (stack: Stack, Action: string) =>
  raw(stack, 'AWS::SNS::TopicPolicy', { Topics: ['t'], PolicyDocument: { Statement: [allow(OF_ORGANIZATION, Action)] } });
const DENIED = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };

type Make = (stack: Stack, archive: LogzioArchiveBucket) => unknown;

test.each<[string, Make]>([
  ['a role for the organization', (s) => trust(s, new iam.OrganizationPrincipal('o-abcdefghij'))],
  ['a role for everyone', (s) => trust(s, new iam.AnyPrincipal())],
  ['a bucket for the organization', (s) => bucket(s, allow(OF_ORGANIZATION))],
  ['a bucket for a part of it', (s) => bucket(s, allow({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-abcdefghij/*' } }))],
  ['a bucket for the account', (s) => bucket(s, allow({ StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } }))],
  ['a bucket for every user', (s) => bucket(s, allow({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${s.account}:user/*` } }))],
  ['a bucket for a tag', (s) => bucket(s, allow({ StringEquals: { 'aws:PrincipalTag/team': 'backup' } }))],
  ['a bucket, perhaps', (s) => bucket(s, { 'Fn::If': ['Some', allow(OF_ORGANIZATION), { Ref: 'AWS::NoValue' }] })],
  [
    'a bucket from which the app denies another part',
    (s) => bucket(s, allow(OF_ORGANIZATION), { ...DENIED, Resource: 'arn:aws:s3:::other/*' }),
  ],
  [
    'a policy as a text',
    (s) => raw(s, 'AWS::Logs::ResourcePolicy', { PolicyDocument: JSON.stringify({ Statement: allow(OF_ORGANIZATION, 'logs:*') }) }),
  ],
  [
    'a policy inside of a table',
    (s) =>
      raw(s, 'AWS::DynamoDB::Table', { ResourcePolicy: { PolicyDocument: { Statement: [allow(OF_ORGANIZATION, 'dynamodb:GetItem')] } } }),
  ],
  [
    'statements of an API without a document',
    (s) => {
      const CustomStatements = allow(OF_ORGANIZATION, 'execute-api:Invoke');
      raw(s, 'AWS::Serverless::Api', { StageName: 's', Auth: { ResourcePolicy: { CustomStatements } } });
    },
  ],
  ['a topic that it can change', (s) => topic(s, 'sns:*')],
  [
    'a key that it can use by itself',
    (s) => {
      const Statement = allow({ StringEquals: { 'kms:CallerAccount': s.account } }, 'kms:*');
      raw(s, 'AWS::KMS::Key', { KeyPolicy: { Statement } });
    },
  ],
])('%s lets the principal in', (_, make) => {
  const stack = newStack();
  const archive = new LogzioArchiveBucket(stack, 'Archive');
  Tags.of(archive).add('team', 'backup');
  make(stack, archive);
  expect(warningsOf(stack)).toEqual([
    expect.stringMatching(
      /policy of AWS::\S+ 'Stack\/(Raw|Deploy)' allows [\w-]+:\S+ for everyone .* as 'Stack\/Archive\/User' does\. In these policies, name .*principalExtended/,
    ),
  ]);
});

test.each<[string, Make]>([
  ['a bucket for everyone', (s) => bucket(s, allow(undefined))],
  ['a bucket from a network', (s) => bucket(s, allow({ StringEquals: { ...OF_ORGANIZATION.StringEquals, 'aws:SourceVpc': 'vpc-1' } }))],
  ['a bucket for every role', (s) => bucket(s, allow({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${s.account}:role/*` } }))],
  ['a bucket for another tag', (s) => bucket(s, allow({ StringEquals: { 'aws:PrincipalTag/team': 'web' } }))],
  ['a bucket for another account', (s) => bucket(s, allow({ StringEquals: { 'aws:PrincipalAccount': '999999999999' } }))],
  ['a bucket for the account, which decides itself', (s) => bucket(s, allow(undefined, 's3:*', { Principal: { AWS: s.account } }))],
  [
    'a bucket from which the app denies it',
    (s, { user }) => bucket(s, allow(OF_ORGANIZATION), { ...DENIED, Condition: { ArnEquals: { 'aws:PrincipalArn': user?.userArn } } }),
  ],
  ['a topic that takes messages', (s) => topic(s, 'sns:Publish')],
  [
    'a vault that takes copies',
    (s) => raw(s, 'AWS::Backup::BackupVault', { AccessPolicy: { Statement: [allow(OF_ORGANIZATION, 'backup:CopyIntoBackupVault')] } }),
  ],
  [
    'a key that S3 uses for everyone of the account',
    (s) => {
      const meant = { 'kms:CallerAccount': s.account, 'kms:ViaService': 's3.eu-west-1.amazonaws.com' };
      raw(s, 'AWS::KMS::Key', { KeyPolicy: { Statement: allow({ StringEquals: meant }, 'kms:Decrypt') } });
    },
  ],
  [
    'an endpoint, which only limits',
    (s) => raw(s, 'AWS::EC2::VPCEndpoint', { PolicyDocument: { Statement: allow(OF_ORGANIZATION, '*') } }),
  ],
  ['a role for instances', (s) => trust(s, new iam.ServicePrincipal('ec2.amazonaws.com'))],
])('%s does not', (_, make) => {
  const stack = newStack();
  const archive = new LogzioArchiveBucket(stack, 'Archive');
  Tags.of(archive).add('team', 'backup');
  make(stack, archive);
  expect(warningsOf(stack)).toEqual([]);
});

test('many policies that allow the same are one short text, beside what names the principal', () => {
  const stack = newStack();
  const { user } = new LogzioArchiveBucket(stack, 'Archive');
  for (let i = 0; i < 20; i++) {
    const RepositoryPolicyText = { Statement: [allow(OF_ORGANIZATION, 'ecr:BatchGetImage')] };
    new CfnResource(stack, `Raw${i}`, { type: 'AWS::ECR::Repository', properties: { RepositoryPolicyText } });
  }
  bucket(stack, allow(undefined, 's3:GetObject', { Principal: { AWS: user?.userArn } }));
  const [said, ...others] = warningsOf(stack);
  expect(others).toEqual([]);
  expect(said).toMatch(
    /: the policy of AWS::S3::BucketPolicy 'Stack\/Raw' allows s3:GetObject for 'Stack\/Archive\/User'; policies of AWS::ECR/,
  );
  expect(said).toMatch(
    /'Stack\/Raw0', 'Stack\/Raw1', .*, 15 more allow ecr:BatchGetImage .* Use a principal of your own .* deny this one; or/,
  );
  expect(said.length).toBeLessThan(900);
});

test('a role is let in like a user', () => {
  const stack = newStack();
  new LogzioArchiveBucket(stack, 'Archive', BY_ROLE);
  bucket(stack, allow({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${stack.account}:role/*` } }));
  expect(warningsOf(stack)).toEqual([expect.stringMatching(/'Stack\/Raw'.* as 'Stack\/Archive\/Role' does.*core\.principalExtended/)]);
});

test('a bucket for the organization that the product reads anyway is no more than that', () => {
  const stack = newStack();
  const own = new s3.Bucket(stack, 'Logs', { enforceSSL: true });
  new LogzioS3Fetcher(stack, 'Fetcher', { bucket: own });
  own.addToResourcePolicy(
    new iam.PolicyStatement({
      ...{ principals: [new iam.OrganizationPrincipal('o-abcdefghij')], actions: ['s3:GetObject'] },
      resources: [own.arnForObjects('*')],
    }),
  );
  expect(warningsOf(stack)).toEqual([]);
});
