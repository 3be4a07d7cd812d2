import { App, Aws, CfnParameter, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AccessKeys, logzio, VendorAccess, type VendorRoleAccessOptions } from '../../src';
import { ACCOUNT, errorOf, newStack, synthErrorOf, warningsOf } from '../util';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from './cases';

// Each test is named after what the user did wrong. Props are wrong at once; settings of a bucket and changes by others show when the app is synthesized.

const PREFERRED = { enforceSSL: true, objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED };
const make = (stack: Stack, props?: logzio.LogzioArchiveBucketProps) => new logzio.LogzioArchiveBucket(stack, 'Archive', props);
const withRole = (change: Partial<VendorRoleAccessOptions>) => () =>
  make(newStack(), { access: VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID, ...change }) });

describe('the trust of a role', () => {
  test.each<[string, Partial<VendorRoleAccessOptions>, string]>([
    [
      'an account id of 11 digits',
      { accountId: '12345678901' },
      'accountId: got "12345678901"; allowed: the vendor\'s AWS account id, 12 digits. Copy it',
    ],
    ['no account id', { accountId: undefined }, 'accountId: got nothing'],
    [
      'the own account',
      { accountId: ACCOUNT },
      `accountId: got "${ACCOUNT}"; allowed: the vendor's account. This is the account of this stack`,
    ],
    ['no external id', { externalId: undefined }, 'externalId: got nothing; allowed: 2 to 1,224 of letters'],
    ['an empty external id', { externalId: '' }, 'externalId: got ""'],
    ['an external id of one character', { externalId: 'x' }, 'externalId: got "x"'],
    ['an external id of 1,225 characters', { externalId: 'x'.repeat(1225) }, 'externalId: got "xxx'],
    [
      'the placeholder of the page',
      { externalId: 'logzio:aws:extid:<YOUR_EXTERNAL_ID>' },
      'externalId: got "logzio:aws:extid:<YOUR_EXTERNAL_ID>"',
    ],
    ['an external id with a blank', { externalId: 'my id' }, 'externalId: got "my id"'],
    ['an external id with a line end', { externalId: `${EXTERNAL_ID}\n` }, 'externalId: got "logzio:aws:extid:example0nktixxe8q\\n"'],
    [
      'the prefix twice, with a capital',
      { externalId: 'Logzio:aws:extid:logzio:aws:extid:abc' },
      "allowed: the prefix 'logzio:aws:extid:' once",
    ],
    [
      'the prefix twice',
      { externalId: `logzio:aws:extid:${EXTERNAL_ID}` },
      "allowed: the prefix 'logzio:aws:extid:' once. The id in Logz.io's console",
    ],
    [
      'the id that everybody had in 2023',
      { externalId: 'Logzio:aws:extid:7d420c4cccf77013384751185ac12722' },
      'allowed: the external id of your own Logz.io account',
    ],
    [
      'a session of half an hour',
      { maxSessionDuration: Duration.minutes(30) },
      'access.maxSessionDuration: got 30 minutes; allowed: 1 to 12 hours',
    ],
    ['a session of 13 hours', { maxSessionDuration: Duration.hours(13) }, 'access.maxSessionDuration: got 13 hours'],
  ])('%s is refused', (_, change, message) => {
    expect(errorOf(withRole(change))).toContain(message);
  });
});

test('the prefix twice in the external id of a role that fetches is refused', () => {
  const stack = newStack();
  const access = VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: `logzio:aws:extid:${EXTERNAL_ID}` });
  const fetch = () => new logzio.LogzioS3Fetcher(stack, 'Fetcher', { access, bucket: new s3.Bucket(stack, 'Logs', { enforceSSL: true }) });
  expect(errorOf(fetch)).toMatch(/^Cannot create LogzioS3Fetcher 'Stack\/Fetcher'.*access.externalId: got .*'logzio:aws:extid:' once/s);
});

test('the own account, as a token, is refused', () => {
  expect(errorOf(withRole({ accountId: Aws.ACCOUNT_ID }))).toContain("allowed: the vendor's account");
});

