import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AccessKeys, logzio, VendorAccess } from '../../src';
import { newStack, warningsOf } from '../util';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from './cases';

const OWN_ACCOUNT = { StringEquals: { 'aws:ResourceAccount': '111122223333' } };

function templateOf(props?: logzio.LogzioArchiveBucketProps, prepare?: (archive: logzio.LogzioArchiveBucket) => void) {
  const stack = newStack();
  const archive = new logzio.LogzioArchiveBucket(stack, 'Archive', props);
  prepare?.(archive);
  return { stack, archive, template: Template.fromStack(stack) };
}

/** The statements of the only managed policy, without the resources. */
function granted(template: Template) {
  const [policy] = Object.values(template.findResources('AWS::IAM::ManagedPolicy'));
  const allowed = policy.Properties.PolicyDocument.Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow');
  return allowed.map(({ Sid, Action }: { Sid: string; Action: string }) => `${Sid}: ${Action}`);
}

test('the bucket has what Logz.io needs and what a bucket should have', () => {
  const { template } = templateOf();
  template.hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] },
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
    },
  });
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: [
        Match.objectLike({
          Effect: 'Deny',
          Action: 's3:*',
          Principal: { AWS: '*' },
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
        Match.objectLike({
          Effect: 'Deny',
          Action: 's3:*',
          Principal: { AWS: '*' },
          Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } },
        }),
      ],
    },
  });
});

test('by default Logz.io gets a user in a group, with one managed policy, and nothing else is created', () => {
  const { template, stack, archive } = templateOf();
  const bucket = stack.resolve(archive.bucket.bucketArn);
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    Groups: [Match.anyValue()],
    Users: Match.absent(),
    PolicyDocument: {
      Statement: [
        { Sid: 'LogzioBucketLocation', Effect: 'Allow', Action: 's3:GetBucketLocation', Resource: bucket, Condition: OWN_ACCOUNT },
        {
          Sid: 'LogzioArchiveObjects',
          Effect: 'Allow',
          Action: 's3:PutObject',
          Resource: { 'Fn::Join': ['', [bucket, '/*']] },
          Condition: OWN_ACCOUNT,
        },
        { Sid: 'LogzioRestoreList', Effect: 'Allow', Action: 's3:ListBucket', Resource: bucket, Condition: OWN_ACCOUNT },
        {
          Sid: 'LogzioRestoreObjects',
          Effect: 'Allow',
          Action: 's3:GetObject',
          Resource: { 'Fn::Join': ['', [bucket, '/*']] },
          Condition: OWN_ACCOUNT,
        },
        Match.objectLike({ Sid: 'DenySessionTokens', Effect: 'Deny', Resource: '*' }),
      ],
    },
  });
  const types = Object.values(template.toJSON().Resources as Record<string, { Type: string }>).map((resource) => resource.Type);
  expect(types.sort()).toEqual([
    'AWS::IAM::AccessKey',
    'AWS::IAM::Group',
    'AWS::IAM::ManagedPolicy',
    'AWS::IAM::User',
    'AWS::S3::Bucket',
    'AWS::S3::BucketPolicy',
    'AWS::SecretsManager::Secret',
  ]);
  expect(warningsOf(stack)).toEqual([]);
});

test('the access key goes into the secret by reference, and into no output', () => {
  const { template } = templateOf({}, (archive) => archive.addSetupOutputs());
  const [key] = Object.keys(template.findResources('AWS::IAM::AccessKey'));
  expect(key).toMatch(/^ArchiveAccessKey1[0-9A-F]{8}$/); // part of the contract: another id would replace the key of every user
  template.hasResourceProperties('AWS::IAM::AccessKey', { Serial: Match.absent(), UserName: Match.anyValue() });
  template.hasResourceProperties('AWS::SecretsManager::Secret', {
    SecretString: {
      'Fn::Join': ['', ['{"accessKeyId":"', { Ref: key }, '","secretAccessKey":"', { 'Fn::GetAtt': [key, 'SecretAccessKey'] }, '"}']],
    },
  });
  expect(JSON.stringify(template.findOutputs('*'))).not.toContain(key);
});

test('archive only can put, restore only can list and get', () => {
  const location = 'LogzioBucketLocation: s3:GetBucketLocation';
  expect(granted(templateOf({ usage: logzio.LogzioUsage.ARCHIVE }).template)).toEqual([location, 'LogzioArchiveObjects: s3:PutObject']);
  expect(granted(templateOf({ usage: logzio.LogzioUsage.RESTORE }).template)).toEqual([
    location,
    'LogzioRestoreList: s3:ListBucket',
    'LogzioRestoreObjects: s3:GetObject',
  ]);
});

