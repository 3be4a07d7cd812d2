import { CfnOutput, CfnParameter, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { cloudberry, logzio, VendorAccess, veeam } from '../../../src';
import { access, ENV, explained } from './apps';

const BUCKET = `arn:aws:s3:::$\{Stack/Archive/Bucket}`;
const archiveOf = (stack: Stack, props?: logzio.LogzioArchiveBucketProps) => new logzio.LogzioArchiveBucket(stack, 'Archive', props);
const statement = (of: Partial<iam.PolicyStatementProps>) =>
  new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'], ...of });

test('each statement has its action, resource, condition, reason, source and date', () => {
  const { arn, kind, name, products, statements } = access((stack) => archiveOf(stack));
  expect([kind, name, products]).toEqual(['user', 'Stack/Archive/User', ['Logz.io Archive & restore']]);
  expect(arn).toBe(`arn:aws:iam::111122223333:user/$\{Stack/Archive/User}`);
  expect(statements.map(({ sid }) => sid)).toEqual([
    'LogzioBucketLocation',
    'LogzioArchiveObjects',
    'LogzioRestoreList',
    'LogzioRestoreObjects',
    'DenySessionTokens',
  ]);
  expect(statements[1]).toEqual({
    policy: 'Stack/Archive/Policy',
    sid: 'LogzioArchiveObjects',
    effect: 'Allow',
    actions: ['s3:PutObject'],
    resources: [`${BUCKET}/*`],
    conditions: ['StringEquals aws:ResourceAccount 111122223333'],
    why: "writes the archived log files, and the object 'logzio-verified' when archiving is enabled",
    evidence: 'documented',
    sources: [expect.objectContaining({ date: '2024-02-07', url: expect.stringContaining('https://docs.logz.io/') })],
    set: 'logzio/archive',
    page: 'docs/permissions/logzio.md#logzioarchive',
  });
});

test.each<[string, (stack: Stack) => unknown]>([
  ['a stack of its own', (stack) => archiveOf(stack)],
  ['a nested stack', (stack) => archiveOf(new NestedStack(stack, 'Nested'))],
  [
    'a nested stack of a nested stack, beside equal logical ids',
    (stack) => {
      const nested = new NestedStack(stack, 'Nested');
      const inner = new NestedStack(nested, 'Inner');
      for (const scope of [stack, nested]) {
        new iam.ManagedPolicy(new Construct(scope, 'Archive'), 'Policy', { statements: [statement({})] });
      }
      archiveOf(inner);
    },
  ],
  ['a stage', (stack) => archiveOf(new Stack(new Stage(stack.node.root, 'Stage', { env: ENV }), 'Stack'))],
  [
    'another stack than the bucket',
    (stack) => {
      const bucket = new s3.Bucket(stack, 'Mine', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED });
      archiveOf(new Stack(stack.node.root, 'Other', { env: ENV }), { bucket });
    },
  ],
  [
    'a nested stack, the bucket outside',
    (stack) => {
      const bucket = new s3.Bucket(stack, 'Mine', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED });
      archiveOf(new NestedStack(stack, 'Nested'), { bucket });
    },
  ],
  [
    'another stack than the user',
    (stack) => {
      const user = new iam.User(stack, 'Mine');
      archiveOf(new Stack(stack.node.root, 'Other', { env: ENV }), { access: VendorAccess.existingUser(user) });
    },
  ],
])('in %s, principal and bucket are found', (_, make) => {
  const { added, buckets, stopped, thief } = access(make);
  expect([added, stopped]).toEqual([[], []]);
  expect(buckets).toMatchObject([{ made: true, protections: { 'public access is blocked': expect.any(Boolean) } }]);
  const answers = Object.fromEntries(thief.map(({ can, does }) => [does, can]));
  expect(answers).toMatchObject({ 'read objects of the bucket': 'yes', 'delete objects': 'no', 'read another bucket': 'no' });
});

test('what is left out of the page, and how else it differs, for what was chosen', () => {
  const restore = access((stack) => {
    const bucket = new s3.Bucket(stack, 'Mine');
    new cloudberry.CloudBerryEc2Restore(stack, 'Restore', { bucket, importRole: cloudberry.VmImportRole.existing() });
  });
  const leftOut = restore.leftOut.map(({ actions, kind, set }) => `${set} ${kind}: ${actions.length}`);
  expect(leftOut).toEqual(
    expect.arrayContaining([expect.stringMatching(/^cloudberry\/ec2-restore withheld/), expect.stringMatching(/-without-mail withheld/)]),
  );
  const archive = access((stack) => archiveOf(stack));
  expect(archive.leftOut).toEqual([]);
  expect(archive.differs.flatMap(({ actions }) => actions)).not.toContain('kms:Decrypt');
  const only = access((stack) => archiveOf(stack, { usage: logzio.LogzioUsage.ARCHIVE }));
  expect(only.leftOut.map(({ actions, kind, set }) => [kind, set, ...actions])).toEqual([
    ['not chosen', 'logzio/restore', 's3:ListBucket'],
    ['not chosen', 'logzio/restore', 's3:GetObject'],
  ]);
  const encrypted = access((stack) => archiveOf(stack, { encryptionKey: new kms.Key(stack, 'Key') }));
  expect(encrypted.differs.flatMap(({ actions }) => actions)).toContain('kms:Decrypt');
});

