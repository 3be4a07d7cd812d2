import { CfnOutput, CfnParameter, CfnResource, Duration, type Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import fc from 'fast-check';
import { AccessKeys, ConnectionTest, cloudberry, datadog, logzio, VendorAccess } from '../../../src';
import { compare } from '../../../src/core/private/explain/compare';
import type { Report } from '../../../src/core/private/explain/report';
import { evaluate } from '../../../src/core/private/policy/evaluate';
import { ACCOUNT } from '../../util';
import { applyingKeys } from '../policy/differential';
import { KEYS } from '../policy/keys';
import { type Case, cases, type Document, type Statement } from '../policy/shapes';
import { comparison } from './apps';

type Make = (stack: Stack) => unknown;
const { ARCHIVE, RESTORE } = logzio.LogzioUsage;
const archive = (stack: Stack, props: logzio.LogzioArchiveBucketProps = {}) => new logzio.LogzioArchiveBucket(stack, 'Archive', props);
const of =
  (props: logzio.LogzioArchiveBucketProps): Make =>
  (stack) =>
    archive(stack, props);
const ONE = 'arn:aws:s3:::another/*';
const extended =
  (actions: string[], conditions?: object): Make =>
  (stack) =>
    archive(stack).policy.addStatements(
      new iam.PolicyStatement({ sid: 'More', actions, resources: [ONE], conditions: conditions as never }),
    );
const role =
  (externalId?: string, maxSessionDuration?: Duration): Make =>
  (stack) => {
    const accountId = datadog.DatadogAccount.ofSite(datadog.DatadogSite.US1);
    new datadog.DatadogLogArchive(stack, 'Archive', {
      access: VendorAccess.pendingVendorRole({ accountId, externalId, maxSessionDuration }),
    });
  };
const boundary =
  (...actions: string[]): Make =>
  (stack) => {
    const statements = [new iam.PolicyStatement({ actions, resources: ['*'] })];
    archive(stack, { access: VendorAccess.iamUser({ permissionsBoundary: new iam.ManagedPolicy(stack, 'Boundary', { statements }) }) });
  };
const hiddenBoundary =
  (name: string): Make =>
  (stack) => {
    const permissionsBoundary = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', name);
    archive(stack, { access: VendorAccess.iamUser({ permissionsBoundary }) });
  };
const from = (...addresses: string[]): Make => of({ access: VendorAccess.iamUser({ onlyFrom: { addresses } }) });
const secret =
  (change: (secret: secretsmanager.Secret, stack: Stack) => unknown): Make =>
  (stack) =>
    change(archive(stack).secret as secretsmanager.Secret, stack);
const user =
  (change: (user: iam.User, stack: Stack) => unknown): Make =>
  (stack) =>
    change(archive(stack).user as iam.User, stack);
const inGroup =
  (...users: string[]): Make =>
  (stack) => {
    archive(stack, { access: VendorAccess.iamUser({ groupName: 'logzio' }) });
    new iam.CfnUserToGroupAddition(stack, 'Added', { groupName: 'logzio', users });
  };
const inSet =
  (nameOf: (made: logzio.LogzioArchiveBucket) => string, listOf = (one: unknown): unknown => [one]): Make =>
  (stack) => {
    const set = new CfnResource(stack, 'Set', { type: 'AWS::SSO::PermissionSet', properties: { Name: 'set', InstanceArn: 'i' } });
    set.addPropertyOverride('CustomerManagedPolicyReferences', listOf({ Name: nameOf(archive(stack)) }));
  };
const perhaps = (one: unknown) => ({ 'Fn::If': ['Some', one, { Ref: 'AWS::NoValue' }] });
const keyed =
  (change: (key: kms.Key) => unknown): Make =>
  (stack) => {
    const encryptionKey = new kms.Key(stack, 'Key');
    archive(stack, { encryptionKey });
    change(encryptionKey);
  };
const secretKey =
  (isThere: boolean): Make =>
  (stack) => {
    const key = new kms.Key(stack, 'Key');
    archive(stack, { access: VendorAccess.iamUser({ secretEncryptionKey: isThere ? key : undefined }) });
  };
const reader = (stack: Stack) => new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });
const principals = [new iam.AccountPrincipal('999999999999')];
const STRANGER = new iam.PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: ['*'], principals });
const KEY_STRANGER = new iam.PolicyStatement({ actions: ['kms:*'], resources: ['*'], principals });

