import { App, Aspects, CfnParameter, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { cloudberry, VendorAccess } from '../../src';
import { ACCOUNT, errorOf, newStack, synthErrorOf, warningsOf } from '../util';
import { PROVIDER_ID, placed, restore, VENDOR_ACCOUNT } from './cases';

// Each test is named after what the user did wrong. Props are wrong at once; settings of a bucket and changes by others show when the app is synthesized.

const { CloudBerryProtection: Protection, VmImportRole } = cloudberry;
const backup = (stack: Stack, props?: cloudberry.CloudBerryBackupUserProps) => new cloudberry.CloudBerryBackupUser(stack, 'Backup', props);
const managed = (stack: Stack, props?: cloudberry.CloudBerryManagedBackupProps) =>
  new cloudberry.CloudBerryManagedBackup(stack, 'Provider', props);
const vendorRole = () => VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: PROVIDER_ID });

describe('a protection is refused with', () => {
  const lock = (options: cloudberry.CloudBerryObjectLockOptions) =>
    errorOf(() => backup(newStack(), { protection: Protection.objectLock(options) }));

  test('neither a retention nor GFS', () => {
    expect(lock({})).toContain('defaultRetention: got nothing; allowed: a retention of the bucket, or gfs: true');
  });

  test.each([Duration.hours(36), Duration.days(0), Duration.days(36_501)])('a retention of %s', (defaultRetention) => {
    expect(lock({ defaultRetention })).toContain('protection.defaultRetention: got ');
  });

  test.each([1, 36_500])('(not with one of %d days)', (days) => {
    backup(newStack(), { protection: Protection.objectLock({ defaultRetention: Duration.days(days) }) });
  });

  test('a mode and no retention', () => {
    expect(lock({ gfs: true, mode: s3.ObjectLockMode.COMPLIANCE })).toContain(
      'mode: got "COMPLIANCE"; allowed: only with defaultRetention',
    );
  });

  test('a retention for a bucket of the user', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Mine', { objectLockEnabled: true });
    const protection = Protection.objectLock({ defaultRetention: Duration.days(30) });
    expect(errorOf(() => backup(stack, { bucket, protection }))).toContain(
      "allowed: only without 'bucket'. Set objectLockDefaultRetention",
    );
  });

  const limit = { maximumRetention: Duration.days(60) };
  const limited = Protection.objectLock({ gfs: true, ...limit });
  const imported = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Theirs', 'example-bucket');
  test.each<[string, string, () => unknown]>([
    ['a limit, though the agent locks nothing', 'only with gfs: true', () => lock({ defaultRetention: Duration.days(30), ...limit })],
    [
      'a limit below the retention of the bucket',
      'at least the defaultRetention, 90 days',
      () => lock({ gfs: true, defaultRetention: Duration.days(90), ...limit }),
    ],
    [
      'a limit on an imported bucket',
      '"NumericGreaterThan":{"s3:object-lock-remaining-retention-days":60}',
      () => {
        const stack = newStack();
        return errorOf(() => backup(stack, { bucket: imported(stack), protection: limited }));
      },
    ],
    [
      'a limit on an imported bucket that is added',
      'protection.maximumRetention: got "imported bucket Stack/Theirs"; allowed: a bucket of this app',
      () => {
        const made = backup(newStack(), { protection: limited });
        return errorOf(() => made.addBucket(imported(Stack.of(made))));
      },
    ],
    [
      'a limit in a grant',
      'protection.maximumRetention: got 60 days; allowed: not with a grant',
      () => {
        const stack = newStack();
        const grants = cloudberry.CloudBerryBucketGrants.fromBucket(new s3.Bucket(stack, 'Mine'));
        return errorOf(() => grants.backup(new iam.Group(stack, 'Group'), { protection: limited }));
      },
    ],
  ])('%s', (_, message, run) => {
    expect(run()).toContain(message);
  });

  test('two limits on one bucket', () => {
    const made = backup(newStack(), { protection: limited });
    const protection = Protection.objectLock({ gfs: true, maximumRetention: Duration.days(90) });
    new cloudberry.CloudBerryBackupUser(Stack.of(made), 'Second', { bucket: made.bucket, protection });
    expect(synthErrorOf(Stack.of(made))).toContain('limits of 60 and 90 days');
  });

  test('lifecycle rules of the product, though deletes are to be recoverable', () => {
    const protection = Protection.recoverableDeletes();
    expect(errorOf(() => backup(newStack(), { protection, manageLifecycle: true }))).toContain(
      'manageLifecycle: got true; allowed: not with recoverableDeletes()',
    );
  });

  test.each([Protection.recoverableDeletes(), undefined])('a lock of the agent, without Object Lock', (protection) => {
    expect(errorOf(() => backup(newStack(), { protection, lockManagedByAgent: true }))).toContain(
      'lockManagedByAgent: got true; allowed: only with objectLock()',
    );
  });
});

