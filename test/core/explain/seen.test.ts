import { CfnCondition, CfnMapping, CfnParameter, CfnResource, Duration, Fn, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { cloudberry, logzio, VendorAccess, veeam, velero } from '../../../src';
import { EXTERNAL_ID } from '../../logzio/cases';
import { access, comparison, ENV } from './apps';

// What a comparison has to see although names, conditions and settings hide it, and the same in the right setup, which is no difference.

type Make = (stack: Stack) => unknown;
const archive = (stack: Stack, props: logzio.LogzioArchiveBucketProps = {}) => new logzio.LogzioArchiveBucket(stack, 'Archive', props);
const of =
  (props: logzio.LogzioArchiveBucketProps): Make =>
  (stack) =>
    archive(stack, props);
const MORE = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }] };
const when = (stack: Stack, one: unknown, expression = Fn.conditionEquals('a', 'b')) => {
  stack.node.tryFindChild('When') ?? new CfnCondition(stack, 'When', { expression });
  return { 'Fn::If': ['When', one, { Ref: 'AWS::NoValue' }] };
};

/** A policy of the app with a list of principals as the template has it. */
const attached =
  (listOf: (made: logzio.LogzioArchiveBucket, stack: Stack) => unknown): Make =>
  (stack) => {
    const made = archive(stack);
    new iam.CfnManagedPolicy(stack, 'More', { policyDocument: MORE }).addPropertyOverride('Users', listOf(made, stack));
  };
const inGroup =
  (perhaps: boolean): Make =>
  (stack) => {
    const made = archive(stack);
    const group = new iam.CfnGroup(stack, 'Group', { policies: [{ policyName: 'more', policyDocument: MORE }] });
    const added = new iam.CfnUserToGroupAddition(stack, 'Added', { groupName: group.ref, users: [] });
    added.addPropertyOverride('Users', perhaps ? [when(stack, made.user?.userName)] : ['somebody']);
  };

/** With an existing principal, and what the policy of the construct has in addition. */
const existing =
  (principal: (stack: Stack) => VendorAccess, ...actions: string[]): Make =>
  (stack) => {
    const made = archive(stack, { access: principal(stack) });
    const statements = actions.map((one) => new iam.PolicyStatement({ sid: 'More', actions: [one], resources: ['*'] }));
    made.policy.addStatements(...statements);
  };
const ofRole = (arn: (stack: Stack) => string) => (stack: Stack) => VendorAccess.existingRole(iam.Role.fromRoleArn(stack, 'R', arn(stack)));
const BY_NAME: Record<string, (stack: Stack) => VendorAccess> = {
  'a role by an SSM parameter': ofRole((stack) => ssm.StringParameter.valueForStringParameter(stack, '/role')),
  'a role by an import': ofRole(() => Fn.importValue('role')),
  'a user by a parameter': (stack) => {
    const arn = new CfnParameter(stack, 'Arn').valueAsString;
    return VendorAccess.existingUser(iam.User.fromUserArn(stack, 'U', arn));
  },
  'a role of another stack, by its ARN': ofRole((stack) => {
    const other = new Stack(stack.node.root, 'Base', { env: ENV });
    return new iam.Role(other, 'Role', { assumedBy: new iam.AccountPrincipal('444455556666'), externalIds: ['9f0c3d9e8b7a'] }).roleArn;
  }),
};
const trusting = (principal: iam.PrincipalBase): Make =>
  existing(ofRole((stack) => new iam.Role(stack, 'Made', { assumedBy: principal, externalIds: ['9f0c3d9e8b7a'] }).roleArn));

/** The same construct in two places, of which the second one may have something else. */
const twice =
  (places: readonly object[], second: logzio.LogzioArchiveBucketProps = {}, first: logzio.LogzioArchiveBucketProps = {}): Make =>
  (stack) => {
    for (const [index, env] of places.entries()) {
      const stage = new Stage(stack.node.root, `Stage${index}`, { env: { ...ENV, ...env } });
      const props = index === 1 ? second : first;
      const userName = 'account' in env || index === 0 ? 'logzio' : 'other'; // once in an account
      archive(new Stack(stage, 'Logs', { stackName: 'logs' }), { access: VendorAccess.iamUser({ userName }), ...props });
    }
  };