test('what the app adds: in its own policy, in the group, in the policy of the construct, and by a policy that it does not show', () => {
  const { added } = access((stack) => {
    const archive = archiveOf(stack);
    const role = iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess');
    (archive.user as iam.User).addManagedPolicy(role);
    archive.user?.addToPrincipalPolicy(statement({ sid: 'Own', resources: ['arn:aws:s3:::another/*'] }));
    (archive.node.findChild('Group') as iam.Group).addToPolicy(statement({ sid: 'Grouped' }));
    archive.policy.addStatements(statement({ sid: 'Extended' }));
  });
  const told = added.map(({ policy, statement: one }) => `${policy}: ${one?.sid} on ${one?.resources}`);
  expect(told.sort()).toEqual([
    'Stack/Archive/Group/DefaultPolicy: Grouped on *',
    'Stack/Archive/Policy: Extended on *',
    'Stack/Archive/User/DefaultPolicy: Own on arn:aws:s3:::another/*',
    'arn:aws:iam::aws:policy/ReadOnlyAccess: undefined on undefined',
  ]);
});

test('what else a user has that exists is not known, and said so', () => {
  const { added, name, thief } = access((stack) => {
    archiveOf(stack, { access: VendorAccess.existingUser(iam.User.fromUserName(stack, 'Mine', 'logs')) });
  });
  expect([name, added]).toEqual(['logs', [{ policy: "what else the user 'logs' has, outside this app" }]]);
  expect(thief.find(({ does }) => does === 'delete the bucket')).toMatchObject({ can: 'not known' });
});

/** A boundary for calls in some regions, and a product that lists the buckets of the account. */
const onlyIn =
  (...regions: string[]) =>
  (stack: Stack) => {
    const conditions = { StringNotEquals: { 'aws:RequestedRegion': regions } };
    const denial = statement({ effect: iam.Effect.DENY, actions: ['s3:*'], conditions });
    const statements = [statement({ actions: ['*'] }), denial];
    const permissionsBoundary = new iam.ManagedPolicy(stack, 'Boundary', { statements });
    return new veeam.VeeamM365Repository(stack, 'Repository', { access: VendorAccess.iamUser({ permissionsBoundary }) });
  };

test.each<[string, (stack: Stack) => unknown, object?]>([
  [
    'a bucket policy',
    (stack) => {
      const { bucket } = archiveOf(stack);
      const principals = [new iam.AnyPrincipal()];
      bucket.addToResourcePolicy(statement({ sid: 'No', effect: iam.Effect.DENY, principals, resources: [bucket.arnForObjects('*')] }));
    },
    { by: 'Stack/Archive/Bucket/Policy, statement No', certain: true, actions: ['s3:GetObject'] },
  ],
  [
    'a bucket policy, for other networks',
    (stack) => {
      const { bucket } = archiveOf(stack);
      const conditions = { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } };
      const resources = [bucket.bucketArn, bucket.arnForObjects('*')];
      bucket.addToResourcePolicy(
        statement({ effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions: ['s3:*'], resources, conditions }),
      );
    },
    {
      by: expect.stringContaining('if StringNotEquals aws:SourceVpc vpc-1'),
      certain: false,
      actions: ['s3:GetBucketLocation', 's3:PutObject', 's3:ListBucket', 's3:GetObject'],
    },
  ],
  [
    'a permissions boundary',
    (stack) => {
      const statements = [statement({ actions: ['s3:Get*', 's3:List*'] })];
      const permissionsBoundary = new iam.ManagedPolicy(stack, 'Boundary', { statements });
      archiveOf(stack, { access: VendorAccess.iamUser({ permissionsBoundary }) });
    },
    { by: 'Stack/Boundary', certain: true, actions: ['s3:PutObject'] },
  ],
  [
    'a permissions boundary that the app does not create',
    (stack) => {
      const permissionsBoundary = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'limits');
      archiveOf(stack, { access: VendorAccess.iamUser({ permissionsBoundary }) });
    },
    {
      by: 'permissions boundary arn:aws:iam::111122223333:policy/limits',
      certain: false,
      actions: expect.arrayContaining(['s3:PutObject']),
    },
  ],
  [
    'a key policy',
    (stack) => {
      const encryptionKey = new kms.Key(stack, 'Key');
      archiveOf(stack, { encryptionKey });
      encryptionKey.addToResourcePolicy(
        statement({ sid: 'No', effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions: ['kms:Decrypt'] }),
      );
    },
    { by: expect.stringContaining('Stack/Key, statement No'), certain: true, actions: ['kms:Decrypt'] },
  ],
  [
    'a region that a global endpoint may not be in',
    onlyIn('eu-west-1'),
    { by: expect.stringContaining('aws:RequestedRegion'), certain: false, actions: ['s3:ListAllMyBuckets'] },
  ],
  ['no region, if both are allowed', onlyIn('eu-west-1', 'us-east-1')],
])('the app stops: by %s', (_, make, ...expected) => {
  expect(access(make).stopped).toEqual(expected);
});