describe('a bucket of the user is refused', () => {
  const check = (bucket: s3.BucketProps, props: cloudberry.CloudBerryBackupUserProps) => {
    const stack = newStack();
    backup(stack, { bucket: new s3.Bucket(stack, 'Mine', bucket), ...props });
    return synthErrorOf(stack);
  };

  test('without versions, for recoverable deletes', () => {
    expect(check({}, { protection: Protection.recoverableDeletes() })).toContain(
      `bucket 'Stack/Mine': got "versioning off"; allowed: versioning, because of recoverableDeletes()`,
    );
  });

  test('without Object Lock, for a retention', () => {
    expect(check({ versioned: true }, { protection: Protection.objectLock({ gfs: true }) })).toContain(
      'got "no Object Lock"; allowed: Object Lock, because of objectLock()',
    );
  });

  test('with an Object Lock that locks nothing', () => {
    expect(check({ objectLockEnabled: true }, { protection: Protection.objectLock({}) })).toContain(
      'got "Object Lock without a default retention"',
    );
  });

  test('that is added though it is there already', () => {
    const made = backup(newStack());
    expect(errorOf(() => made.addBucket(made.bucket))).toContain(
      'bucket: got "Stack/Backup/Bucket"; allowed: a bucket that this user does not yet have',
    );
    const imported = () => s3.Bucket.fromBucketName(made, `Imported${made.node.children.length}`, 'example-bucket');
    made.addBucket(imported());
    expect(errorOf(() => made.addBucket(imported()))).toContain('a bucket that this user does not yet have');
    const others = {
      'by its ARN': (stack: Stack) => s3.Bucket.fromBucketArn(stack, 'ByArn', 'arn:aws:s3:::example-bucket'),
      'by the name of the new one': (stack: Stack) => s3.Bucket.fromBucketName(stack, 'ByName', made.bucket.bucketName),
    };
    for (const other of Object.values(others)) {
      expect(errorOf(() => made.addBucket(other(Stack.of(made))))).toContain('a bucket that this user does not yet have');
    }
  });

  test('(not for one that another stack calls the same)', () => {
    const stack = newStack();
    const bucket = (of: Stack) => new s3.Bucket(of, 'Mine', { versioned: true });
    const made = backup(stack, { bucket: bucket(stack) });
    made.addBucket(bucket(new Stack(stack.node.root as App, 'Other', { env: { account: ACCOUNT, region: 'eu-west-1' } })));
  });

  test('that is the eleventh', () => {
    const stack = newStack();
    const made = backup(stack);
    const add = (name: string) => made.addBucket(s3.Bucket.fromBucketName(stack, name, name));
    for (let number = 2; number <= 10; number++) {
      add(`bucket-${number}`);
    }
    expect(errorOf(() => add('bucket-11'))).toContain('bucket: got "the 11th"; allowed: 10 buckets for a user');
    expect(made.node.tryFindChild('Policy11')).toBeUndefined();
  });

  test('together with settings of a new one', () => {
    const stack = newStack();
    const message = errorOf(() => backup(stack, { bucket: new s3.Bucket(stack, 'Mine'), objectAcls: true, bucketName: 'mine' }));
    expect(message).toContain("objectAcls: got true; allowed: only without 'bucket'");
    expect(message).toContain('bucketName: got "mine"; allowed: only without \'bucket\'');
  });
});

