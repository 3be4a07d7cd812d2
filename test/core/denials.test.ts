import { CfnResource, Duration, NestedStack, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type UserAccess, VendorAccess } from '../../src';
import {
  CloudBerryBackupUser,
  type CloudBerryBackupUserProps,
  CloudBerryBucketGrants,
  CloudBerryEc2Restore,
  CloudBerryPermissions,
  CloudBerryProtection,
  VmImportRole,
} from '../../src/cloudberry';
import { LogzioArchiveBucket, type LogzioArchiveBucketProps } from '../../src/logzio';
import { ACCOUNT, newStack, synthErrorOf, warningsOf } from '../util';

const ANYBODY = [new iam.AnyPrincipal()];
const PLAIN = { Bool: { 'aws:SecureTransport': 'false' } };
const deny =
  (conditions?: object, actions = ['s3:*'], principals = ANYBODY) =>
  (bucket: s3.IBucket) =>
    new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      principals,
      actions,
      resources: [bucket.bucketArn, bucket.arnForObjects('*')],
      conditions: conditions as never,
    });
const ADMIN = `arn:aws:iam::${ACCOUNT}:role/admin`;
const keyWith = (stack: Stack, ...statements: iam.PolicyStatement[]) =>
  new kms.Key(stack, 'Key', { removalPolicy: RemovalPolicy.RETAIN, policy: new iam.PolicyDocument({ statements }) });
const adminOnly = new iam.PolicyStatement({ actions: ['kms:*'], principals: [new iam.ArnPrincipal(ADMIN)], resources: ['*'] });
const account = (conditions?: object) =>
  new iam.PolicyStatement({
    actions: ['kms:*'],
    principals: [new iam.AccountRootPrincipal()],
    resources: ['*'],
    conditions: conditions as never,
  });
const bounded =
  (...statements: iam.PolicyStatement[]) =>
  (stack: Stack): LogzioArchiveBucketProps => ({
    access: VendorAccess.iamUser({ permissionsBoundary: new iam.ManagedPolicy(stack, 'Boundary', { statements }) }),
  });
const allow = (actions: string[], conditions?: object) =>
  new iam.PolicyStatement({ actions, resources: ['*'], conditions: conditions as never });
const [DENIED, DEPENDS, NETWORK] = ['core.denied', 'core.mayBeDenied', 'core.bucketDeniesByNetwork'];

interface Case {
  readonly name: string;
  readonly props?: (stack: Stack) => LogzioArchiveBucketProps;
  readonly statement?: (bucket: s3.IBucket) => iam.PolicyStatement;
  readonly says?: [id: string, text: RegExp];
}