const ACCOUNTS = [{}, { account: '222233334444' }];
const limited = (addresses?: string[]) => ({
  access: VendorAccess.iamUser({ userName: 'logzio', onlyFrom: addresses && { addresses } }),
});
const roleIn =
  (...extended: boolean[]): Make =>
  (stack) => {
    for (const [index, env] of ACCOUNTS.entries()) {
      const inner = new Stack(stack.node.root, `Stack${index}`, { env: { ...ENV, ...env } });
      archive(inner, { access: VendorAccess.existingRole(iam.Role.fromRoleName(inner, 'R', 'Integration')) });
      extended[index] && new iam.CfnManagedPolicy(inner, 'More', { roles: ['Integration'], policyDocument: MORE });
    }
  };

/** A bucket of the app. */
const own =
  (props: s3.BucketProps, properties: object = {}): Make =>
  (stack) => {
    const bucket = new s3.Bucket(stack, 'Bucket', { enforceSSL: true, versioned: true, ...props });
    for (const [name, value] of Object.entries(properties)) {
      (bucket.node.defaultChild as s3.CfnBucket).addPropertyOverride(name, value);
    }
    new cloudberry.CloudBerryBackupUser(stack, 'Backup', { bucket });
  };
const lock = (mode: 'compliance' | 'governance', days: number): Make =>
  own({ objectLockDefaultRetention: s3.ObjectLockRetention[mode](Duration.days(days)) });
const kept = (days: number): Make => of({ noncurrentVersionExpiration: Duration.days(days) });
const expiring = (...rules: s3.LifecycleRule[]): Make => own({ lifecycleRules: rules });
const replicated = (Status: string) => ({
  ReplicationConfiguration: { Role: 'role', Rules: [{ Status, Destination: { Bucket: 'arn:aws:s3:::copies', Account: '999999999999' } }] },
});
const vendor =
  (accountId: (stack: Stack) => string): Make =>
  (stack) =>
    archive(stack, { access: VendorAccess.vendorRole({ accountId: accountId(stack), externalId: EXTERNAL_ID }) });
const byParameter = (value: string) => vendor((stack) => new CfnParameter(stack, 'Account', { default: value }).valueAsString);
const byMapping = (value: string) =>
  vendor((stack) =>
    new CfnMapping(stack, 'Accounts', { mapping: { of: { vendor: value, other: '123456789012' } } }).findInMap('of', 'vendor'),
  );
const decided = (a: string): Make => attached((made, stack) => [when(stack, made.user?.userName, Fn.conditionEquals(a, 'b'))]);
const withPolicy =
  (name: string, isOfAws = false): Make =>
  (stack) => {
    const policy = isOfAws
      ? iam.ManagedPolicy.fromAwsManagedPolicyName(name)
      : iam.ManagedPolicy.fromManagedPolicyName(stack, 'Policy', name);
    (archive(stack).user as iam.User).addManagedPolicy(policy);
  };
const assigned =
  (set: string): Make =>
  (stack) => {
    const { policy } = archive(stack);
    const CustomerManagedPolicyReferences = [{ Name: policy.managedPolicyName }];
    const properties = { Name: 'set', InstanceArn: 'i', CustomerManagedPolicyReferences };
    const made = new CfnResource(stack, 'Set', { type: 'AWS::SSO::PermissionSet', properties });
    const PermissionSetArn = set === 'Set' ? made.getAtt('PermissionSetArn') : set;
    const target = { PrincipalType: 'GROUP', PrincipalId: 'everyone', TargetId: ENV.account };
    set && new CfnResource(stack, 'To', { type: 'AWS::SSO::Assignment', properties: { PermissionSetArn, ...target } });
  };
const conditions =
  (Condition: object, Effect = 'Allow'): Make =>
  (stack) => {
    const users = [archive(stack).user?.userName ?? ''];
    const Statement = [{ Effect, Action: 'sqs:SendMessage', Resource: '*', Condition }];
    new iam.CfnManagedPolicy(stack, 'More', { users, policyDocument: { Statement } });
  };