test("the vendor's role is assumed with the external id only", () => {
  const access = VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID, roleName: 'logzio-archive' });
  const { template, archive } = templateOf({ access });
  template.resourceCountIs('AWS::IAM::User', 0);
  template.hasResourceProperties('AWS::IAM::Role', {
    RoleName: 'logzio-archive',
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${VENDOR_ACCOUNT}:root`]] } },
          Condition: { StringEquals: { 'sts:ExternalId': EXTERNAL_ID } },
        },
      ],
    },
  });
  expect([archive.role !== undefined, archive.user, archive.secret]).toEqual([true, undefined, undefined]);
});

test('what is said of the principal is passed on', () => {
  const stack = newStack();
  const permissionsBoundary = iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess');
  const secretEncryptionKey = new kms.Key(stack, 'Key');
  const role = { accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID, permissionsBoundary, maxSessionDuration: Duration.hours(2) };
  new logzio.LogzioArchiveBucket(stack, 'ByRole', { access: VendorAccess.vendorRole(role) });
  const user = { permissionsBoundary, secretEncryptionKey, userName: 'logzio', secretName: 'logzio/key', accessKeys: AccessKeys.single(2) };
  new logzio.LogzioArchiveBucket(stack, 'ByUser', { access: VendorAccess.iamUser(user) });
  const template = Template.fromStack(stack);
  const PermissionsBoundary = stack.resolve(permissionsBoundary.managedPolicyArn);
  template.hasResourceProperties('AWS::IAM::Role', { MaxSessionDuration: 7200, PermissionsBoundary });
  template.hasResourceProperties('AWS::IAM::User', { UserName: 'logzio', PermissionsBoundary });
  template.hasResourceProperties('AWS::SecretsManager::Secret', {
    Name: 'logzio/key',
    KmsKeyId: stack.resolve(secretEncryptionKey.keyArn),
  });
  expect(Object.keys(template.findResources('AWS::IAM::AccessKey'))).toEqual([expect.stringMatching(/^ByUserAccessKey2/)]);
});

test('an existing user gets the policy itself, and joins no group', () => {
  const stack = newStack();
  const user = new iam.User(stack, 'Mine');
  new logzio.LogzioArchiveBucket(stack, 'Archive', { access: VendorAccess.existingUser(user) });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', { Users: [stack.resolve(user.userName)], Groups: Match.absent() });
  template.resourceCountIs('AWS::IAM::Group', 0);
  template.resourceCountIs('AWS::IAM::AccessKey', 0);
});

test('one recipe given to two constructs makes two users', () => {
  const stack = newStack();
  const access = VendorAccess.iamUser();
  new logzio.LogzioArchiveBucket(stack, 'A', { access });
  new logzio.LogzioArchiveBucket(stack, 'B', { access });
  Template.fromStack(stack).resourceCountIs('AWS::IAM::User', 2);
});

test('two constructs and a grant on one role repeat no Sid', () => {
  const stack = newStack();
  const role = new iam.Role(stack, 'Mine', { assumedBy: new iam.AccountRootPrincipal() });
  const first = new logzio.LogzioArchiveBucket(stack, 'A', { access: VendorAccess.existingRole(role) });
  new logzio.LogzioArchiveBucket(stack, 'B', { access: VendorAccess.existingRole(role) });
  for (const bucket of [first.bucket, new s3.Bucket(stack, 'Other')]) {
    logzio.LogzioBucketGrants.fromBucket(bucket).archive(role);
    logzio.LogzioBucketGrants.fromBucket(bucket).archive(first.policy);
  }
  const resources = Object.values(Template.fromStack(stack).toJSON().Resources) as {
    Properties?: { PolicyDocument?: { Statement: { Sid?: string }[] } };
  }[];
  for (const statements of resources.flatMap((resource) =>
    resource.Properties?.PolicyDocument ? [resource.Properties.PolicyDocument.Statement] : [],
  )) {
    const sids = statements.flatMap((statement) => statement.Sid ?? []);
    expect(sids).toEqual([...new Set(sids)]);
  }
});

test('a grant carries every statement, with its conditions', () => {
  const stack = newStack();
  const bucket = new s3.Bucket(stack, 'Mine', { encryptionKey: new kms.Key(stack, 'Key') });
  const policy = new iam.ManagedPolicy(stack, 'Policy');
  const grant = logzio.LogzioBucketGrants.fromBucket(bucket).restore(policy);
  expect(grant.principalStatements.map((statement) => [statement.actions, statement.conditions, statement.sid])).toEqual([
    [['s3:GetBucketLocation'], OWN_ACCOUNT, undefined],
    [['s3:ListBucket'], OWN_ACCOUNT, undefined],
    [['s3:GetObject'], OWN_ACCOUNT, undefined],
    [['kms:Decrypt'], { StringLike: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com*' } }, undefined],
  ]);
});

test('a customer managed key is used through S3 only, with exactly the actions that are needed', () => {
  const stack = newStack();
  const key = new kms.Key(stack, 'Key');
  new logzio.LogzioArchiveBucket(stack, 'Archive', { encryptionKey: key, usage: logzio.LogzioUsage.ARCHIVE });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        {
          Sid: 'LogzioArchiveKey',
          Effect: 'Allow',
          Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
          Resource: stack.resolve(key.keyArn),
          Condition: { StringLike: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com*' } },
        },
      ]),
    },
  });
});

test('an imported bucket with its key gives the key actions too', () => {
  const stack = newStack();
  const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/mine');
  const bucket = s3.Bucket.fromBucketAttributes(stack, 'Mine', { bucketName: 'example-bucket', encryptionKey });
  new logzio.LogzioArchiveBucket(stack, 'Archive', { bucket });
  expect(granted(Template.fromStack(stack))).toEqual(expect.arrayContaining(['LogzioRestoreKey: kms:Decrypt']));
});

test("a bucket of another account is tied to that account, not to the stack's", () => {
  const stack = newStack();
  const bucket = s3.Bucket.fromBucketAttributes(stack, 'Mine', { bucketName: 'example-bucket', account: '999999999999' });
  new logzio.LogzioArchiveBucket(stack, 'Archive', { bucket });
  const statements = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'))[0].Properties.PolicyDocument
    .Statement;
  for (const { Condition } of statements.filter(({ Effect }: { Effect: string }) => Effect === 'Allow')) {
    expect(Condition).toEqual({ StringEquals: { 'aws:ResourceAccount': '999999999999' } });
  }
});

test('power search lets in one user of Logz.io, by the policy of the bucket', () => {
  const { template, stack, archive } = templateOf({ powerSearch: true });
  const bucket = stack.resolve(archive.bucket.bucketArn);
  const Principal = { AWS: 'arn:aws:iam::406095609952:user/search-archive-restore-user' };
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        { Effect: 'Allow', Principal, Action: 's3:ListBucket', Resource: bucket },
        { Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: { 'Fn::Join': ['', [bucket, '/*']] } },
      ]),
    },
  });
});

test('the settings of the new bucket are passed on', () => {
  const stack = newStack();
  const logs = new s3.Bucket(stack, 'Logs');
  const options = { bucketName: 'example-bucket', versioned: false, serverAccessLogsBucket: logs, removalPolicy: RemovalPolicy.DESTROY };
  new logzio.LogzioArchiveBucket(stack, 'Archive', options);
  Template.fromStack(stack).hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'Delete',
    Properties: {
      BucketName: 'example-bucket',
      VersioningConfiguration: Match.absent(),
      LoggingConfiguration: { DestinationBucketName: stack.resolve(logs.bucketName) },
    },
  });
});

describe('setup outputs', () => {
  const outputs = (props?: logzio.LogzioArchiveBucketProps) => {
    const { template } = templateOf(props, (archive) => {
      archive.addSetupOutputs();
      archive.addSetupOutputs(); // a second call adds nothing, and fails nothing
    });
    return Object.keys(template.findOutputs('*')).map((id) => id.replace(/^Archive|[0-9A-F]{8}$/g, ''));
  };
  const common = ['SetupBucketName', 'SetupBucketRegion'];

  test('are what each way of access needs, once', () => {
    expect(outputs()).toEqual([...common, 'SetupSecretArn']);
    expect(outputs({ access: VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID }) })).toEqual([
      ...common,
      'SetupRoleArn',
      'SetupExternalId',
    ]);
    const stack = newStack();
    expect(outputs({ access: VendorAccess.existingUser(iam.User.fromUserName(stack, 'Mine', 'mine')) })).toEqual([
      ...common,
      'SetupUserName',
    ]);
    expect(outputs({ access: VendorAccess.existingRole(iam.Role.fromRoleName(stack, 'Role', 'mine')) })).toEqual([
      ...common,
      'SetupRoleArn',
    ]);
  });
});