test('a role for the agent does not compile, and in plain JavaScript is not a user', () => {
  // @ts-expect-error the agent takes an access key
  const props: cloudberry.CloudBerryBackupUserProps = { access: vendorRole() };
  expect(errorOf(() => backup(newStack(), props))).toContain(
    'access: got IAM role of VendorAccess.vendorRole; allowed: VendorAccess.iamUser, VendorAccess.existingUser',
  );
});

describe('managed backup is refused with', () => {
  test('federation asked of a role', () => {
    expect(errorOf(() => managed(newStack(), { access: vendorRole(), federation: true }))).toContain(
      'federation: got true; allowed: with a user. Omit it',
    );
  });

  test.each(['a', 'x'.repeat(33), 'customer a', 'customer/a', 'kunde-ä'])('the name %s for a session', (name) => {
    expect(errorOf(() => managed(newStack()).addSessionPolicyOutput(name, 'MBS-a'))).toContain(
      `name: got ${JSON.stringify(name)}; allowed: 2 to 32 of letters`,
    );
  });

  test('a session policy that is too large', () => {
    expect(errorOf(() => managed(newStack()).sessionPolicyForPrefix('x'.repeat(600)))).toMatch(
      /allowed: a session policy of 2048 characters; this is up to \d{4}/,
    );
  });

  test('a session policy that is too large because of blanks, which STS counts', () => {
    expect(errorOf(() => managed(newStack()).sessionPolicyForPrefix(`a${' '.repeat(600)}b`))).toMatch(
      /allowed: a session policy of 2048 characters; this is up to \d{4}/,
    );
  });

  test('two session policies under one name', () => {
    const provider = managed(newStack());
    provider.addSessionPolicyOutput('customer-a', 'MBS-a');
    expect(errorOf(() => provider.addSessionPolicyOutput('customer-a', 'MBS-b'))).toContain(
      'name: got "customer-a"; allowed: a name that has no output yet',
    );
  });

  test('a customer outside of its own prefix', () => {
    const provider = managed(newStack(), { prefix: 'MBS' });
    expect(errorOf(() => provider.sessionPolicyForPrefix('MBS2/a'))).toContain("allowed: a path below 'MBS/', the prefix of the construct");
    expect(errorOf(() => provider.sessionPolicyForPrefix('MBS'))).toContain("allowed: a path below 'MBS/'");
  });

  const calls: Record<string, (provider: cloudberry.CloudBerryManagedBackup) => unknown> = {
    'a path within that of another': (provider) => provider.addSessionPolicyOutput('customer-b', 'MBS/a/b'),
    'a path around that of another': (provider) => provider.addSessionPolicyOutput('customer-b', 'MBS/'),
    'the path of another': (provider) => provider.addSessionPolicyOutput('customer-b', 'MBS/a/'),
    'a path within it, without an output': (provider) => provider.sessionPolicyForPrefix('MBS/a/b'),
    'a path within it, by another provider on the bucket': ({ bucket, node: { scope } }) =>
      new cloudberry.CloudBerryManagedBackup(scope as Stack, 'Another', { bucket }).sessionPolicyForPrefix('MBS/a/b'),
  };
  test.each(Object.entries(calls))('customers that overlap: %s', (_, call) => {
    const provider = managed(newStack());
    provider.addSessionPolicyOutput('customer-a', 'MBS/a');
    expect(errorOf(() => call(provider))).toContain("a path that is neither inside nor above 'MBS/a' of 'customer-a'");
  });

  test('(not with customers beside each other, or one that is asked for again)', () => {
    const provider = managed(newStack(), { protection: Protection.recoverableDeletes() });
    for (const [name, prefix] of Object.entries({ a: 'MBS/a', ab: 'MBS/ab', b: 'MBS/b' })) {
      provider.addSessionPolicyOutput(`customer-${name}`, prefix);
      provider.sessionPolicyForPrefix(prefix);
      provider.sessionPolicyForPrefix(`${prefix}/`);
    }
    expect(warningsOf(Stack.of(provider))).toEqual([]);
  });
});