test.each<[string, Make, Make, RegExp]>([
  [
    'a usage',
    of({ usage: ARCHIVE }),
    of({}),
    /now allowed: s3:ListBucket on .*LogzioRestoreList: finds the archived files of the time range to restore\)/,
  ],
  ['a thief can read', of({ usage: ARCHIVE }), of({}), /now possible for a thief: to read objects/],
  [
    'an option',
    of({}),
    of({ objectAcl: true }),
    /now allowed: s3:PutObjectAcl on .*if .*StringEquals s3:x-amz-acl .*LogzioObjectAcl: AWS requires it if an upload has an ACL/,
  ],
  [
    'sessions',
    of({}),
    of({ access: VendorAccess.iamUser({ allowSessionTokens: true }) }),
    /no longer denied: not \["kms:\*"\]|no longer denied: not "kms:\*"/,
  ],
  ['versions', of({}), of({ versioned: false }), /bucket Stack\/Archive\/Bucket: no longer true: old versions are kept/],
  ['power search', of({}), of({ powerSearch: true }), /bucket .*now allowed: s3:ListBucket for arn:aws:iam::406095609952:user/],
  [
    'what the app adds',
    of({}),
    extended(['s3:GetObject']),
    /now allowed: s3:GetObject on arn:aws:s3:::another\/\* \(Stack\/Archive\/Policy, statement More\)/,
  ],
  [
    'a condition is gone',
    extended(['s3:GetObject'], { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
    extended(['s3:GetObject']),
    /now allowed/,
  ],
  ['a wider action', extended(['s3:GetObject']), extended(['s3:Get*']), /now allowed: s3:Get\*/],
  ['a boundary is gone', boundary('s3:Get*'), of({}), /now allowed: \* on \* \(no permissions boundary\)/],
  ['a boundary is wider', boundary('s3:Get*'), boundary('s3:*'), /now allowed: s3:\* on \* \(Stack\/Boundary/],
  ['a role is opened', role(), role('example'), /now allowed: sts:AssumeRole for arn:aws:iam::\d+:root/],
  ['a wider network', from('203.0.113.0/24'), from('203.0.112.0/23'), /no longer denied: .*203\.0\.113\.0\/24/],
  ['another network', from('203.0.113.0/24'), from('198.51.100.0/24'), /no longer denied/],
  [
    'a policy of the secret',
    of({}),
    secret((one) => one.addToResourcePolicy(STRANGER)),
    /secret .*now allowed: .*GetSecretValue for .*9999/,
  ],
  [
    'a replica',
    of({}),
    secret((one) => one.addReplicaRegion('us-east-1')),
    /secret Stack\/Archive\/Secret: now is replicated to us-east-1/,
  ],
  ['a reader', of({}), secret((one, stack) => one.grantRead(reader(stack))), /secret .*now allowed: .*GetSecretValue for Stack\/Reader/],
  [
    'a reader of every secret',
    of({}),
    secret((_, stack) => reader(stack).addToPolicy(new iam.PolicyStatement({ notActions: ['s3:*'], resources: ['*'] }))),
    /secret .*now allowed: secretsmanager:GetSecretValue for Stack\/Reader/,
  ],
  ['a connection test', of({}), of({ connectionTest: ConnectionTest.atDeployment() }), /GetSecretValue for .*ConnectionTest\/Role/],
  [
    'a copy of the key',
    of({}),
    secret((one, stack) => new CfnOutput(stack, 'Copy', { value: one.secretValueFromJson('secretAccessKey').unsafeUnwrap() })),
    /secret .*: now is copied into output Stack\/Copy/,
  ],
  ['another access key', of({}), user((one, stack) => new iam.AccessKey(stack, 'Mine', { user: one })), /now has access key Stack\/Mine/],
  [
    'a key policy',
    keyed(() => {}),
    keyed((key) => key.addToResourcePolicy(KEY_STRANGER)),
    /key Stack\/Key: now allowed: kms:\* for .*9999/,
  ],
  ['a key of the secret', secretKey(true), secretKey(false), /secret .*: no longer is encrypted with Stack\/Key/],
  ['a member of the group', of({}), inGroup('bob'), /user bob: now there, for Logz.io/],
  ['a permission set with the policy', of({}), inSet((made) => made.policy.managedPolicyName), /role Stack\/Set: now there, for Logz.io/],
  [
    'one that the deployment decides',
    of({}),
    inSet(
      (made) => made.policy.managedPolicyName,
      (one) => perhaps([null, perhaps(one)]),
    ),
    /role Stack\/Set: now there/,
  ],
  ['a longer session', role('example'), role('example', Duration.hours(12)), /role .*: now has sessions of 43200 seconds/],
  ['a new principal', (stack) => new kms.Key(stack, 'Key'), of({}), /user Stack\/Archive\/User: now there, for Logz.io/],
])('wider: %s; the other way round it is narrower', (_, before, after, says) => {
  const shown = ({ of: whom, what }: { of: string; what: string }) => `${whom}: ${what}`;
  const [there, back] = [comparison(before, after), comparison(after, before)];
  expect(there.wider.map(shown).filter((one) => says.test(one))).not.toEqual([]);
  const swapped = there.wider.map((one) => ({
    ...one,
    what: one.what.replace(/^(now|no longer)/, (when) => (when === 'now' ? 'no longer' : 'now')),
  }));
  expect(back.narrower).toEqual(swapped);
});

test.each<[string, Make, Make]>([
  ['the same app', of({}), of({})],
  ['fewer actions', of({}), of({ usage: RESTORE })],
  ['an action of a wildcard', extended(['s3:Get*']), extended(['s3:GetObject', 's3:getObjectVersion'])],
  ['one more condition', extended(['s3:GetObject']), extended(['s3:GetObject'], { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })],
  ['a boundary', of({}), boundary('s3:*')],
  ['a boundary that the app does not show', of({}), hiddenBoundary('limits')],
  ['a smaller network', from('203.0.112.0/23', '2001:db8::/32'), from('203.0.113.0/24', '2001:db8::/48')],
  ['a network', of({}), from('203.0.113.0/24')],
  ['a new key', of({}), of({ access: VendorAccess.iamUser({ accessKeys: AccessKeys.rotatingTo(2) }) })],
  ['a key of the secret', secretKey(false), secretKey(true)],
  ['a reader of another secret', of({}), secret((_, stack) => new secretsmanager.Secret(stack, 'Mine').grantRead(reader(stack)))],
  ['a permission set with another policy', of({}), inSet(() => 'another')],
  [
    'a permission set with another policy, perhaps',
    of({}),
    inSet(
      () => 'another',
      (one) => [null, perhaps(one), 'odd'],
    ),
  ],
  ['a shorter session', role('example', Duration.hours(2)), role('example')],
  ['a role is closed', role('example'), role()],
])('not wider: %s', (_, before, after) => {
  expect(comparison(before, after).wider).toEqual([]);
});

const withBucket =
  (
    props: logzio.LogzioArchiveBucketProps,
    change: (bucket: s3.Bucket, stack: Stack, made: logzio.LogzioArchiveBucket) => void = () => {},
  ): Make =>
  (stack) => {
    const made = archive(stack, props);
    change(made.bucket as s3.Bucket, stack, made);
  };
const letIn = (bucket: s3.Bucket, who: iam.IPrincipal) =>
  bucket.addToResourcePolicy(new iam.PolicyStatement({ principals: [who], actions: ['s3:Get*'], resources: [bucket.arnForObjects('*')] }));
const DELETION = (bucket: s3.Bucket) =>
  bucket.addToResourcePolicy(
    new iam.PolicyStatement({
      ...{ effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions: ['s3:DeleteBucket'], resources: [bucket.bucketArn] },
    }),
  );
const NAMED = { bucketName: 'acme-logs' };
const CALLED = { access: VendorAccess.iamUser({ userName: 'shipper', path: '/vendors/' }) };
const letReader =
  (roleName?: string): Make =>
  (stack) =>
    letIn(archive(stack).bucket as s3.Bucket, new iam.Role(stack, 'Reader', { roleName, assumedBy: new iam.AccountRootPrincipal() }));
const letElsewhere =
  (bucketName?: string): Make =>
  (stack) =>
    letIn(new s3.Bucket(stack, 'Other', { bucketName, enforceSSL: true }), archive(stack).user as iam.User);
const letUser = (props: logzio.LogzioArchiveBucketProps) => withBucket(props, (bucket, _, made) => letIn(bucket, made.user as iam.User));
const letLiteral = (props: logzio.LogzioArchiveBucketProps) =>
  withBucket(props, (bucket) => letIn(bucket, new iam.ArnPrincipal(`arn:aws:iam::${ACCOUNT}:user/vendors/shipper`)));

test.each<[string, Make, Make, string[], string[]]>([
  ['a bucket', withBucket({}), withBucket(NAMED), [], []],
  ['a bucket, from one name to another', withBucket({ bucketName: 'old-logs' }), withBucket(NAMED), [], []],
  [
    'a bucket whose policy denies less',
    withBucket({}, DELETION),
    withBucket(NAMED),
    [`no longer denied: s3:DeleteBucket for everyone on \${Stack/Archive/Bucket.Arn} (bucket policy, statement 3)`],
    [],
  ],
  ['a user in the policy of the bucket', letUser({}), letUser(CALLED), [], []],
  ['a role in the policy of the bucket', letReader(), letReader('readers'), [], []],
  ['another bucket that lets the user in', letElsewhere(), letElsewhere('other-logs'), [], []],
  [
    'a user with the name of one that the policy let in',
    letLiteral({}),
    letUser(CALLED),
    [`now allowed: s3:Get* for \${Stack/Archive/User.Arn} on arn:aws:s3:::\${Stack/Archive/Bucket}/* (bucket policy, statement 3)`],
    [
      `no longer allowed: s3:Get* for arn:aws:iam::${ACCOUNT}:user/vendors/shipper on arn:aws:s3:::\${Stack/Archive/Bucket}/* (bucket policy, statement 3)`,
    ],
  ],
])('a new name is no new policy: %s', (_, before, after, wider, narrower) => {
  const { narrower: less, wider: more } = comparison(before, after);
  const elsewhere = (all: typeof more) => all.map(({ what }) => what).filter((what) => !what.includes('(Stack/Archive/Policy,'));
  expect([elsewhere(more), elsewhere(less)]).toEqual([wider, narrower]);
});

test('whoever may use a bucket with a new name may use another one', () => {
  const { wider } = comparison(withBucket({}), withBucket(NAMED));
  expect(wider.map(({ what }) => what)).toContainEqual(expect.stringMatching(/^now allowed: s3:GetObject on arn:aws:s3:::acme-logs\/\*/));
});

const restore =
  (placement?: (stack: Stack, vpc: ec2.Vpc) => Partial<cloudberry.CloudBerryRestorePlacement>): Make =>
  (stack) => {
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0 });
    const securityGroups = [new ec2.SecurityGroup(stack, 'Group', { vpc })];
    new cloudberry.CloudBerryEc2Restore(stack, 'Restore', {
      bucket: new s3.Bucket(stack, 'Images', { enforceSSL: true }),
      importRole: cloudberry.VmImportRole.existing(),
      placement: placement && { subnets: vpc.isolatedSubnets, securityGroups, ...placement(stack, vpc) },
    });
  };