describe('access', () => {
  const inStack = (what: (stack: Stack) => VendorAccess, env?: { account: string; region: string } | null) => {
    const stack = newStack(env);
    return errorOf(() => make(stack, { access: what(stack) }));
  };
  const foreign = 'arn:aws:iam::999999999999';

  test('a role of another account is refused', () => {
    const message = inStack((stack) => VendorAccess.existingRole(iam.Role.fromRoleArn(stack, 'Role', `${foreign}:role/admin`)));
    expect(message).toContain(
      'access.role: got "a principal of account 999999999999"; allowed: an IAM user, group, role or managed policy',
    );
  });

  test('a user of another account is refused', () => {
    const message = inStack((stack) => VendorAccess.existingUser(iam.User.fromUserArn(stack, 'User', `${foreign}:user/admin`)));
    expect(message).toContain('access.user: got "a principal of account 999999999999"');
  });

  test('a role that was imported as immutable is refused', () => {
    const arn = `arn:aws:iam::${ACCOUNT}:role/mine`;
    expect(inStack((stack) => VendorAccess.existingRole(iam.Role.fromRoleArn(stack, 'Role', arn, { mutable: false })))).toContain(
      'CDK must not change',
    );
  });

  test('a role withoutPolicyUpdates() is refused by the name that it has', () => {
    const message = inStack((stack) =>
      VendorAccess.existingRole(new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }).withoutPolicyUpdates()),
    );
    expect(message).toMatch(/got "role 'Stack.Role' without policy updates".*Pass the role itself/);
  });

  const unknown = (stack: Stack, advice: string) =>
    expect(warningsOf(stack)).toContainEqual(expect.stringMatching(`${advice} \\[ack: cdk-vendor-access:core.principalAccountUnknown]`));
  const later = `arn:aws:iam::${Fn.importValue('account')}`;

  test.each<[string, string, Stack, string]>([
    ['no account', foreign, newStack(null), 'Set env on the stack\\.'],
    ['an account', later, newStack(), 'Import the principal with its account id\\.'],
  ])('a principal whose account cannot be compared with a stack that has %s gives a warning', (_, arn, stack, advice) => {
    make(stack, { access: VendorAccess.existingRole(iam.Role.fromRoleArn(stack, 'Role', `${arn}:role/admin`)) });
    unknown(stack, advice);
  });

  test.each<[string, (stack: Stack) => unknown]>([
    ['a user', (stack) => make(stack, { access: VendorAccess.existingUser(iam.User.fromUserArn(stack, 'U', `${foreign}:user/x`)) })],
    [
      'a grant',
      (stack) =>
        logzio.LogzioBucketGrants.fromBucket(new s3.Bucket(stack, 'B')).restore(iam.User.fromUserArn(stack, 'U', `${foreign}:user/x`)),
    ],
  ])('the same for %s', (_, use) => {
    const stack = newStack(null);
    use(stack);
    unknown(stack, 'Set env on the stack\\.');
  });

  test('imported users and roles of the own account are taken', () => {
    const stack = newStack();
    new logzio.LogzioArchiveBucket(stack, 'A', { access: VendorAccess.existingRole(iam.Role.fromRoleName(stack, 'Role', 'mine')) });
    new logzio.LogzioArchiveBucket(stack, 'B', { access: VendorAccess.existingUser(iam.User.fromUserName(stack, 'User', 'mine')) });
    expect(warningsOf(stack)).toEqual(Array(2).fill(expect.stringMatching(/core.principalUnchecked/)));
  });

  test('a role that is made late, looked up later or made by somebody else is taken', () => {
    const stack = newStack();
    iam.Role.customizeRoles(stack, { usePrecreatedRoles: { 'Stack/C/Role': 'precreated' } });
    const lazy = new iam.LazyRole(stack, 'Lazy', { assumedBy: new iam.AccountRootPrincipal() });
    new logzio.LogzioArchiveBucket(stack, 'A', { access: VendorAccess.existingRole(lazy) });
    new logzio.LogzioArchiveBucket(stack, 'B', {
      access: VendorAccess.existingRole(iam.Role.fromLookup(stack, 'Role', { roleName: 'mine' })),
    });
    const access = VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID });
    new logzio.LogzioArchiveBucket(stack, 'C', { access }).addSetupOutputs();
    const unchecked = expect.stringMatching(/core.principalUnchecked/);
    expect(warningsOf(stack)).toEqual([unchecked, unchecked]); // of the one that is looked up, and the one that exists
  });

  test('names that IAM and Secrets Manager refuse are refused, all at once', () => {
    const access = VendorAccess.iamUser({ userName: 'log archive', secretName: 'a b' });
    const message = errorOf(() => make(newStack(), { access }));
    expect(message).toContain('1. access.userName: got "log archive"; allowed: 1 to 64 of letters, digits and _+=,.@-.');
    expect(message).toContain('2. access.secretName: got "a b"; allowed: 1 to 512 of letters, digits and /_+=.@-.');
    expect(errorOf(withRole({ roleName: 'x'.repeat(65) }))).toContain('roleName: got "xxx');
  });

  test.each([0, -1, 1.5, Number.NaN])('access key number %p is refused', (serial) => {
    expect(errorOf(() => AccessKeys.single(serial))).toContain('serial: got');
  });

  test('a user in more than ten groups is refused', () => {
    const stack = newStack();
    const { user } = make(stack);
    for (let index = 1; index <= 10; index++) {
      user?.addToGroup(new iam.Group(stack, `Group${index}`));
    }
    expect(synthErrorOf(stack)).toContain("user 'Stack/Archive/User': got \"11 groups\"; allowed: 10 groups (IAM's quota)");
  });
});

