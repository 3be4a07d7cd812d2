import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { cloudberry, VendorAccess } from '../../src';
import { newStack } from '../util';
import { CASES, restore } from './cases';

const { CloudBerryPermissions: Permissions, CloudBerryProtection: Protection } = cloudberry;

/** What a case synthesizes to, and the Sids of each of its managed policies. */
function made(name: keyof typeof CASES) {
  const stack = newStack();
  const construct = CASES[name](stack);
  const template = Template.fromStack(stack);
  return { construct, template, sids: (id: string) => statements(template, id).map(({ Sid }) => Sid) };
}

function statements(template: Template, id: string): { Sid: string; Action: string | string[]; Resource: unknown; Condition?: object }[] {
  const found = Object.entries(template.findResources('AWS::IAM::ManagedPolicy')).filter(([name]) => name.startsWith(id));
  expect(found).toHaveLength(1);
  return found[0][1].Properties.PolicyDocument.Statement.filter(({ Sid }: { Sid: string }) => Sid !== 'DenySessionTokens');
}

test('Object Lock has governance mode by default: the owner can lift it', () => {
  const stack = newStack();
  new cloudberry.CloudBerryBackupUser(stack, 'B', { protection: Protection.objectLock({ defaultRetention: Duration.days(7) }) });
  Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', {
    ObjectLockConfiguration: { Rule: { DefaultRetention: { Days: 7, Mode: 'GOVERNANCE' } } },
  });
});

test('further buckets have policies of their own, attached to the same group', () => {
  const { template, sids } = made('backup-several-buckets');
  const group = Object.keys(template.findResources('AWS::IAM::Group'));
  const policies = Object.values(template.findResources('AWS::IAM::ManagedPolicy'));
  expect(policies.map(({ Properties }) => Properties.Groups)).toEqual(Array(3).fill([{ Ref: group[0] }]));
  expect(sids('BackupPolicy2')).toEqual(sids('BackupPolicyEED4C8EE').filter((sid) => sid !== 'CloudBerryBucketNames'));
  const outputs = Object.keys(template.toJSON().Outputs).map((id) => id.replace(/[0-9A-F]{8}$/, ''));
  expect(outputs).toEqual(
    expect.arrayContaining(['BackupSetupBucketName', 'BackupSetupBucketName2', 'BackupSetupPrefix2', 'BackupSetupBucketName3']),
  );
});

test.each<[string, string[]]>([
  ['office', ['']],
  ['office/pc-1/', ['', 'office/']],
  ['a/b/c', ['', 'a/', 'a/b/']],
])('browsing to %s shows the levels above it', (prefix, levels) => {
  const stack = newStack();
  const made = new cloudberry.CloudBerryBackupUser(stack, 'Backup', { prefix, browse: true });
  made.addBucket(new s3.Bucket(stack, 'Second'), { prefix: 'x/y' });
  made.addBucket(new s3.Bucket(stack, 'Third'));
  const browsed = (id: string) => statements(Template.fromStack(stack), id).find(({ Sid }) => Sid === 'CloudBerryFolders');
  expect(browsed('BackupPolicyEED4C8EE')?.Condition).toMatchObject({
    StringEquals: { 's3:delimiter': '/' },
    StringEqualsIfExists: { 's3:prefix': levels },
  });
  expect(browsed('BackupPolicy2')?.Condition).toMatchObject({ StringEqualsIfExists: { 's3:prefix': ['', 'x/'] } });
  expect(browsed('BackupPolicy3')).toBeUndefined();
});

test('the grants give the same permissions to a principal of yours, without Sids', () => {
  const stack = newStack();
  const key = new kms.Key(stack, 'Key');
  const bucket = new s3.Bucket(stack, 'Mine', { encryptionKey: key, encryption: s3.BucketEncryption.KMS });
  const policy = new iam.ManagedPolicy(stack, 'Given');
  const grants = cloudberry.CloudBerryBucketGrants.fromBucket(bucket);
  expect(grants.backup(policy, { permissions: Permissions.KB1034, prefix: 'office' }).success).toBe(true);
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('vmie.amazonaws.com') });
  expect(grants.vmImport(role).success).toBe(true);
  new cloudberry.CloudBerryBackupUser(stack, 'Backup', { bucket, permissions: Permissions.KB1034, prefix: 'office' });
  const template = Template.fromStack(stack);
  const without = (id: string) => statements(template, id).map(({ Sid, ...rest }) => rest);
  expect(without('Given')).toEqual(without('BackupPolicy'));
  expect(statements(template, 'Given').filter(({ Sid }) => Sid)).toEqual([]);
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 's3:GetObject' })]) },
  });
});