const subnetOf = (id: (stack: Stack) => string) => restore((stack) => ({ subnets: [ec2.Subnet.fromSubnetId(stack, 'Mine', id(stack))] }));
const launched = (before: Make, after: Make) =>
  comparison(before, after)
    .wider.map(({ what }) => /ec2:RunInstances on (\S*:(?:subnet|security-group)\/\S*)/.exec(what)?.[1])
    .filter((arn) => arn !== undefined);

test.each<[string, Make, Make, string[]]>([
  ['the app makes', restore(), restore(() => ({})), []],
  ['the app makes, one less', restore(() => ({})), restore((_, { isolatedSubnets }) => ({ subnets: isolatedSubnets.slice(1) })), []],
  [
    'another account may share',
    restore(),
    subnetOf(() => 'subnet-0123456789abcdef0'),
    ['arn:aws:ec2:eu-west-1:*:subnet/subnet-0123456789abcdef0'],
  ],
  [
    'a parameter gives',
    restore(),
    subnetOf((stack) => new CfnParameter(stack, 'Given', { type: 'AWS::EC2::Subnet::Id' }).valueAsString),
    [`arn:aws:ec2:eu-west-1:*:subnet/\${Stack/Given}`],
  ],
])('a placement in what %s', (_, before, after, wider) => {
  expect(launched(before, after)).toEqual(wider);
});