describe('a restore is refused with', () => {
  const refused = (props: (stack: Stack) => Partial<cloudberry.CloudBerryEc2RestoreProps>) => {
    const stack = newStack();
    return errorOf(() => restore(stack, props(stack)));
  };

  test.each(['', '*', 'vmie', 'arn:aws:iam::111122223333:root'])('%p as the service that assumes the role', (servicePrincipal) => {
    expect(refused(() => ({ importRole: VmImportRole.create({ servicePrincipal }) }))).toContain(
      `importRole.servicePrincipal: got ${JSON.stringify(servicePrincipal)}; allowed: the name of a service`,
    );
  });

  test.each([
    '',
    'nobody',
    'a@b',
    '*@example.com',
    'a b@example.com',
    '$' + '{x}@example.com',
    'a;b@example.com',
    'ä@example.com',
  ])('the address %p for mail', (mailFrom) => {
    expect(refused(() => ({ mailFrom }))).toContain(`mailFrom: got ${JSON.stringify(mailFrom)}; allowed: an address`);
  });

  test.each(['', '*', 'Frankfurt', 'eu-west'])('the region %p', (region) => {
    expect(refused(() => ({ region }))).toContain(`region: got ${JSON.stringify(region)}; allowed: a region`);
  });

  test('(not that of another partition)', () => {
    const stack = newStack({ account: ACCOUNT, region: 'eusc-de-east-1' });
    restore(stack);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('a placement that names no place', () => {
    const message = refused(() => ({ placement: { subnets: [], securityGroups: [] } }));
    expect(message).toMatch(/placement.subnets: got \[\]; allowed: at least one[\s\S]*placement.securityGroups: got \[\]/);
  });

  test('a placement in another region than is restored to', () => {
    const message = refused((stack) => {
      const vpc = new ec2.Vpc(stack, 'Vpc');
      return {
        region: 'us-east-1',
        placement: { subnets: vpc.privateSubnets, securityGroups: [new ec2.SecurityGroup(stack, 'G', { vpc })] },
      };
    });
    expect(message).toContain('placement.subnets[0]: got "\'Stack/Vpc/PrivateSubnet1\' in eu-west-1"; allowed: one in us-east-1.');
    expect(message).toContain('placement.securityGroups[0]: got "\'Stack/G\' in eu-west-1"');
  });

  test('a placement whose groups are in none of the VPCs of its subnets', () => {
    const placed = (groupsIn: readonly string[]) => (stack: Stack) => {
      const vpcs = Object.fromEntries(['A', 'B'].map((id) => [id, new ec2.Vpc(stack, id, { maxAzs: 1 })]));
      const securityGroups = groupsIn.map((id) => new ec2.SecurityGroup(vpcs[id], 'G', { vpc: vpcs[id] }));
      return { placement: { subnets: vpcs.A.privateSubnets, securityGroups } };
    };
    expect(refused(placed(['B']))).toMatch(/[^.]placement\.securityGroups: got "'Stack\/B\/G' in other VPCs than the subnets"/);
    const stack = newStack();
    restore(stack, placed(['A', 'B'])(stack));
    expect(warningsOf(stack)).toEqual([]);
  });

  test('(not what is imported: CDK does not know where it is)', () => {
    const stack = newStack();
    restore(stack, { region: 'us-east-1', placement: placed(stack, 'subnet-1', 'sg-1', 'mine') });
    expect(warningsOf(stack)).toEqual([expect.stringMatching(/core.bucketOfAnotherRegion/)]); // of the bucket alone
  });

  test('a placement that no policy can hold', () => {
    const stack = newStack();
    const subnets = Array.from({ length: 40 }, (_, index) =>
      ec2.Subnet.fromSubnetAttributes(stack, `S${index}`, { subnetId: `subnet-${index}`, routeTableId: 'rtb-1' }),
    );
    restore(stack, { placement: { subnets, securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'G', 'sg-1')] } });
    expect(synthErrorOf(stack)).toMatch(
      /CloudBerryRestoreLaunch \d{4}, DenySessionTokens \d{3}\)"; allowed: 6144 \(IAM's quota\). Shorten its values \(a prefix, the addresses of onlyFrom, a placement\)/,
    );
  });

  test('(not with one in each account, or with one that exists)', () => {
    const app = new App();
    const [one, other] = [ACCOUNT, '999999999999'].map(
      (account) => new Stack(app, `S${account}`, { env: { account, region: 'eu-west-1' } }),
    );
    restore(one);
    restore(other);
    new cloudberry.CloudBerryEc2Restore(one, 'Second', {
      bucket: s3.Bucket.fromBucketName(one, 'B', 'other'),
      importRole: VmImportRole.existing(),
    });
    app.synth();
  });

  test.each<[string, unknown, RegExp]>([
    ['path', '/service/', /Path: got "\/service\/".*If you want this, do it to other roles only: a role of your own needs the same/],
    ['roleName', 'import', /RoleName: got "import".*If you want this, create the role yourself, and pass VmImportRole.existing\(\)/],
  ])('a service role whose %s an aspect changes', (property, value, message) => {
    const stack = newStack();
    restore(stack, { importRole: VmImportRole.create() });
    Aspects.of(stack).add({ visit: (one) => void (one instanceof iam.CfnRole && Object.assign(one, { [property]: value })) });
    expect(synthErrorOf(stack)).toMatch(message);
  });

  describe('the principal of a managed backup', () => {
    const both = (props: Partial<cloudberry.CloudBerryEc2RestoreProps> = {}, first = true) => {
      const stack = newStack();
      const user = new iam.User(stack, 'Shared', { userName: 'shared' });
      const provider = () => managed(stack, { access: VendorAccess.existingUser(user), protection: Protection.recoverableDeletes() });
      const restoring = () => restore(stack, { access: VendorAccess.existingUser(user), ...props });
      for (const make of first ? [provider, restoring] : [restoring, provider]) {
        make();
      }
      return stack;
    };
    const message =
      'access: got "the principal of \'Stack/Provider\'"; allowed: a separate principal. Every session that the provider issues for a customer';

    test('that was made before', () => expect(synthErrorOf(both())).toContain(message));
    test('that is made later', () => expect(synthErrorOf(both({}, false))).toContain(message));
    test.each<[string, string | undefined, (stack: Stack, user: iam.User, other: Stack) => iam.IUser]>([
      ['by an ARN with a path', 'shared', (stack) => iam.User.fromUserArn(stack, 'Import', `arn:aws:iam::${ACCOUNT}:user/team/shared`)],
      ['by attributes', 'shared', (stack, user) => iam.User.fromUserAttributes(stack, 'Import', { userArn: user.userArn })],
      ['by the ARN of a generated one', undefined, (stack, user) => iam.User.fromUserArn(stack, 'Import', user.userArn)],
      ['in another stack', undefined, (_, user, other) => iam.User.fromUserArn(other, 'Import', user.userArn)],
      ['in another stack, by its name', 'shared', (_stack, _user, other) => iam.User.fromUserName(other, 'Import', 'shared')],
    ])('imported %s', (_, userName, imported) => {
      const stack = newStack();
      const other = new Stack(stack.node.scope, 'Other', { env: { account: ACCOUNT, region: 'eu-west-1' } });
      const user = new iam.User(stack, 'Shared', { userName });
      managed(stack, { access: VendorAccess.existingUser(user), protection: Protection.recoverableDeletes() });
      const same = imported(stack, user, other);
      restore(Stack.of(same), { access: VendorAccess.existingUser(same), importRole: VmImportRole.existing() });
      expect(errorOf(() => (stack.node.root as App).synth())).toContain(message);
    });

    test.each<[string, (stack: Stack, user: iam.User) => iam.IUser]>([
      ['another name', (stack) => iam.User.fromUserName(stack, 'Import', 'shared-2')],
      ['a name that begins with it', (stack, user) => iam.User.fromUserName(stack, 'Import', `${user.userName}-2`)],
      ['another user', (stack) => new iam.User(stack, 'Another')],
    ])('(not by %s)', (_, imported) => {
      const stack = newStack();
      const user = new iam.User(stack, 'Shared');
      managed(stack, { access: VendorAccess.existingUser(user), protection: Protection.recoverableDeletes() });
      restore(stack, { access: VendorAccess.existingUser(imported(stack, user)), importRole: VmImportRole.existing() });
      Template.fromStack(stack);
    });

    test('(not by the same name in another account)', () => {
      const [one, other] = [ACCOUNT, '999999999999'].map(
        (account, index) => new Stack(newStack().node.scope, `Of${index}`, { env: { account, region: 'eu-west-1' } }),
      );
      const shared = (stack: Stack) => VendorAccess.existingUser(iam.User.fromUserName(stack, 'Import', 'shared'));
      managed(one, { access: shared(one), protection: Protection.recoverableDeletes() });
      restore(other, { access: shared(other), importRole: VmImportRole.existing() });
      Template.fromStack(other);
    });

    test('(not if that is meant)', () => expect(warningsOf(both({ allowManagedBackupPrincipal: true }))).toEqual([]));

    const users: Record<string, (stack: Stack) => VendorAccess> = {
      'made under a name': () => VendorAccess.iamUser({ userName: 'shared' }),
      'made under a name in other letters': () => VendorAccess.iamUser({ userName: 'Shared' }),
      'imported by its name': (stack) => VendorAccess.existingUser(iam.User.fromUserName(stack, 'One', 'shared')),
      'imported by its ARN': (stack) =>
        VendorAccess.existingUser(iam.User.fromUserArn(stack, 'One', `arn:aws:iam::${ACCOUNT}:user/shared`)),
      'made elsewhere in the app': (stack) => VendorAccess.existingUser(new iam.User(stack, 'One', { userName: 'shared' })),
    };
    test.each(Object.entries(users))('%s, and imported once more', (_, access) => {
      const stack = newStack();
      managed(stack, { access: access(stack), protection: Protection.recoverableDeletes() });
      restore(stack, { access: VendorAccess.existingUser(iam.User.fromUserName(stack, 'Two', 'shared')) });
      expect(synthErrorOf(stack)).toContain(message);
    });

    test('imported by the name that CloudFormation gives it', () => {
      const stack = newStack();
      const { user } = managed(stack, { protection: Protection.recoverableDeletes() });
      restore(stack, { access: VendorAccess.existingUser(iam.User.fromUserName(stack, 'Again', (user as iam.IUser).userName)) });
      expect(synthErrorOf(stack)).toContain(message);
    });

    test('that is a role', () => {
      const stack = newStack();
      managed(stack, {
        access: VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: PROVIDER_ID, roleName: 'shared' }),
        protection: Protection.recoverableDeletes(),
      });
      restore(stack, { access: VendorAccess.existingRole(iam.Role.fromRoleName(stack, 'Again', 'shared')) });
      expect(synthErrorOf(stack)).toContain(message);
    });

    test('(not one that another stack calls the same, nor a role of the name)', () => {
      const app = new App();
      const env = { account: ACCOUNT, region: 'eu-west-1' };
      const [one, other] = ['One', 'Other'].map((id) => new Stack(app, id, { env }));
      const agents = (stack: Stack) => VendorAccess.existingUser(new iam.User(stack, 'Agents'));
      managed(one, { access: agents(one), protection: Protection.recoverableDeletes() });
      restore(other, { access: agents(other) });
      const role = iam.Role.fromRoleName(other, 'Role', 'shared');
      managed(other, { access: VendorAccess.iamUser({ userName: 'shared' }), protection: Protection.recoverableDeletes() });
      new cloudberry.CloudBerryEc2Restore(other, 'ByRole', {
        access: VendorAccess.existingRole(role),
        bucket: s3.Bucket.fromBucketName(other, 'B', 'other'),
        importRole: VmImportRole.existing(),
      });
      app.synth();
    });
  });
});

