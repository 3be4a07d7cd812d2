import { Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import manifest from '../../package.json';
import { ConnectionTest, cloudberry, datadog, logzio, VendorAccess, veeam, velero } from '../../src';
import { VENDOR_ACCOUNT } from '../logzio/cases';
import { errorOf, newStack, synthErrorOf, warningsOf } from '../util';

type Naming = NonNullable<Parameters<typeof VendorAccess.iamUser>[0]>;
const NAMING: Naming = { path: '/vendors/', namePrefix: 'acme-' };
const backup = (stack: Stack, options: Naming, id = 'Backup', connectionTest?: ConnectionTest) =>
  new cloudberry.CloudBerryBackupUser(stack, id, {
    connectionTest,
    access: VendorAccess.iamUser(options),
    protection: cloudberry.CloudBerryProtection.recoverableDeletes(),
  });

/** Of everything in IAM: its path and its name, by construct id. */
function named(stack: Stack): Record<string, [unknown, unknown]> {
  const all = Object.entries<{ Type: string; Properties?: Record<string, unknown> }>(Template.fromStack(stack).toJSON().Resources);
  const ofIam = all.filter(([, { Type }]) => /^AWS::IAM::(User|Group|Role|ManagedPolicy)$/.test(Type));
  const name = (Properties: Record<string, unknown> = {}) =>
    ['UserName', 'GroupName', 'RoleName', 'ManagedPolicyName'].map((one) => Properties[one]).find((one) => one !== undefined);
  return Object.fromEntries(ofIam.map(([id, { Properties }]) => [id.replace(/[\dA-F]{8}$/, ''), [Properties?.Path, name(Properties)]]));
}

test('a path and a prefix apply to everything in IAM, also to what is added later and elsewhere', () => {
  const stack = newStack();
  const made = backup(stack, NAMING, 'Backup', ConnectionTest.atDeployment());
  made.addBucket(new s3.Bucket(stack, 'More', { versioned: true, enforceSSL: true }));
  const access = VendorAccess.sameUserAs(made);
  new cloudberry.CloudBerryEc2Restore(stack, 'Restore', { access, bucket: made.bucket, importRole: cloudberry.VmImportRole.create() });
  new veeam.VeeamM365Repository(stack, 'Second', { access: VendorAccess.sameUserAs(made) });
  const prefixed = (name: string) => ['/vendors/', { 'Fn::Join': ['', ['acme-', { Ref: 'AWS::StackName' }, `-${name}`]] }];
  const { More, ...all } = named(stack);
  expect(all).toEqual({
    BackupUser: prefixed('Backup-User'),
    BackupGroup: prefixed('Backup-Group'),
    BackupPolicy: prefixed('Backup-Policy'),
    BackupPolicy2: prefixed('Backup-Policy2'),
    BackupConnectionTestRole: prefixed('Backup-ConnectionTest-Role'),
    RestorePolicy: prefixed('Restore-Policy'),
    RestoreVmImportPolicy: prefixed('Restore-VmImportPolicy'),
    RestoreVmImportRole: [undefined, 'vmimport'], // VM Import/Export looks for it
    SecondPolicy: prefixed('Second-Policy'),
  });
  expect(warningsOf(stack)).toEqual([]);
});

test('names that are given stay as they are, and number the further policies', () => {
  const stack = newStack();
  const made = backup(stack, { namePrefix: 'acme-', userName: 'u', groupName: 'g', policyName: 'p' });
  made.addBucket(new s3.Bucket(stack, 'More', { versioned: true }));
  expect(named(stack)).toEqual({
    BackupUser: [undefined, 'u'],
    BackupGroup: [undefined, 'g'],
    BackupPolicy: ['/', 'p'],
    BackupPolicy2: ['/', 'p-Policy2'],
  });
});

test('the policies of an existing principal have the path and the prefix, and the principal stays as it is', () => {
  const stack = newStack();
  const user = new iam.User(stack, 'Mine');
  new logzio.LogzioArchiveBucket(stack, 'Archive', { access: VendorAccess.existingUser(user, { ...NAMING, policyName: 'p' }) });
  expect(named(stack)).toEqual({ Mine: [undefined, undefined], ArchivePolicy: ['/vendors/', 'p'] });
});

test('a role of a vendor, and the policy of a second product that uses it', () => {
  const stack = newStack();
  const access = VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: 'an-external-id', ...NAMING, roleName: 'r' });
  const first = new logzio.LogzioArchiveBucket(stack, 'First', { access });
  new datadog.DatadogLogArchive(stack, 'Second', { access: VendorAccess.sameRoleAs(first) });
  const policy = (of: string) => ['/vendors/', { 'Fn::Join': ['', ['acme-', { Ref: 'AWS::StackName' }, `-${of}-Policy`]] }];
  expect(named(stack)).toEqual({ FirstRole: ['/vendors/', 'r'], FirstPolicy: policy('First'), SecondPolicy: policy('Second') });
});