const IN_PART = /for a thief.*: to (read|list|write|overwrite)/;
const thief = (changes: readonly { what: string }[]) => changes.map(({ what }) => what).filter((what) => IN_PART.test(what));

test.each<[string, Make]>([
  ['a boundary that the app does not show', hiddenBoundary('limits')],
  ['a network', from('203.0.113.0/24')],
])('what is left in part is not called impossible: %s', (_, limited) => {
  const [there, back] = [comparison(of({}), limited), comparison(limited, of({}))];
  expect(thief(there.narrower)).toContain('now only in part possible for a thief: to read objects of the bucket');
  expect(thief(there.narrower).filter((what) => !what.startsWith('now only in part'))).toEqual([]);
  expect(thief(back.wider)).toContain('now possible for a thief, before only in part: to read objects of the bucket');
});

test('a second bucket is what is new: what was possible on the first one is named as before', () => {
  const backup = (stack: Stack) => new cloudberry.CloudBerryBackupUser(stack, 'Backup');
  const [there, back] = [backup, (stack: Stack) => void backup(stack).addBucket(new s3.Bucket(stack, 'Second', { enforceSSL: true }))].map(
    (make, at, all) => comparison(make, all[1 - at]),
  );
  expect(there.wider.map(({ what }) => what).filter((what) => !/Second/.test(what))).toEqual([]);
  expect(thief(there.wider)).toContain('now possible for a thief: to read objects of the bucket (Stack/Second)');
  expect([there.narrower, back.wider]).toEqual([[], []]);
});