describe('grants', () => {
  const restore = (grantee: (stack: Stack) => iam.IGrantable) => {
    const stack = newStack();
    const grants = logzio.LogzioBucketGrants.fromBucket(new s3.Bucket(stack, 'Bucket'));
    return errorOf(() => grants.restore(grantee(stack)));
  };
  test.each<[string, (stack: Stack) => iam.IGrantable, string]>([
    ['a service', () => new iam.ServicePrincipal('ec2.amazonaws.com'), 'got "ServicePrincipal, which takes no permissions"'],
    ['anybody', () => new iam.AnyPrincipal(), 'got "AnyPrincipal, which takes no permissions"'],
    ['the root of the account', () => new iam.AccountRootPrincipal(), 'got "AccountRootPrincipal, which takes no permissions"'],
    ['an ARN', () => new iam.ArnPrincipal(`arn:aws:iam::${ACCOUNT}:role/x`), 'got "ArnPrincipal, which takes no permissions"'],
    ['another account', () => new iam.AccountPrincipal('999999999999'), 'got "a principal of account 999999999999"'],
    ['a role of another account', (stack) => iam.Role.fromRoleArn(stack, 'R', 'arn:aws:iam::999999999999:role/x'), 'account 999999999999'],
    ['a role of another partition', (stack) => iam.Role.fromRoleArn(stack, 'R', `arn:aws-cn:iam::${ACCOUNT}:role/x`), "partition 'aws'"],
    [
      'the role of a service',
      (stack) => iam.Role.fromRoleName(stack, 'R', 'aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot'),
      'which only AWS can change',
    ],
    [
      'an immutable role',
      (stack) => iam.Role.fromRoleArn(stack, 'R', `arn:aws:iam::${ACCOUNT}:role/x`, { mutable: false }),
      'must not change',
    ],
    ['an unknown principal', (stack) => new iam.UnknownPrincipal({ resource: stack }), 'without its role'],
    [
      'a function that is imported by its ARN',
      (stack) => lambda.Function.fromFunctionArn(stack, 'F', 'arn:aws:lambda:eu-west-1:111122223333:function:f'),
      'without its role',
    ],
  ])('to %s are refused', (_, grantee, message) => {
    expect(restore(grantee)).toContain(message);
    expect(restore(grantee)).toContain('LogzioBucketGrants.restore failed');
  });
});