describe('it is a warning', () => {
  const ids = (make: (stack: Stack) => unknown) => {
    const stack = newStack();
    make(stack);
    return warningsOf(stack).map((text) => /\[ack: cdk-vendor-access:([\w.]+)\]/.exec(text)?.[1]);
  };
  const lock = Protection.objectLock({ defaultRetention: Duration.days(30) });

  test('not to protect backups', () => expect(ids((stack) => backup(stack))).toEqual(['cloudberry.erasable']));
  test('(not with Object Lock)', () => expect(ids((stack) => backup(stack, { protection: lock }))).toEqual([]));
  test('(not with recoverable deletes)', () =>
    expect(ids((stack) => backup(stack, { protection: Protection.recoverableDeletes() }))).toEqual([]));
  test('to let the product write lifecycle rules without Object Lock', () =>
    expect(ids((stack) => backup(stack, { manageLifecycle: true }))).toEqual(['cloudberry.erasable', 'cloudberry.lifecycleWithoutLock']));
  test('(not with it)', () => expect(ids((stack) => backup(stack, { protection: lock, manageLifecycle: true }))).toEqual([]));
  test('to let the agent change the lock', () =>
    expect(ids((stack) => backup(stack, { protection: lock, lockManagedByAgent: true }))).toEqual(['cloudberry.lockManagedByAgent']));
  test('to have a lifecycle rule of your own', () => {
    const bucket = (stack: Stack, rule: s3.LifecycleRule) =>
      new s3.Bucket(stack, 'Mine', { enforceSSL: true, versioned: true, lifecycleRules: [rule] });
    const made = (rule: s3.LifecycleRule, props?: object) =>
      ids((stack) => backup(stack, { bucket: bucket(stack, rule), protection: Protection.recoverableDeletes(), ...props }));
    const ofOthers = { prefix: 'other/', expiration: Duration.days(30) };
    const writes = { prefix: 'pc-1', protection: Protection.asDocumented(), manageLifecycle: true };
    expect(made(ofOthers, { prefix: 'pc-1' })).toEqual([]);
    expect(made(ofOthers, writes)).toContain('cloudberry.foreignLifecycleRules'); // the product replaces it
    expect(made({ expiration: Duration.days(30) })).toEqual(['cloudberry.foreignLifecycleRules']);
    expect(made({ noncurrentVersionExpiration: Duration.days(30) })).toEqual(['cloudberry.foreignLifecycleRules']);
    expect(made({ abortIncompleteMultipartUploadAfter: Duration.days(7) })).toEqual([]);
    expect(made({ expiration: Duration.days(30), enabled: false })).toEqual([]);
  });
  test('to revoke sessions that are still to come', () => {
    const make = (stack: Stack) => managed(stack, { protection: lock }).revokeSessionsBefore(new Date(Date.now() + 3_600_000));
    expect(ids(make)).toEqual(['cloudberry.revokesFutureSessions']);
  });
  test('to import the bucket, which cannot be checked', () =>
    expect(
      ids((stack) =>
        backup(stack, { bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'mine'), protection: Protection.recoverableDeletes() }),
      ),
    ).toEqual(['core.bucketUnchecked']));
  test('to import the bucket, of which no setting has to be', () => {
    const stack = newStack();
    backup(stack, { bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'mine') });
    const text =
      'Make sure that it has: no lifecycle rules except those that the product writes itself (manageLifecycle), and no archive tiers (Objects that other rules move';
    expect(warningsOf(stack).join()).toContain(text);
  });
});