const until = (date: string) => conditions({ DateLessThan: { 'aws:CurrentTime': date } });
const repository =
  (days: number): Make =>
  (stack) =>
    new veeam.VeeamM365Repository(stack, 'R', { immutability: true, maximumRetention: Duration.days(days) });
const readBy =
  (arn: string): Make =>
  (stack) => {
    const bucket = new s3.Bucket(stack, 'Bucket', { enforceSSL: true });
    const Statement = [{ Effect: 'Allow', Principal: { AWS: arn }, Action: 's3:GetObject', Resource: bucket.arnForObjects('*') }];
    new velero.VeleroBackupLocation(stack, 'V', { bucket });
    (bucket.policy?.node.defaultChild as s3.CfnBucketPolicy).addPropertyOverride('PolicyDocument.Statement.1', Statement[0]);
  };
const EU = 'Stage1/Logs/Archive';

test.each<[string, Make, Make, RegExp]>([
  ...Object.entries(BY_NAME).map(([name, by]): [string, Make, Make, RegExp] => [
    name,
    existing(by),
    existing(by, 'sqs:*'),
    /allowed: sqs:\* on \* \(Stack\/Archive\/Policy, statement More\)/,
  ]),
  [
    'the trust of a role that is imported',
    trusting(new iam.AccountPrincipal('444455556666')),
    trusting(new iam.AnyPrincipal()),
    /for everyone/,
  ],
  [
    'a name in two accounts',
    twice(ACCOUNTS, limited(['192.0.2.0/24']), limited(['192.0.2.0/24'])),
    twice(ACCOUNTS, {}, limited(['192.0.2.0/24'])),
    new RegExp(`user ${EU}/User: no longer denied`),
  ],
  [
    'a stack in two regions',
    twice([{}, { region: 'us-east-1' }]),
    twice([{}, { region: 'us-east-1' }], { versioned: false }),
    new RegExp(`bucket ${EU}`),
  ],
  ['a role in two accounts', roleIn(true), roleIn(true, true), /role Integration \(arn:aws:iam::222233334444:.*now allowed: sqs:\*/],
  ['a user, perhaps', of({}), attached((made, stack) => [when(stack, made.user?.userName)]), /allowed: sqs:\* on \*, if When: \(a is b\)/],
  ['a list, perhaps', of({}), attached((made, stack) => when(stack, [made.user?.userName])), /allowed: sqs:\*/],
  ['a part of an ARN', of({}), attached((made) => [Fn.select(1, Fn.split('/', made.user?.userArn ?? ''))]), /allowed: sqs:\* on \* \(/],
  ['in a group, perhaps', inGroup(false), inGroup(true), /allowed: sqs:\*.*if When/],
  ['what was decided otherwise', decided('c'), decided('b'), /allowed: sqs:\*/],
  ['a default', byParameter('444455556666'), byParameter('999999999999'), /by default 999999999999\)\}:root/],
  ['a mapping', byMapping('444455556666'), byMapping('999999999999'), /for arn:aws:iam::999999999999:root/],
  ['a shorter lock', lock('governance', 30), lock('governance', 2), /no longer true: new versions are locked for 30 days in GOVERNANCE/],
  ['another mode', lock('compliance', 2), lock('governance', 30), /no longer true: new versions are locked for 2 days in COMPLIANCE/],
  ['old versions end sooner', kept(30), kept(3), /now true: old versions are deleted after 3 days/],
  ['objects end', own({}), expiring({ expiration: Duration.days(1), prefix: 'a/' }), /objects \(Prefix a\/\) are deleted after 1 day/],
  [
    'an ACL',
    own({}),
    own({ objectOwnership: s3.ObjectOwnership.OBJECT_WRITER }, { AccessControl: 'AuthenticatedRead' }),
    /its ACL is AuthenticatedRead/,
  ],
  ['a replica', own({}), own({}, replicated('Enabled')), /replicated to arn:aws:s3:::copies of account 999999999999/],
  ['a hidden policy is gone', withPolicy('Limits'), of({}), /no longer has arn:.*policy\/Limits, which may deny something/],
  ['an assignment', assigned(''), assigned('Set'), /handed to group everyone in account 111122223333/],
  ['a later date', until('2026-12-01T00:00:00Z'), until('2027-12-01T00:00:00Z'), /allowed: sqs:SendMessage/],
  ['a longer retention', repository(30), repository(300), /no longer denied/],
  ['another account', readBy('222233334444'), readBy('arn:aws:iam::222233334445:root'), /allowed: s3:GetObject/],
])('wider: %s', (_, before, after, says) => {
  const { wider } = comparison(before, after);
  expect(wider.map(({ of: whom, what }) => `${whom}: ${what}`).filter((one) => says.test(one))).not.toEqual([]);
  expect(comparison(after, after)).toEqual({ wider: [], narrower: [] });
});