test('what is left to nobody is no longer possible', () => {
  const { narrower } = comparison(of({}), of({ usage: ARCHIVE }));
  expect(thief(narrower)).toContain('no longer possible for a thief: to read objects of the bucket');
});

const report = (document: Document): Report => ({
  accesses: [{ ...EMPTY, policies: [{ path: 'policy', kind: 'identity', document }] }],
});
const EMPTY = {
  ...({ kind: 'user', name: 'user', arn: '', products: [], trust: [], statements: [], leftOut: [], differs: [] } as const),
  ...{ added: [], uses: [], stopped: [], thief: [], buckets: [], keys: [], words: [] },
  credentials: { accessKeys: [], password: false, secrets: [], handed: [] },
};

const GET = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::backups/*' };
const when = (operator: string, values: string | string[]) => ({ ...GET, Condition: { [operator]: { 'aws:SourceVpc': values } } });

test.each<[string, Statement, Statement]>([
  ['a `?` does not stand for a `*`', { ...GET, Resource: 'arn:aws:s3:::backup?/*' }, { ...GET, Resource: 'arn:aws:s3:::backup*/*' }],
  ['an exclusion that lists less', when('StringNotEquals', ['a', 'b']), when('StringNotEquals', 'a')],
  ['a condition that lists more', when('StringEquals', 'a'), when('StringEquals', ['a', 'b'])],
  ['another operator', when('StringEquals', 'a'), when('StringLike', 'a')],
  ['what was denied is allowed', { ...GET, Effect: 'Deny' }, GET],
  [
    'an exclusion that lists less actions',
    { ...GET, Action: [], NotAction: ['s3:Put*', 's3:Delete*'] },
    { ...GET, Action: [], NotAction: 's3:Put*' },
  ],
])('wider: %s', (_, before, after) => {
  const compared = (one: Statement, other: Statement) =>
    compare(...([one, other].map((Statement) => report({ Version: '', Statement: [Statement] })) as [Report, Report])).wider.length;
  expect(compared(before, after)).toBeGreaterThan(0);
  expect([compared(before, before), compared(after, after)]).toEqual([0, 0]);
});