test('a grant to a role of the account that its own stack is deployed to is taken, wherever the bucket is', () => {
  const app = new App();
  const there = new Stack(app, 'There', { env: { account: '999999999999', region: 'eu-west-1' } });
  const bucket = new s3.Bucket(there, 'Bucket', { bucketName: 'example-bucket' });
  const here = new Stack(app, 'Here', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  const role = new iam.Role(here, 'Role', { roleName: 'mine', assumedBy: new iam.AccountRootPrincipal() });
  expect(logzio.LogzioBucketGrants.fromBucket(bucket).restore(role).success).toBe(true);
});

describe('a bucket of the own', () => {
  const own = (bucket: s3.BucketProps, props?: logzio.LogzioArchiveBucketProps) => {
    const stack = newStack();
    make(stack, { bucket: new s3.Bucket(stack, 'Mine', { enforceSSL: true, ...bucket }), ...props });
    return stack;
  };

  test('together with settings of a new one is refused, all settings at once', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Mine', PREFERRED);
    const message = errorOf(() => make(stack, { bucket, bucketName: 'mine', versioned: true, removalPolicy: RemovalPolicy.DESTROY }));
    expect(message).toContain("Cannot create LogzioArchiveBucket 'Stack/Archive':");
    expect(message).toContain('1. bucketName: got "mine"; allowed: only without \'bucket\'.');
    expect(message).toContain('2. removalPolicy: got "destroy"');
    expect(message).toContain('3. versioned: got true');
    expect(stack.node.tryFindChild('Archive')).toBeUndefined();
  });

  test('without ACLs is refused', () => {
    expect(synthErrorOf(own({}))).toMatch(/bucket 'Stack\/Mine': got "ACLs disabled .*BUCKET_OWNER_PREFERRED.*https:\/\/docs.logz.io/);
    expect(synthErrorOf(own({ objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED }))).toContain('ACLs disabled');
  });

  test.each([
    s3.StorageClass.GLACIER,
    s3.StorageClass.DEEP_ARCHIVE,
  ])('that moves objects to %s is refused if they are to be restored', (storageClass) => {
    const lifecycleRules = [{ id: 'cold', transitions: [{ storageClass, transitionAfter: Duration.days(90) }] }];
    expect(synthErrorOf(own({ ...PREFERRED, lifecycleRules }))).toContain(`got "lifecycle rule 'cold' moves objects to ${storageClass}"`);
    const archiveOnly = own({ ...PREFERRED, lifecycleRules }, { usage: logzio.LogzioUsage.ARCHIVE });
    expect(warningsOf(archiveOnly)).toEqual([expect.stringContaining('[ack: cdk-vendor-access:logzio.notRestorable]')]);
  });

  test('with archive tiers is refused', () => {
    const intelligentTieringConfigurations = [{ name: 'cold', archiveAccessTierTime: Duration.days(90) }];
    expect(synthErrorOf(own({ ...PREFERRED, intelligentTieringConfigurations }))).toContain('Intelligent-Tiering configuration');
  });

  test('with storage classes that can be read at once is taken', () => {
    const transitions = [{ storageClass: s3.StorageClass.INFREQUENT_ACCESS, transitionAfter: Duration.days(30) }];
    expect(
      warningsOf(own({ ...PREFERRED, lifecycleRules: [{ transitions }, { noncurrentVersionExpiration: Duration.days(90) }] })),
    ).toEqual([]);
  });

  test("that expires 'logzio-verified' is refused", () => {
    expect(synthErrorOf(own({ ...PREFERRED, lifecycleRules: [{ id: 'old', expiration: Duration.days(365) }] }))).toContain(
      "got \"lifecycle rule 'old' expires 'logzio-verified'\"",
    );
    expect(synthErrorOf(own({ ...PREFERRED, lifecycleRules: [{ prefix: 'logzio', expiration: Duration.days(365) }] }))).toContain(
      "lifecycle rule on 'logzio' expires 'logzio-verified'",
    );
  });

  test('that expires other objects gives a warning', () => {
    const stack = own({ ...PREFERRED, lifecycleRules: [{ prefix: '2020', expiration: Duration.days(365) }] });
    expect(warningsOf(stack)).toEqual([expect.stringContaining('[ack: cdk-vendor-access:logzio.objectsExpire]')]);
  });

  test('with default retention is refused', () => {
    const objectLockDefaultRetention = s3.ObjectLockRetention.governance(Duration.days(7));
    expect(synthErrorOf(own({ ...PREFERRED, objectLockDefaultRetention }))).toContain('got "default retention');
  });

  test('with a key that CDK does not know of is refused', () => {
    const stack = own(PREFERRED);
    const l1 = stack.node.findChild('Mine').node.defaultChild as s3.CfnBucket;
    const kmsMasterKeyId = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/x`;
    l1.bucketEncryption = {
      serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId } }],
    };
    expect(synthErrorOf(stack)).toContain('got "encryption with key');
  });

  test('that locks the vendor out by network gives a warning', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Mine', PREFERRED);
    const conditions = { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } };
    const deny = {
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['s3:*'],
      resources: [bucket.bucketArn],
      conditions,
    };
    bucket.addToResourcePolicy(new iam.PolicyStatement(deny));
    make(stack, { bucket });
    expect(warningsOf(stack)).toEqual([expect.stringContaining('[ack: cdk-vendor-access:core.bucketDeniesByNetwork]')]);
  });

  test('that is imported gives a warning with what it needs', () => {
    const stack = newStack();
    make(stack, { bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'example-bucket') });
    const [warning, ...others] = warningsOf(stack);
    expect(warning).toContain('[ack: cdk-vendor-access:core.bucketUnchecked]');
    expect(warning).toContain('ACLs enabled: object ownership BucketOwnerPreferred');
    expect(others).toEqual([]);
  });

  test('of another account gives a warning, and an output with the policy for its owner', () => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Mine', { bucketName: 'example-bucket', account: '999999999999' });
    const archive = make(stack, { bucket });
    archive.addSetupOutputs();
    expect(warningsOf(stack)).toEqual(
      expect.arrayContaining([expect.stringContaining('[ack: cdk-vendor-access:core.bucketOfAnotherAccount]')]),
    );
    expect(JSON.stringify(stack.resolve((archive.node.findChild('SetupBucketPolicy') as unknown as { value: unknown }).value))).toContain(
      's3:PutObject',
    );
  });

  test('with two archives in it is refused', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Mine', PREFERRED);
    new logzio.LogzioArchiveBucket(stack, 'First', { bucket });
    new logzio.LogzioArchiveBucket(stack, 'Second', { bucket });
    expect(synthErrorOf(stack)).toContain('got "archiving by Logz.io by \'Stack/First\' too"; allowed: one');
  });

  test('imported twice, with an archive in each import, is refused', () => {
    const stack = newStack();
    new logzio.LogzioArchiveBucket(stack, 'First', { bucket: s3.Bucket.fromBucketName(stack, 'A', 'example-bucket') });
    new logzio.LogzioArchiveBucket(stack, 'Second', { bucket: s3.Bucket.fromBucketName(stack, 'B', 'example-bucket') });
    expect(synthErrorOf(stack)).toContain("archiving by Logz.io by 'Stack/First' too");
  });

  test('imported into two stacks, with an archive in each, is refused', () => {
    const app = new App();
    const [first, second] = ['First', 'Second'].map((id) => {
      const stack = new Stack(app, id, { env: { account: ACCOUNT, region: 'eu-west-1' } });
      make(stack, { bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'example-bucket') });
      return stack;
    });
    expect(first.node.findChild('Archive').node.validate()).toEqual([]);
    expect(second.node.findChild('Archive').node.validate()).toEqual([expect.stringContaining("by 'First/Archive' too")]);
  });

  test('that has the same place in two stacks, but is another one, is taken', () => {
    const app = new App();
    for (const id of ['First', 'Second']) {
      make(new Stack(app, id, { env: { account: ACCOUNT, region: 'eu-west-1' } }));
    }
    expect(() => app.synth()).not.toThrow();
  });

  test('named by a parameter of the same name in two stacks is taken', () => {
    const app = new App();
    for (const id of ['First', 'Second']) {
      const stack = new Stack(app, id);
      make(stack, {
        bucket: s3.Bucket.fromBucketName(stack, 'Mine', new CfnParameter(stack, 'Name', { allowedPattern: '[a-z0-9.-]+' }).valueAsString),
      });
    }
    expect(() => app.synth()).not.toThrow();
  });

  test('shared by one that archives and one that restores is taken', () => {
    const stack = newStack();
    const { bucket } = new logzio.LogzioArchiveBucket(stack, 'Write', { usage: logzio.LogzioUsage.ARCHIVE });
    new logzio.LogzioArchiveBucket(stack, 'Read', { bucket, usage: logzio.LogzioUsage.RESTORE });
    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('a new bucket', () => {
  test('with a name that S3 refuses is refused together with every other mistake', () => {
    const access = VendorAccess.vendorRole({ accountId: '1', externalId: '' });
    const message = errorOf(() => make(newStack(), { bucketName: 'My_Bucket', access }));
    expect(message).toContain('1. bucketName: got "My_Bucket"; allowed: 3 to 63 lower-case letters, digits, dots and hyphens.');
    expect(message).toContain('2. access.accountId');
    expect(message).toContain('3. access.externalId');
  });

  const anyKey = (stack: Stack) => kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/x`);
  const ofAlias = ['aliasTargetKey', (_: Stack, alias: kms.IAlias) => alias.aliasTargetKey] as const;
  const byArn = ['Key.fromKeyArn', anyKey] as const;
  const lookedUp = [
    'Key.fromLookup',
    (stack: Stack, { aliasName }: kms.IAlias) => kms.Key.fromLookup(stack, 'LookedUp', { aliasName }),
  ] as const;

  test.each<[string, readonly [string, (stack: Stack, alias: kms.IAlias) => kms.IKey], (stack: Stack) => kms.IAlias]>([
    ['that is made', ofAlias, (stack) => new kms.Alias(stack, 'Alias', { aliasName: 'alias/mine', targetKey: anyKey(stack) })],
    [
      'that is imported with its key',
      ofAlias,
      (stack) => kms.Alias.fromAliasAttributes(stack, 'Alias', { aliasName: 'alias/mine', aliasTargetKey: anyKey(stack) }),
    ],
    ['that is imported by name', lookedUp, (stack) => kms.Alias.fromAliasName(stack, 'Alias', 'alias/mine')],
    ['that is imported by name', byArn, (stack) => kms.Alias.fromAliasName(stack, 'Alias', 'alias/mine')],
  ])('with an alias %s in the place of a key is refused, and the advice can be followed', (_, [advice, follow], importOrMake) => {
    const stack = newStack();
    const alias = importOrMake(stack);
    const message = errorOf(() => make(stack, { encryptionKey: alias }));
    expect(message).toContain('encryptionKey: got "an alias (Stack/Alias)"; allowed: a key.');
    expect(message).toContain(advice);
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Mine', { bucketName: 'example-bucket', encryptionKey: alias });
    expect(errorOf(() => make(stack, { bucket }))).toContain('bucket.encryptionKey: got "an alias (Stack/Alias)"');
    make(stack, { encryptionKey: follow(stack, alias) });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('to restore only, with ACLs for what is written, is refused', () => {
    const props = { usage: logzio.LogzioUsage.RESTORE, objectAcl: true };
    expect(errorOf(() => make(newStack(), props))).toContain('objectAcl: got true; allowed: not with RESTORE.');
  });

  test('with a key that becomes asymmetric is refused', () => {
    const stack = newStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    make(stack, { encryptionKey });
    (encryptionKey.node.defaultChild as kms.CfnKey).addPropertyOverride('KeySpec', 'RSA_2048');
    expect(synthErrorOf(stack)).toContain('got "key spec RSA_2048"; allowed: SYMMETRIC_DEFAULT');
  });

  test('with a log bucket that has Object Lock is refused', () => {
    const stack = newStack();
    const locked = new s3.Bucket(stack, 'Logs', { objectLockEnabled: true });
    expect(errorOf(() => make(stack, { serverAccessLogsBucket: locked }))).toContain(
      "serverAccessLogsBucket: got 'Stack/Logs', which has Object Lock; allowed: a bucket without Object Lock. Create a bucket for",
    );
    const serverAccessLogsBucket = new s3.Bucket(stack, 'Later');
    make(stack, { serverAccessLogsBucket });
    (serverAccessLogsBucket.node.defaultChild as s3.CfnBucket).objectLockEnabled = true;
    expect(synthErrorOf(stack)).toContain("serverAccessLogsBucket: got 'Stack/Later', which has Object Lock");
  });
});

describe('power search', () => {
  test('in another partition is refused', () => {
    const stack = newStack({ account: ACCOUNT, region: 'cn-north-1' });
    expect(errorOf(() => make(stack, { powerSearch: true }))).toContain(
      'powerSearch: got "a stack in partition aws-cn"; allowed: partition aws',
    );
  });

  test('on an imported bucket is refused, with the statements that its owner can add', () => {
    const stack = newStack();
    const message = errorOf(() => make(stack, { powerSearch: true, bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'example-bucket') }));
    expect(message).toContain('powerSearch: got "imported bucket Stack/Mine"; allowed: a bucket of this app.');
    expect(message).toContain('"Principal":{"AWS":"arn:aws:iam::406095609952:user/search-archive-restore-user"}');
    expect(message).toContain('"Action":"s3:ListBucket"');
  });

  test('on a bucket with the AWS managed key is refused', () => {
    const stack = newStack();
    make(stack, { powerSearch: true, bucket: new s3.Bucket(stack, 'Mine', { ...PREFERRED, encryption: s3.BucketEncryption.KMS_MANAGED }) });
    expect(synthErrorOf(stack)).toContain('got "encryption with the AWS managed key aws/s3"');
  });

  test('with a customer managed key gives a warning', () => {
    const stack = newStack();
    make(stack, { powerSearch: true, encryptionKey: new kms.Key(stack, 'Key') });
    expect(warningsOf(stack)).toEqual([expect.stringContaining('[ack: cdk-vendor-access:logzio.powerSearchKey]')]);
  });
});