test('a policy name works for one construct', () => {
  const stack = newStack();
  const options = { policyName: 'p' };
  backup(stack, options);
  backup(stack, options, 'Second');
  expect(synthErrorOf(stack)).toContain("'p', which 'Stack/Backup' has too");
});

test.each<[string, Naming, string]>([
  ['a path without a slash at the end', { path: '/vendors' }, 'got "/vendors"; allowed: a path that begins and ends with a slash'],
  ['a path without a slash at the beginning', { path: 'vendors/' }, 'a path that begins and ends with a slash'],
  ['a path with a wildcard', { path: '/*/' }, 'a path that begins and ends with a slash'],
  ['a long prefix', { namePrefix: 'p'.repeat(25) }, 'namePrefix: got "ppppp'],
  ['a group name that IAM refuses', { groupName: 'a b' }, 'groupName: got "a b"; allowed: 1 to 128 of'],
  ['a policy name that IAM refuses', { policyName: 'a/b' }, 'policyName: got "a/b"; allowed: 1 to 100 of'],
])('%s is an error', (_, naming, text) => {
  const stack = newStack();
  expect(errorOf(() => backup(stack, naming))).toContain(text);
});

const LATER = { noncurrentVersionExpiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(7) };
const RULES = [
  { Id: 'OldVersions', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 30 } },
  { Id: 'IncompleteUploads', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
];

test.each<[string, (stack: Stack) => unknown]>([
  ['Logz.io', (stack) => new logzio.LogzioArchiveBucket(stack, 'Product', LATER)],
  ['Velero', (stack) => new velero.VeleroBackupLocation(stack, 'Product', LATER)],
  [
    'Datadog',
    (stack) => {
      const vendor = new iam.AccountPrincipal(datadog.DatadogAccount.ofSite(datadog.DatadogSite.EU1));
      const role = new iam.Role(stack, 'Integration', { assumedBy: vendor, externalIds: ['an-external-id'] });
      return new datadog.DatadogLogArchive(stack, 'Product', { ...LATER, access: VendorAccess.existingRole(role) });
    },
  ],
])('%s: a new bucket gets the lifecycle rules, and no warning', (_, make) => {
  const stack = newStack();
  make(stack);
  Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', { LifecycleConfiguration: { Rules: RULES } });
  expect(warningsOf(stack)).toEqual([]);
});

test('CloudBerry: uploads that were cut off', () => {
  const stack = newStack();
  const { abortIncompleteMultipartUploadAfter } = LATER;
  const protection = cloudberry.CloudBerryProtection.recoverableDeletes();
  new cloudberry.CloudBerryBackupUser(stack, 'Product', { protection, abortIncompleteMultipartUploadAfter });
  Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', { LifecycleConfiguration: { Rules: [RULES[1]] } });
  expect(warningsOf(stack)).toEqual([]);
});

test.each<[string, (stack: Stack) => unknown, string[]]>([
  [
    'Veeam Backup for Microsoft 365',
    (stack) => new veeam.VeeamM365Repository(stack, 'Product', LATER),
    ['noncurrentVersionExpiration: got', 'abortIncompleteMultipartUploadAfter: got', 'Omit it. Veeam does not support lifecycle rules'],
  ],
  [
    'Veeam Backup & Replication',
    (stack) => new veeam.VeeamBackupRepository(stack, 'Product', LATER),
    ['noncurrentVersionExpiration: got', 'abortIncompleteMultipartUploadAfter: got', 'Omit it. Veeam does not support lifecycle rules'],
  ],
  [
    'CloudBerry, old versions',
    (stack) => new cloudberry.CloudBerryBackupUser(stack, 'Product', LATER),
    ['noncurrentVersionExpiration: got', 'wants no rules but those that it writes itself'],
  ],
  [
    'a bucket without versions',
    (stack) => new logzio.LogzioArchiveBucket(stack, 'Product', { ...LATER, versioned: false }),
    ["allowed: not with 'versioned: false'"],
  ],
  [
    'an own bucket',
    (stack) => new logzio.LogzioArchiveBucket(stack, 'Product', { ...LATER, bucket: new s3.Bucket(stack, 'Mine') }),
    ['noncurrentVersionExpiration: got', "only without 'bucket'"],
  ],
  [
    'part of a day',
    (stack) => new logzio.LogzioArchiveBucket(stack, 'Product', { noncurrentVersionExpiration: Duration.hours(30) }),
    ['allowed: 1 to 36,500 whole days'],
  ],
])('lifecycle rules of %s are an error', (_, make, texts) => {
  const stack = newStack();
  const error = errorOf(() => make(stack));
  expect(texts.filter((text) => !error.includes(text))).toEqual([]);
});