test('who can become a role, and on which conditions', () => {
  const { kind, thief, trust } = access((stack) => {
    archiveOf(stack, { access: VendorAccess.vendorRole({ accountId: '444455556666', externalId: 'logzio:aws:extid:example0nktixxe8q' }) });
  });
  expect(trust).toMatchObject([
    {
      effect: 'Allow',
      principals: ['arn:aws:iam::444455556666:root'],
      actions: ['sts:AssumeRole'],
      conditions: ['StringEquals sts:ExternalId logzio:aws:extid:example0nktixxe8q'],
    },
  ]);
  expect([kind, thief.some(({ does }) => does.includes('GetSessionToken'))]).toEqual(['role', false]);
});

test('who else the bucket policy allows, and why', () => {
  const [bucket] = access((stack) => archiveOf(stack, { powerSearch: true })).buckets;
  expect(bucket.allows.map(({ principals, why }) => [principals, why])).toEqual([
    [['arn:aws:iam::406095609952:user/search-archive-restore-user'], 'finds the files to search'],
    [['arn:aws:iam::406095609952:user/search-archive-restore-user'], 'reads the files it searches'],
  ]);
});

test('who gets the key: where it is, who can read it, and further ways to act as the user', () => {
  const { credentials, keys } = access((stack) => {
    const secretEncryptionKey = new kms.Key(stack, 'Key');
    const { secret, user } = archiveOf(stack, { access: VendorAccess.iamUser({ secretEncryptionKey }) });
    new iam.AccessKey(stack, 'Mine', { user: user as iam.User, status: iam.AccessKeyStatus.INACTIVE });
    const conditions = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    const group = new iam.Group(stack, 'Admins');
    const resources = [`arn:aws:secretsmanager:eu-west-1:${ENV.account}:secret:*`];
    new iam.ManagedPolicy(stack, 'Reads', { groups: [group], statements: [statement({ actions: ['*'], resources, conditions })] });
    const arn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:other-??????';
    new iam.User(stack, 'Other').addToPolicy(statement({ actions: ['secretsmanager:*'], resources: [arn] }));
    new CfnOutput(stack, 'Name', { value: secret?.secretName ?? '' });
  });
  expect(credentials).toEqual({
    accessKeys: [
      { name: 'Stack/Archive/AccessKey1', active: true, in: ['Stack/Archive/Secret'] },
      { name: 'Stack/Mine', active: false, in: [] },
    ],
    handed: [],
    password: false,
    secrets: [
      expect.objectContaining({
        name: 'Stack/Archive/Secret',
        key: 'Stack/Key',
        copies: [],
        readers: [{ name: 'Stack/Admins', by: 'Stack/Reads', condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }],
      }),
    ],
  });
  expect(keys.map(({ name }) => name)).toEqual(['Stack/Key']);
});

test('a thief: what versions, locks, prefixes and sessions leave', () => {
  const of = (make: (stack: Stack) => unknown) => {
    const { thief } = access(make);
    return (does: string) => thief.find((one) => one.does.startsWith(does));
  };
  const locked = of((stack) => new veeam.VeeamM365Repository(stack, 'R', { immutability: true, folder: 'finance' }));
  expect(locked('delete versions for good')).toMatchObject({
    can: 'in part',
    only: [expect.stringContaining('/Veeam/Backup365/finance/*'), 'locked versions stay (Object Lock, as the product sets it)'],
  });
  expect(of((stack) => archiveOf(stack))('overwrite')).toEqual({
    does: 'overwrite objects',
    bucket: 'Stack/Archive/Bucket',
    can: 'yes',
    only: ['the old version is kept'],
  });
  expect(of((stack) => archiveOf(stack, { versioned: false }))('overwrite')?.only).toEqual([
    'nothing is kept: the bucket is not versioned',
  ]);
  expect(of((stack) => archiveOf(stack))('use credentials')).toMatchObject({ can: 'no' });
  const allowed = of((stack) => archiveOf(stack, { access: VendorAccess.iamUser({ allowSessionTokens: true }) }));
  expect(allowed('use credentials')).toMatchObject({ can: 'yes' });
});

test.each<[string, (stack: Stack) => string, string]>([
  ['a path', () => '/vendors/', 'vendors/'],
  ['a path with a parameter', (stack) => `/${new CfnParameter(stack, 'Team').valueAsString}/`, `$\{Stack/Team}/`],
])('%s is a part of the ARN', (_, path, inArn) => {
  const { arn } = access((stack) => archiveOf(stack, { access: VendorAccess.iamUser({ userName: 'logzio', path: path(stack) }) }));
  expect(arn).toBe(`arn:aws:iam::111122223333:user/${inArn}logzio`);
});

test('an app without the library has nothing to explain', () => {
  expect(explained((stack) => new s3.Bucket(stack, 'Bucket')).accesses).toEqual([]);
});