test('all mistakes are listed at once, and nothing is created', () => {
  const stack = newStack();
  const message = errorOf(() => backup(stack, { prefix: '/', bucketName: 'X', lockManagedByAgent: true }));
  expect(message).toMatch(/1\. bucketName[\s\S]*2\. prefix[\s\S]*3\. lockManagedByAgent/);
  expect(stack.node.children).toEqual([]);
});

test('browsing without a prefix, or to one whose levels are not known', () => {
  const stack = newStack();
  const token = new CfnParameter(stack, 'Prefix').valueAsString;
  expect(errorOf(() => backup(newStack(), { browse: true }))).toContain("browse: got true; allowed: only with 'prefix'.");
  expect(errorOf(() => managed(newStack(), { browse: true }))).toContain("browse: got true; allowed: only with 'prefix'.");
  const literal = /prefix: got .*; allowed: a literal with browse: true\. Pass a literal, or omit browse/;
  expect(errorOf(() => backup(stack, { prefix: token, browse: true }))).toMatch(literal);
  const grants = cloudberry.CloudBerryBucketGrants.fromBucket(new s3.Bucket(stack, 'Mine'));
  expect(errorOf(() => grants.backup(new iam.Group(stack, 'Group'), { prefix: token, browse: true }))).toMatch(literal);
  const made = new cloudberry.CloudBerryBackupUser(stack, 'Browses', { prefix: 'office', browse: true });
  const add = (prefix: string) => made.addBucket(s3.Bucket.fromBucketName(stack, 'Other', 'other'), { prefix });
  expect(errorOf(() => add(token))).toMatch(/options\.prefix: got/);
});