test.each<[string, Make, Make]>([
  ['a network for one of two accounts', twice(ACCOUNTS), twice(ACCOUNTS, limited(['192.0.2.0/24']))],
  ['one of two roles has less', roleIn(true, true), roleIn(false, true)],
  ['another user, perhaps', of({}), attached((_, stack) => [when(stack, 'somebody')])],
  ['a longer and harder lock', lock('governance', 2), lock('compliance', 30)],
  ['old versions stay longer', kept(3), kept(30)],
  [
    'a rule for a part of what ended',
    expiring({ noncurrentVersionExpiration: Duration.days(2) }),
    expiring({ prefix: 'a/', noncurrentVersionExpiration: Duration.days(3) }),
  ],
  ['a rule that is off', own({}), expiring({ expiration: Duration.days(1), prefix: 'a/', enabled: false })],
  ['a replica that is off', own({}), own({}, replicated('Disabled'))],
  ['a policy of AWS is gone', withPolicy('ReadOnlyAccess', true), of({})],
  ['an assignment of another set', assigned(''), assigned('arn:aws:sso:::permissionSet/other')],
  ['an earlier date', until('2027-12-01T00:00:00Z'), until('2026-12-01T00:00:00Z')],
  ['a shorter retention', repository(300), repository(30)],
  ['an account in the other words', readBy('222233334444'), readBy('arn:aws:iam::222233334444:root')],
  ['encryption twice', own({ encryption: s3.BucketEncryption.KMS }), own({ encryption: s3.BucketEncryption.DSSE })],
  ['TLS 1.3', own({ minimumTLSVersion: 1.2 }), own({ minimumTLSVersion: 1.3 })],
])('not wider: %s', (_, before, after) => {
  expect(comparison(before, after).wider).toEqual([]);
});

test.each([
  'DenyOtherNetworks',
  'VeleroRevokedSessions',
  'LogzioArchiveObjects',
])('a statement of the app is not of the library by its Sid: %s', (sid) => {
  const { added, statements } = access((stack) => {
    archive(stack, { usage: logzio.LogzioUsage.RESTORE }).policy.addStatements(
      new iam.PolicyStatement({ sid, actions: ['sqs:*'], resources: ['*'] }),
    );
  });
  expect([added, statements.filter((one) => one.sid === sid)]).toEqual([[expect.objectContaining({ policy: 'Stack/Archive/Policy' })], []]);
});

const denying =
  (statement: object, { bucketName, named }: { readonly bucketName?: string; readonly named?: string } = {}): Make =>
  (stack) => {
    new CfnParameter(stack, 'Name', { allowedPattern: '[a-z-]+' });
    const bucket = new s3.Bucket(stack, 'Bucket', { versioned: true, bucketName });
    const one = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [bucket.bucketArn, bucket.arnForObjects('*')], ...statement };
    new s3.CfnBucketPolicy(stack, 'Policy', { bucket: named ?? bucket.bucketName, policyDocument: { Statement: [one] } });
    new cloudberry.CloudBerryBackupUser(stack, 'Backup', { bucket });
  };
const PLAIN = { Bool: { 'aws:SecureTransport': 'false' } };
const NAME = Fn.ref('Name');
const TLS = 'requests without TLS are refused';
const CUSTOMER = 'encrypted with a customer managed key (KMS)';