describe('managed backup', () => {
  test('the session policy can be read as a document, or as an output', () => {
    const stack = newStack();
    const provider = new cloudberry.CloudBerryManagedBackup(stack, 'Provider', { permissions: Permissions.KB1034 });
    const document = stack.resolve(provider.sessionPolicyForPrefix('MBS-a'));
    const all = document.Statement.flatMap(({ Action }: { Action: string }) => Action);
    expect(all.sort()).toEqual(
      [
        ...['DeleteObject', 'DeleteObjectVersion', 'GetObject', 'GetObjectAcl', 'GetObjectVersion', 'GetObjectVersionAcl', 'PutObject'],
        ...['PutObjectAcl', 'PutObjectVersionAcl', 'GetBucketLocation', 'ListBucket'],
        ...['GetBucketObjectLockConfiguration', 'GetBucketVersioning'],
      ]
        .map((name) => `s3:${name}`)
        .sort(),
    );
    provider.addSessionPolicyOutput('customer-a', 'MBS-a');
    const [output] = Object.values(Template.fromStack(stack).findOutputs('*'));
    expect(stack.resolve(output.Value)).toEqual(stack.resolve(stack.toJsonString(document)));
  });

  test('revoking again moves the moment', () => {
    const [revoked, ...more] = statements(made('managed-revoked').template, 'ProviderPolicy').filter(
      ({ Sid }) => Sid === 'CloudBerryRevokedSessions',
    );
    expect(more).toEqual([]);
    expect(revoked).toMatchObject({
      Effect: 'Deny',
      Action: '*',
      Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-11-02T00:00:00.000Z' } },
    });
  });
});

describe('restore to EC2', () => {
  test('makes the service role under the name that AWS wants, with its trust', () => {
    made('restore-default').template.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'vmimport',
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Action: 'sts:AssumeRole',
            Effect: 'Allow',
            Principal: { Service: 'vmie.amazonaws.com' },
            Condition: { StringEquals: { 'sts:Externalid': 'vmimport', 'aws:SourceAccount': '111122223333' } },
          },
        ],
      },
    });
  });

  test('with another service principal, if you know better', () => {
    const stack = newStack();
    restore(stack, { importRole: cloudberry.VmImportRole.create({ servicePrincipal: 'vmie.amazonaws.com.cn' }) });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Principal: { Service: 'vmie.amazonaws.com.cn' } })] },
    });
  });

  test('makes no service role where there is one', () => {
    const { template, construct } = made('restore-new-user');
    template.resourceCountIs('AWS::IAM::Role', 0);
    expect((construct as cloudberry.CloudBerryEc2Restore).importRole).toBeUndefined();
  });

  test('a user with backup and restore has two policies, each within the quota', () => {
    const { template } = made('restore-with-backup');
    const sizes = Object.values(template.findResources('AWS::IAM::ManagedPolicy')).map(
      ({ Properties }) => JSON.stringify(Properties.PolicyDocument).replace(/\s/g, '').length,
    );
    expect(sizes).toHaveLength(3); // and that of the service role
    expect(sizes.filter((size) => size > 6144)).toEqual([]); // npm run reach shows them, with the longest names
  });

  test("the owner of another account's bucket is told what to allow whom", () => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Theirs', { bucketName: 'theirs', account: '999999999999' });
    const made = restore(stack, { bucket });
    made.addSetupOutputs();
    const outputs = Object.values(
      Template.fromStack(stack).findOutputs('*', { Description: "Bucket policy statements that the bucket's owner must add" }),
    );
    expect(outputs).toHaveLength(1);
    const text: string = outputs[0].Value['Fn::Join'][1].map((part: unknown) => (typeof part === 'string' ? part : '_')).join('');
    const theirs = JSON.parse(text).Statement as { Principal: { AWS: string }; Action: string | string[]; Resource: string }[];
    const allowed = theirs.map(({ Principal, Action, Resource }) => [Principal.AWS, [Action].flat().length, Resource]);
    expect(allowed).toEqual([
      ['_', 8, 'arn:_:s3:::theirs'],
      ['_', 6, 'arn:_:s3:::theirs/*'],
      ['arn:_:iam::111122223333:role/vmimport', 2, 'arn:_:s3:::theirs'],
      ['arn:_:iam::111122223333:role/vmimport', 1, 'arn:_:s3:::theirs/*'],
    ]);
  });

  test('the role of the vendor can be given to it as well', () => {
    const stack = newStack();
    restore(stack, { access: VendorAccess.vendorRole({ accountId: '444455556666', externalId: 'provider' }) });
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Role', 2);
  });
});