test('a prefix may be a parameter, or be joined from a list of them; descriptions stay literal, as CloudFormation wants them', () => {
  const stack = newStack(null);
  const prefix = new CfnParameter(stack, 'Prefix', { allowedPattern: '[\\w/-]+' }).valueAsString;
  const joined = Fn.join('/', new CfnParameter(stack, 'Path', { type: 'CommaDelimitedList', allowedPattern: '\\w+' }).valueAsList);
  backup(stack, { prefix: joined }).addSetupOutputs();
  const provider = managed(stack);
  provider.addSessionPolicyOutput('customer-a', prefix);
  provider.addSessionPolicyOutput('customer-b', joined);
  const { Outputs } = Template.fromStack(stack).toJSON();
  const outputs = Object.values(Outputs as Record<string, { Description: unknown }>);
  expect(outputs.filter(({ Description }) => typeof Description !== 'string')).toEqual([]);
  expect(outputs.length).toBeGreaterThan(5);
});

test('a placement of six subnets fits, known or not', () => {
  const stack = newStack(null);
  const ids = new CfnParameter(stack, 'Ids', { type: 'List<AWS::EC2::Subnet::Id>' }).valueAsList;
  const subnets = Array.from({ length: 6 }, (_, index) =>
    ec2.Subnet.fromSubnetAttributes(stack, `S${index}`, { subnetId: Fn.select(index, ids), routeTableId: 'rtb-1' }),
  );
  restore(stack, { placement: { subnets, securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'G', 'sg-0123456789abcdef0')] } });
  expect(warningsOf(stack)).toEqual([]);
});

test('an environment-agnostic stack works, with parameters for what is not known', () => {
  const stack = newStack(null);
  restore(stack, {
    placement: {
      subnets: [ec2.Subnet.fromSubnetAttributes(stack, 'S', { subnetId: 'subnet-1', routeTableId: 'rtb-1' })],
      securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'G', 'sg-1')],
    },
  });
  managed(stack, { protection: Protection.recoverableDeletes() }).addSessionPolicyOutput('customer-a', 'MBS-a');
  expect(warningsOf(stack)).toEqual([]);
});