test.each<[string, Make, string, boolean]>([
  ['in other words', denying({ Condition: { Bool: { 'AWS:securetransport': [false] } } }), TLS, true],
  ['for one user', denying({ Principal: { AWS: 'arn:aws:iam::111122223333:user/one' }, Condition: PLAIN }), TLS, false],
  ['for one action', denying({ Action: 's3:PutObject', Condition: PLAIN }), TLS, false],
  ['in some cases', denying({ Condition: { ...PLAIN, StringEquals: { 'aws:PrincipalTag/a': 'b' } } }), TLS, false],
  ['TLS 1.3', own({ minimumTLSVersion: 1.3 }), 'TLS before 1.2 is refused', true],
  ['TLS 1.1', own({ minimumTLSVersion: 1.1 }), 'TLS before 1.2 is refused', false],
  ['a name by a parameter', denying({ Condition: PLAIN }, { bucketName: NAME, named: NAME }), TLS, true],
  ['another name by a parameter', denying({ Condition: PLAIN }, { bucketName: NAME, named: `${NAME}-2` }), TLS, false],
  ['a key of AWS', own({ encryption: s3.BucketEncryption.KMS_MANAGED }), CUSTOMER, false],
  ['twice', (stack) => own({ encryption: s3.BucketEncryption.DSSE, encryptionKey: new kms.Key(stack, 'Key') })(stack), CUSTOMER, true],
])('the bucket: %s', (_, make, name, has) => {
  const [{ protections }] = access(make).buckets;
  expect(protections[name]).toBe(has);
});

const granted =
  (resource: string, ...actions: string[]): Make =>
  (stack) =>
    archive(stack).user?.addToPrincipalPolicy(new iam.PolicyStatement({ actions, resources: [resource] }));
const IAM = 'create keys, users or rights in IAM';
const SESSIONS = 'use credentials that they issue with the key (sts:GetSessionToken), even after the key is deleted';
const snapshots =
  (user: (stack: Stack) => iam.IUser, volumeSnapshots: boolean): Make =>
  (stack) =>
    new velero.VeleroBackupLocation(stack, 'V', { access: VendorAccess.existingUser(user(stack)), volumeSnapshots });

test.each<[string, Make, string, string]>([
  ['TLS 1.3', own({ minimumTLSVersion: 1.3 }), 'read objects of the bucket', 'yes'],
  ['a group', granted('*', 'iam:PutGroupPolicy'), IAM, 'yes'],
  ['a role', granted('arn:aws:iam::*:role/a', 'iam:UpdateAssumeRolePolicy'), IAM, 'in part'],
  ['a look at a group', granted('*', 'iam:GetGroupPolicy'), IAM, 'no'],
  ['a role of another account', granted('arn:aws:iam::999999999999:role/a', 'sts:AssumeRole'), 'become another role', 'in part'],
  [
    'a secret of another region',
    granted('arn:aws:secretsmanager:us-east-1:111122223333:secret:a', 'secretsmanager:*'),
    'read secrets',
    'in part',
  ],
  [
    'a key of another region',
    granted('arn:aws:kms:us-east-1:111122223333:key/*', 'kms:Decrypt'),
    'decrypt with another KMS key',
    'in part',
  ],
  ['sessions elsewhere', snapshots((stack) => new iam.User(stack, 'User'), true), SESSIONS, 'in part'],
  ['sessions on the bucket', snapshots((stack) => new iam.User(stack, 'User'), false), SESSIONS, 'no'],
  ['sessions of a user who may have more', snapshots((stack) => iam.User.fromUserName(stack, 'User', 'a'), false), SESSIONS, 'not known'],
])('a thief: %s', (_, make, does, can) => {
  expect(access(make).thief.find((one) => one.does === does)?.can).toBe(can);
});

test('what is said of old versions and locks is what the bucket does', () => {
  const only = (make: Make, does: string) =>
    access(make)
      .thief.find((one) => one.does === does)
      ?.only.join();
  expect(only(kept(2), 'overwrite objects')).toBe('the old version is kept; old versions are deleted after 2 days');
  const years = { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Years: 2 } } } };
  const versions = only(own({ objectLockEnabled: true }, years), 'delete versions for good');
  expect(versions).toContain('at least 730 days in COMPLIANCE mode');
});