/** What is made of a statement: something narrower, equal, wider or unrelated. */
type Way = 'keep' | 'drop' | 'condition' | 'narrow' | 'deny' | 'other' | 'open' | 'any';
const WAYS: Way[] = ['keep', 'drop', 'condition', 'narrow', 'deny', 'other', 'open', 'any'];

function changed(statement: Statement, way: Way, { action }: Case, other: Statement): Statement[] {
  const { Action, Condition, NotAction, ...rest } = statement;
  switch (way) {
    case 'drop':
      return [];
    case 'condition':
      return [{ ...statement, Condition: { ...(Condition as object), ...(other.Condition as object) } }];
    case 'narrow':
      return [{ ...rest, Condition, Action: action }];
    case 'deny':
      return [statement, { ...other, Effect: 'Deny' }];
    case 'open':
      return [{ ...rest, ...(Action ? { Action } : { NotAction }) }];
    case 'any':
      return [{ ...statement, Resource: '*', NotResource: undefined }];
    default:
      return [way === 'keep' ? statement : other];
  }
}

test('random policies: what is not called wider allows no request that was denied', async () => {
  const drawn = cases(await applyingKeys(), Object.keys(KEYS));
  const counts = { narrower: 0, wider: 0, allowed: 0 };
  const statementsOf = ({ policies }: Case) =>
    Object.values(policies).flatMap((documents) => documents.flatMap(({ Statement }) => Statement));
  const identityOf = (one: Case) => statementsOf(one).filter((statement) => !('Principal' in statement || 'NotPrincipal' in statement));
  const allowsAll = ({ Action, Condition, Effect, Resource }: Statement) =>
    Effect === 'Allow' && Action === '*' && Resource === '*' && Condition === undefined; // nothing could be wider
  const document = (Statement: Statement[]): Document => ({ Version: '2012-10-17', Statement });
  fc.assert(
    fc.property(drawn, drawn, fc.array(fc.constantFrom(...WAYS), { minLength: 4, maxLength: 4 }), (one, two, ways) => {
      const others = [...identityOf(two), { Effect: 'Allow', Action: 's3:*', Resource: '*' }];
      const before = identityOf(one).filter((statement) => !allowsAll(statement));
      const after = before.flatMap((statement, at) => changed(statement, ways[at % ways.length], one, others[at % others.length]));
      const { wider } = compare(report(document(before)), report(document(after)));
      const [was, is] = [before, after].map((statements) => {
        const lacking = Object.keys(KEYS).filter((key) => !(key in one.context));
        const context = { ...Object.fromEntries(lacking.map((key) => [key, null])), ...one.context };
        const principal = { ...one.principal, type: 'User' as const };
        return evaluate(
          { ...one, principal, context, account: one.principal.account },
          { identity: [{ origin: 'policy', document: document(statements) }] },
        ).effect;
      });
      counts[wider.length > 0 ? 'wider' : 'narrower']++;
      counts.allowed += wider.length === 0 && is === 'allowed' ? 1 : 0;
      if (wider.length === 0 && is === 'allowed' && was === 'denied') {
        throw new Error(`allowed now:\n${JSON.stringify([before, after], undefined, 1)}`);
      }
    }),
    { numRuns: 800, seed: 1 },
  );
  expect(counts.narrower).toBeGreaterThan(150);
  expect(counts.wider).toBeGreaterThan(100);
  expect(counts.allowed).toBeGreaterThan(50);
});