test('the app may add rules to those of the construct', () => {
  const stack = newStack();
  const made = new logzio.LogzioArchiveBucket(stack, 'Product', LATER);
  (made.bucket as s3.Bucket).addLifecycleRule({ id: 'Mine', abortIncompleteMultipartUploadAfter: Duration.days(3) });
  expect(warningsOf(stack)).toEqual([]);
});

test('taking the lifecycle rules away is an error', () => {
  const stack = newStack();
  const made = new logzio.LogzioArchiveBucket(stack, 'Product', LATER);
  (made.bucket.node.defaultChild as s3.CfnBucket).addPropertyDeletionOverride('LifecycleConfiguration');
  expect(synthErrorOf(stack)).toContain('LifecycleConfiguration');
});

/** A policy of the app for a principal by the name that the construct gives it. */
const byName = (stack: Stack, names: Pick<iam.CfnPolicyProps, 'groups' | 'roles' | 'users'>) =>
  new iam.CfnPolicy(stack, 'ByName', {
    policyName: 'more',
    policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }] },
    ...names,
  });
const vendorRole = (stack: Stack, roleName: string) =>
  new logzio.LogzioArchiveBucket(stack, 'Archive', {
    access: VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: 'a1b2c3d4-e5f6', roleName }),
  });

test.each<[string, (stack: Stack) => unknown, Pick<iam.CfnPolicyProps, 'groups' | 'roles' | 'users'>, number]>([
  ['the user', (stack) => backup(stack, { userName: 'one' }), { users: ['one'] }, 1],
  ['its group', (stack) => backup(stack, { groupName: 'one' }), { groups: ['one'] }, 1],
  ['the role', (stack) => vendorRole(stack, 'one'), { roles: ['one'] }, 1],
  ['another kind', (stack) => backup(stack, { userName: 'one', groupName: 'one' }), { roles: ['one'] }, 0],
  ['another name', (stack) => vendorRole(stack, 'one'), { roles: ['two'] }, 0],
])('a policy of the app for %s, by the given name', (_, make, names, times) => {
  const stack = newStack();
  make(stack);
  byName(stack, names);
  expect(warningsOf(stack).filter((text) => text.includes('core.principalExtended'))).toHaveLength(times);
});

test.each<[string, (stack: Stack) => unknown, string]>([
  ['user', (stack) => backup(stack, { userName: 'one' }), 'user/one'],
  ['role', (stack) => vendorRole(stack, 'one'), 'role/one'],
])('a bucket policy that denies the %s, by the ARN that it has', (_, make, resource) => {
  const stack = newStack();
  const { bucket } = make(stack) as { bucket: s3.Bucket };
  const principals = [new iam.ArnPrincipal(`arn:aws:iam::${stack.account}:${resource}`)];
  bucket.addToResourcePolicy(
    new iam.PolicyStatement({ effect: iam.Effect.DENY, principals, actions: ['s3:*'], resources: [bucket.arnForObjects('*')] }),
  );
  expect(warningsOf(stack).filter((text) => text.includes('core.denied'))).toHaveLength(1);
});

test('the policy says in the assembly which version made it of what', () => {
  const stack = newStack();
  const { policy } = backup(stack, {});
  expect(policy.node.metadata.find(({ type }) => type === 'cdk-vendor-access:permissions')?.data).toEqual({
    version: manifest.version,
    product: expect.stringContaining('CloudBerry'),
    sets: expect.arrayContaining([expect.stringMatching(/^cloudberry\//)]),
  });
});