const CASES: Case[] = [
  // policy of the bucket
  {
    name: 'uploads without an encryption header',
    statement: deny({ Null: { 's3:x-amz-server-side-encryption': 'true' } }, ['s3:PutObject']),
    says: [DEPENDS, /denies s3:PutObject, depending on .*s3:x-amz-server-side-encryption/],
  },
  {
    name: 'a certain ACL',
    statement: deny({ StringNotEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }, ['s3:PutObject']),
    says: [DEPENDS, /s3:x-amz-acl/],
  },
  {
    name: 'by VPC endpoint',
    statement: deny({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } }),
    says: [NETWORK, /aws:SourceVpce/],
  },
  { name: 'by address', statement: deny({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }), says: [NETWORK, /aws:SourceIp/] },
  {
    name: 'by address, with an exception for the user',
    statement: (bucket) =>
      deny({
        NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
        ArnNotEquals: { 'aws:PrincipalArn': (bucket.node.scope as LogzioArchiveBucket).user?.userArn },
      })(bucket),
  },
  { name: 'TLS 1.3', statement: deny({ NumericLessThan: { 's3:TlsVersion': 1.3 } }), says: [DENIED, /s3:TlsVersion/] },
  { name: 'TLS 1.2', statement: deny({ NumericLessThan: { 's3:TlsVersion': 1.2 } }) },
  { name: 'plain http', statement: deny(PLAIN) },
  {
    name: 'all but an administrator',
    statement: deny({ ArnNotEquals: { 'aws:PrincipalArn': ADMIN } }),
    says: [DENIED, /s3:GetBucketLocation.*s3:PutObject.*aws:PrincipalArn/],
  },
  {
    name: 'all but an administrator, by NotPrincipal',
    statement: (bucket) => {
      const one = deny()(bucket).toStatementJson();
      return iam.PolicyStatement.fromJson({ ...one, Principal: undefined, NotPrincipal: { AWS: ADMIN } });
    },
    says: [DENIED, /s3:PutObject/],
  },
  { name: 'other accounts', statement: deny({ StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT } }) },
  { name: 'other organisations', statement: deny({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }) },
  { name: 'users of IAM', statement: deny({ StringEquals: { 'aws:PrincipalType': 'User' } }), says: [DENIED, /aws:PrincipalType/] },
  {
    name: 'calls without MFA',
    statement: deny({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }),
    says: [DENIED, /aws:MultiFactorAuthPresent/],
  },
  {
    name: 'principals without a tag',
    statement: deny({ StringNotEquals: { 'aws:PrincipalTag/team': 'backup' } }),
    says: [DENIED, /aws:PrincipalTag/],
  },
  { name: 'deletions, which the product does not make', statement: deny(undefined, ['s3:DeleteObject*']) },
  { name: 'sessions older than a date', statement: deny({ DateLessThan: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } }) },
  { name: 'another role of the account', statement: deny(undefined, ['s3:*'], [new iam.ArnPrincipal(ADMIN)]) },
  {
    name: 'locks that are too long',
    statement: deny({ NumericGreaterThan: { 's3:object-lock-remaining-retention-days': 40 } }, ['s3:PutObject']),
  },
  {
    name: 'a storage class',
    statement: deny({ StringNotEquals: { 's3:x-amz-storage-class': 'STANDARD_IA' } }, ['s3:PutObject']),
    says: [DEPENDS, /s3:x-amz-storage-class/],
  },
  // policy of the key
  {
    name: 'a key for an administrator only',
    props: (stack) => ({ encryptionKey: keyWith(stack, adminOnly) }),
    says: [DENIED, /key policy 'Stack\/Key'.*kms:Decrypt/],
  },
  { name: 'a key for the account', props: (stack) => ({ encryptionKey: keyWith(stack, adminOnly, account()) }) },
  {
    name: 'a key for the account, through S3',
    props: (stack) => ({
      encryptionKey: keyWith(stack, adminOnly, account({ StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } })),
    }),
  },
  {
    name: 'a key for the account, through another service',
    props: (stack) => ({
      encryptionKey: keyWith(stack, adminOnly, account({ StringEquals: { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' } })),
    }),
    says: [DENIED, /kms:ViaService/],
  },
  {
    name: "the CDK's default key",
    props: (stack) => ({ encryptionKey: new kms.Key(stack, 'Key', { removalPolicy: RemovalPolicy.RETAIN }) }),
  },
  {
    name: 'an imported key',
    props: (stack) => ({
      encryptionKey: kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`),
    }),
  },
  // permissions boundary
  {
    name: 'a boundary without S3',
    props: bounded(allow(['ec2:*'])),
    says: [DENIED, /permissions boundary 'Stack\/Boundary'.*s3:PutObject/],
  },
  { name: 'a boundary that allows S3 and more', props: bounded(allow(['s3:*', 'kms:*', 'sts:*'])) },
  {
    name: 'a boundary with a Deny',
    props: bounded(allow(['*']), new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['s3:Put*'], resources: ['*'] })),
    says: [DENIED, /permissions boundary 'Stack\/Boundary', statement 2, denies s3:PutObject/],
  },
  {
    name: 'a boundary by name',
    props: (stack) => ({
      access: VendorAccess.iamUser({ permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(stack, 'B', 'corp') }),
    }),
  },
  {
    name: 'a boundary for one region',
    props: bounded(allow(['*'], { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } })),
    says: [DENIED, /aws:RequestedRegion/],
  },
  { name: 'a boundary for the region', props: bounded(allow(['*'], { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } })) },
  {
    name: 'a boundary for some addresses',
    props: bounded(allow(['*'], { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })),
    says: [DEPENDS, /aws:SourceIp/],
  },
];

function make(stack: Stack, { props, statement }: Case): void {
  const archive = new LogzioArchiveBucket(stack, 'Archive', props?.(stack));
  if (statement) {
    archive.bucket.addToResourcePolicy(statement(archive.bucket));
  }
}

describe('what in the app stops the product', () => {
  test.each(CASES)('$name', (one) => {
    const stack = newStack();
    make(stack, one);
    const { says } = one;
    const warnings = warningsOf(stack);
    expect(warnings).toEqual(says ? [expect.stringMatching(says[1])] : []);
    expect(warnings[0] ?? '').toContain(says ? `cdk-vendor-access:${says[0]}` : '');
  });

  test('the same in nested stacks, whose names only the deployment knows', () => {
    const stack = newStack();
    for (const one of CASES) {
      make(new NestedStack(new NestedStack(stack, one.name), 'Inner'), one);
    }
    const said = Annotations.fromStack(stack).findWarning('*', Match.anyValue());
    const expected = CASES.flatMap(({ name, says }) => (says ? [`/Stack/${name}/Inner/Archive ${says[0]}`] : []));
    expect(said.map(({ entry, id }) => `${id} ${/core\.\w+/.exec(String(entry.data))}`).sort()).toEqual(expected.sort());
  });

  test('the policy of a bucket of your own, as an L1', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'B', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED });
    const denials = [deny({ Null: { 's3:x-amz-server-side-encryption': 'true' } }, ['s3:PutObject']), deny(PLAIN, ['s3:*'])];
    const Statement = denials.map((made) => made(bucket).toStatementJson());
    new CfnResource(stack, 'P', {
      type: 'AWS::S3::BucketPolicy',
      properties: { Bucket: bucket.bucketName, PolicyDocument: { Statement } },
    });
    new LogzioArchiveBucket(stack, 'Archive', { bucket });
    expect(warningsOf(stack)).toEqual([expect.stringMatching(/bucket policy 'Stack\/P'.*core.mayBeDenied/)]);
  });

  test('the policy of a further bucket', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'More', { enforceSSL: true, versioned: true });
    bucket.addToResourcePolicy(deny({ Null: { 's3:x-amz-server-side-encryption': 'true' } }, ['s3:PutObject'])(bucket));
    new CloudBerryBackupUser(stack, 'Backup', { protection: CloudBerryProtection.recoverableDeletes() }).addBucket(bucket);
    expect(warningsOf(stack)).toEqual([expect.stringMatching(/bucket policy 'Stack\/More\/Policy'.*core.mayBeDenied/)]);
  });
});

describe('what several constructs give to one principal', () => {
  const PREFIX = { bucketName: 'b-x', protection: CloudBerryProtection.recoverableDeletes(), prefix: 'office/pc-1' };
  const restore = (stack: Stack, bucket: s3.IBucket, access: UserAccess) =>
    new CloudBerryEc2Restore(stack, 'Restore', { access, bucket, importRole: VmImportRole.existing() });

  test.each<[string, CloudBerryBackupUserProps, (stack: Stack, first: CloudBerryBackupUser) => unknown, RegExp?]>([
    [
      'a restore from the whole bucket',
      PREFIX,
      (s, first) => restore(s, first.bucket, VendorAccess.sameUserAs(first)),
      /'Stack\/Restore\/Policy'.*keys below 'office\/pc-1\/' only/,
    ],
    [
      'a grant on the whole bucket',
      PREFIX,
      (_, first) => CloudBerryBucketGrants.fromBucket(first.bucket).backup(first.user as iam.User),
      /'Stack\/First\/User\/DefaultPolicy'.*keys below/,
    ],
    ['a restore from another bucket', PREFIX, (s, first) => restore(s, new s3.Bucket(s, 'B'), VendorAccess.sameUserAs(first))],
    ['a restore by another user', PREFIX, (s, first) => restore(s, first.bucket, VendorAccess.iamUser())],
    [
      'a prefix below',
      PREFIX,
      (_, first) =>
        CloudBerryBucketGrants.fromBucket(first.bucket).backup(first.user as iam.User, {
          protection: PREFIX.protection,
          prefix: 'office/pc-1/c',
        }),
    ],
    ...['office/pc-2', 'office'].map(
      (prefix): [string, CloudBerryBackupUserProps, (stack: Stack, first: CloudBerryBackupUser) => unknown, RegExp] => [
        `a second prefix, ${prefix}`,
        PREFIX,
        (s, first) =>
          new CloudBerryBackupUser(s, 'Second', {
            protection: PREFIX.protection,
            prefix,
            bucket: first.bucket,
            access: VendorAccess.sameUserAs(first),
          }),
        /'Stack\/Second\/Policy'.*what 'Stack\/First' allows: keys below 'office\/pc-1\/' only/,
      ],
    ),
    [
      'a grant of the app on the keys of others',
      PREFIX,
      (_, { bucket, user }) => bucket.grantRead(user as iam.User, 'office/pc-*'),
      /'Stack\/First\/User\/DefaultPolicy'.*keys below 'office\/pc-1\/' only/,
    ],
    ['a grant of the app below the prefix', PREFIX, (_, { bucket, user }) => bucket.grantRead(user as iam.User, 'office/pc-1/logs/*')],
    ['no prefix promised', { protection: PREFIX.protection }, (s, first) => restore(s, first.bucket, VendorAccess.sameUserAs(first))],
    [
      'old versions deleted after all',
      { bucketName: 'b-x', protection: PREFIX.protection },
      (_, first) => CloudBerryBucketGrants.fromBucket(first.bucket).backup(first.user as iam.User),
      /s3:DeleteObjectVersion allowed .*no s3:DeleteObjectVersion/,
    ],
  ])('%s', (_, props, make, ...[says]) => {
    const stack = newStack();
    make(stack, new CloudBerryBackupUser(stack, 'First', props));
    const said = warningsOf(stack).filter((warning) => /what 'Stack\/First' allows.*limitWidened/.test(warning));
    expect(said).toEqual(says ? [expect.stringMatching(says)] : []);
  });
});

describe('what a construct withholds, and the app gives', () => {
  const ALLOWED = { actions: ['s3:Delete*'], resources: ['*'] };
  const PROTECTED = { protection: CloudBerryProtection.recoverableDeletes() };
  const statement = (props: object = {}) => new iam.PolicyStatement({ ...ALLOWED, ...props });

  test.each<[string, (stack: Stack, made: CloudBerryBackupUser) => unknown]>([
    ['an inline policy', (_, { user }) => user?.addToPrincipalPolicy(statement())],
    ['a policy made elsewhere', (s, { user }) => new iam.ManagedPolicy(s, 'P', { statements: [statement()], users: [user as iam.User] })],
    ['the policy of the construct', (_, made) => (made.node.findChild('Policy') as iam.ManagedPolicy).addStatements(statement())],
    ['the policy of the bucket', (_, made) => made.bucket.addToResourcePolicy(statement({ principals: [made.user as iam.User] }))],
  ])('%s: an error', (_, give) => {
    const stack = newStack();
    give(stack, new CloudBerryBackupUser(stack, 'Backup', PROTECTED));
    expect(synthErrorOf(stack)).toMatch(/got s3:DeleteObjectVersion, allowed to 'Stack\/Backup\/User' by policy .*without this protection/);
  });

  test.each<[string, (stack: Stack, made: CloudBerryBackupUser) => unknown]>([
    ['a grant that leaves versions alone', (_, { user }) => user?.addToPrincipalPolicy(statement({ actions: ['s3:DeleteObject'] }))],
    ['another bucket', (_, { user }) => user?.addToPrincipalPolicy(statement({ resources: ['arn:aws:s3:::other/*'] }))],
    [
      'a grant of the library beside one of the app',
      (_, { bucket, user }) => {
        CloudBerryBucketGrants.fromBucket(bucket).backup(user as iam.User, { permissions: CloudBerryPermissions.KB1034 });
        user?.addToPrincipalPolicy(statement({ actions: ['s3:ListAllMyBuckets'] }));
      },
    ],
  ])('%s: no error', (_, give) => {
    const stack = newStack();
    give(stack, new CloudBerryBackupUser(stack, 'Backup', PROTECTED));
    expect(warningsOf(stack).join()).toMatch(/core\./);
  });

  test.each<[string, CloudBerryProtection, string, boolean]>([
    [
      'a lock in governance mode',
      CloudBerryProtection.objectLock({ defaultRetention: Duration.days(30) }),
      's3:BypassGovernanceRetention',
      true,
    ],
    [
      'a lock in compliance mode, which nobody lifts',
      CloudBerryProtection.objectLock({ defaultRetention: Duration.days(30), mode: s3.ObjectLockMode.COMPLIANCE }),
      's3:BypassGovernanceRetention',
      false,
    ],
    ['the way to give itself the rest', PROTECTED.protection, 's3:PutBucketPolicy', true],
    ['what is not protected', CloudBerryProtection.asDocumented(), 's3:PutBucketPolicy', false],
  ])('%s', (_, protection, action, isWrong) => {
    const stack = newStack();
    const { user } = new CloudBerryBackupUser(stack, 'Backup', { protection });
    user?.addToPrincipalPolicy(statement({ actions: [action] }));
    isWrong
      ? expect(synthErrorOf(stack)).toContain(`got ${action}, allowed to 'Stack/Backup/User'`)
      : expect(warningsOf(stack).join()).toContain('core.principalExtended');
  });

  test.each<[string, string | undefined, object, boolean]>([
    ['the keys of another customer', 'b', { resources: ['arn:aws:s3:::backups/b/*'] }, true],
    ['the whole bucket, with another customer in it', 'b', { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::*/*'] }, true],
    ['keys of nobody', 'b', { resources: ['arn:aws:s3:::backups/c/*'] }, false],
    ['the list of keys', 'b', { actions: ['s3:ListBucket'] }, false],
    ['the whole bucket, with nobody else in it', undefined, {}, false],
    ['the keys of one who has the whole bucket', '', {}, false],
  ])('%s: an error if it belongs to another construct', (_, other, given, isWrong) => {
    const stack = newStack();
    const props = { protection: CloudBerryProtection.asDocumented() };
    const one = new CloudBerryBackupUser(stack, 'One', { ...props, bucketName: 'backups', prefix: 'a' });
    if (other !== undefined) {
      new CloudBerryBackupUser(stack, 'Two', { ...props, bucket: one.bucket, prefix: other || undefined });
    }
    one.user?.addToPrincipalPolicy(statement(given));
    isWrong
      ? expect(synthErrorOf(stack)).toMatch(/got s3:\w+ below 'b\/', which belongs to another construct.*allowed to 'Stack\/One\/User'/)
      : expect(warningsOf(stack).join()).toContain('core.principalExtended');
  });

  test('a user of your own may have more', () => {
    const stack = newStack();
    const user = new iam.User(stack, 'Mine');
    user.addToPolicy(statement());
    new CloudBerryBackupUser(stack, 'Backup', { ...PROTECTED, access: VendorAccess.existingUser(user) });
    expect(warningsOf(stack).join()).toContain('core.limitWidened');
  });
});

test.each([
  ['user', (stack: Stack) => VendorAccess.existingUser(iam.User.fromUserName(stack, 'U', 'logzio'))],
  ['role', (stack: Stack) => VendorAccess.existingRole(iam.Role.fromRoleName(stack, 'R', 'logzio'))],
])('an imported %s is said to be known in part only', (_, access) => {
  const stack = newStack();
  new LogzioArchiveBucket(stack, 'Archive', { access: access(stack) });
  expect(warningsOf(stack)).toEqual([expect.stringMatching(/imported.*core.principalUnchecked/)]);
});
