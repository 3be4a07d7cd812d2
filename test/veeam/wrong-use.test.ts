// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM has its own ${}
import { Aws, CfnCondition, CfnParameter, type CfnParameterProps, Duration, Fn, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { VendorAccess, veeam } from '../../src';
import { errorOf, newStack, synthErrorOf, warningsOf } from '../util';

// Each test is named after what the user did wrong. Props are wrong at once; settings of a bucket and changes by others show when the app is synthesized.

const { BACKUP_COPY } = veeam.VeeamM365Usage;
const Class = veeam.VeeamM365StorageClass;
const Appliance = veeam.VeeamArchiverAppliance;
const LIMIT = { maximumRetention: Duration.days(60) };

type Props = veeam.VeeamM365RepositoryProps;
const make = (stack: Stack, props?: Props) => new veeam.VeeamM365Repository(stack, 'Repository', props);
const refused = (props: Props) => errorOf(() => make(newStack(), props));
/** What synthesizing a repository on a bucket of the user's ends with. */
const own = (bucket: s3.BucketProps, props?: Props) => {
  const stack = newStack();
  make(stack, { bucket: new s3.Bucket(stack, 'Mine', { enforceSSL: true, ...bucket }), ...props });
  return stack;
};
const acknowledged = (id: string) => expect.stringContaining(`[ack: cdk-vendor-access:${id}]`);

describe('a repository', () => {
  test.each([
    Class.GLACIER_INSTANT_RETRIEVAL,
    Class.GLACIER_FLEXIBLE_RETRIEVAL,
    Class.GLACIER_DEEP_ARCHIVE,
  ])('for backups in class %s is refused', (storageClass) => {
    const message = `storageClass for usage backup: got "${storageClass}"; allowed: STANDARD, STANDARD_IA, ONEZONE_IA.`;
    expect(refused({ storageClass })).toContain(message);
    expect(() => make(newStack(), { storageClass, usage: BACKUP_COPY })).not.toThrow();
  });

  test.each([
    '',
    '.',
    '..',
    'a/b',
    'finance/',
    '*',
    'a?',
    '${aws:username}',
    'a\n',
    'x'.repeat(201),
  ])('in folder %j is refused', (folder) => {
    expect(refused({ folder })).toContain(`folder: got ${JSON.stringify(folder)}; allowed: one name of letters`);
  });

  test('in a folder with blanks and dots, or one that is known later, is taken', () => {
    const stack = newStack();
    make(stack, { folder: 'My repository (v1.2)' });
    new veeam.VeeamM365Repository(stack, 'Other', {
      folder: new CfnParameter(stack, 'Folder', { allowedPattern: '[\\w .-]+' }).valueAsString,
    });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('that browses without a folder is refused', () => {
    expect(refused({ browse: true })).toContain("browse: got true; allowed: only with 'folder'.");
  });

  test('with a role is refused', () => {
    const access = VendorAccess.vendorRole({ accountId: '444455556666', externalId: 'any' });
    // @ts-expect-error Veeam takes an access key, which a role does not have
    expect(refused({ access })).toContain(
      'access: got IAM role of VendorAccess.vendorRole; allowed: VendorAccess.iamUser, VendorAccess.existingUser. Choose one of them',
    );
  });

  test('with several mistakes is refused with all of them', () => {
    const access = VendorAccess.iamUser({ userName: 'a b' });
    const message = refused({
      bucketName: 'My_Bucket',
      access,
      storageClass: Class.GLACIER_DEEP_ARCHIVE,
      lockMode: s3.ObjectLockMode.GOVERNANCE,
    });
    expect(message).toContain("Cannot create VeeamM365Repository 'Stack/Repository':");
    for (const mistake of ['1. bucketName', '2. access.userName', '3. storageClass', '4. lockMode']) {
      expect(message).toContain(mistake);
    }
  });

  test('with a KMS key gives a warning', () => {
    const stack = newStack();
    make(stack, { encryptionKey: new kms.Key(stack, 'Key') });
    expect(warningsOf(stack)).toEqual([acknowledged('veeam.key')]);
    expect(warningsOf(own({ encryption: s3.BucketEncryption.KMS_MANAGED }))).toEqual([acknowledged('veeam.key')]);
  });

  test('in a bucket whose name has dots gives a warning', () => {
    const stack = newStack();
    make(stack, { bucketName: 'backups.example.com' });
    expect(warningsOf(stack)).toEqual([acknowledged('veeam.dotsInName')]);
  });

  test('whose log bucket has Object Lock is refused', () => {
    const stack = newStack();
    const serverAccessLogsBucket = new s3.Bucket(stack, 'Logs', { objectLockEnabled: true });
    expect(errorOf(() => make(stack, { serverAccessLogsBucket }))).toContain(
      "serverAccessLogsBucket: got 'Stack/Logs', which has Object Lock",
    );
  });
});

describe('a retention limit', () => {
  test.each<[string, Props]>([
    ['maximumRetention', LIMIT],
    ['lockMode', { lockMode: s3.ObjectLockMode.COMPLIANCE }],
  ])('%s without immutability is refused', (name, props) => {
    expect(refused(props)).toContain(`${name}: got `);
    expect(refused(props)).toContain('allowed: only with immutability: true. Without immutability, nothing is locked.');
  });

  test.each([Duration.days(0), Duration.hours(36), Duration.minutes(10), Duration.days(36_501)])('of %s is refused', (maximumRetention) => {
    expect(refused({ immutability: true, maximumRetention })).toContain('allowed: 1 to 36,500 whole days.');
  });

  test.each([Duration.days(1), Duration.hours(48), Duration.days(36_500)])('of %s is taken', (maximumRetention) => {
    expect(() => make(newStack(), { immutability: true, maximumRetention })).not.toThrow();
  });

  test('that is known later is taken in days only', () => {
    const stack = newStack();
    const value = new CfnParameter(stack, 'Days', { type: 'Number', minValue: 1, maxValue: 40 }).valueAsNumber;
    make(stack, { immutability: true, maximumRetention: Duration.days(value) });
    const key = 's3:object-lock-remaining-retention-days';
    const statement = { Condition: { NumericGreaterThan: { [key]: { Ref: 'Days' } } } };
    Template.fromStack(stack).hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike(statement)]) },
    });
    expect(refused({ immutability: true, maximumRetention: Duration.hours(value) })).toContain(
      'maximumRetention: got a number of hours known at deployment only; allowed: 1 to 36,500 whole days. Give it in days.',
    );
  });

  test('on an imported bucket is refused, with the statements that its owner can add', () => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Mine', 'example-bucket');
    const message = errorOf(() => make(stack, { bucket, immutability: true, ...LIMIT }));
    expect(message).toContain('maximumRetention: got "imported bucket Stack/Mine"; allowed: a bucket of this app.');
    expect(message).toContain('"NumericGreaterThan":{"s3:object-lock-remaining-retention-days":60}');
    expect(message).toContain('"Effect":"Deny"');
  });

  test('that is left out of an immutable repository gives a warning', () => {
    const stack = newStack();
    make(stack, { immutability: true });
    expect(warningsOf(stack)).toEqual([acknowledged('veeam.unlimitedRetention')]);
  });

  test('in compliance mode gives a warning', () => {
    const stack = newStack();
    make(stack, { immutability: true, lockMode: s3.ObjectLockMode.COMPLIANCE, ...LIMIT });
    expect(warningsOf(stack)).toEqual([acknowledged('veeam.complianceMode')]);
  });

  test.each<[string, Props, Props, string]>([
    ['another number of days', LIMIT, { maximumRetention: Duration.days(30) }, 'limits of 60 and 30 days'],
    [
      'another mode',
      { lockMode: s3.ObjectLockMode.COMPLIANCE, ...LIMIT },
      { lockMode: s3.ObjectLockMode.GOVERNANCE, ...LIMIT },
      'modes COMPLIANCE and GOVERNANCE',
    ],
  ])('with %s for a second repository of the bucket is refused', (_, first, second, found) => {
    const stack = newStack();
    const { bucket } = make(stack, { immutability: true, ...first });
    new veeam.VeeamM365Repository(stack, 'Second', { bucket, immutability: true, ...second });
    expect(synthErrorOf(stack)).toContain(`${found}"; allowed: one limit and one mode for a bucket.`);
  });

  test('that is the same for a second repository of the bucket is taken', () => {
    const stack = newStack();
    const { bucket } = make(stack, { immutability: true, lockMode: s3.ObjectLockMode.GOVERNANCE, ...LIMIT });
    new veeam.VeeamM365Repository(stack, 'Second', { bucket, immutability: true, lockMode: s3.ObjectLockMode.GOVERNANCE, ...LIMIT });
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each<[string, number | string, string]>([
    ['wider', 3650, '*'],
    ['the same, as a text', '60', '*'],
    ['of other objects', 10, 'other/*'],
  ])('beside one of your own that is %s is taken', (_, days, objects) => {
    const stack = newStack();
    const { bucket } = make(stack, { immutability: true, ...LIMIT });
    const own = new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['s3:PutObjectRetention'],
      resources: [bucket.arnForObjects(objects)],
      conditions: { NumericGreaterThan: { 's3:object-lock-remaining-retention-days': days } },
    });
    bucket.addToResourcePolicy(own);
    bucket.addToResourcePolicy(
      own.copy({
        resources: [bucket.arnForObjects('a/*')],
        conditions: { NumericGreaterThan: { 's3:object-lock-remaining-retention-days': 20 } },
      }),
    );
    expect(warningsOf(stack)).toEqual([]);
  });

  test('that may be another one for a second repository of the bucket, which is known only at deployment, is taken', () => {
    const stack = newStack();
    const days = (id: string) => Duration.days(new CfnParameter(stack, id, { type: 'Number', minValue: 1, maxValue: 40 }).valueAsNumber);
    const { bucket } = make(stack, { immutability: true, maximumRetention: days('One') });
    new veeam.VeeamM365Repository(stack, 'Second', { bucket, immutability: true, maximumRetention: days('Other') });
    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('a bucket of the own', () => {
  const locked = { objectLockEnabled: true };
  const immutable = { immutability: true, ...LIMIT };

  test.each<[string, s3.BucketProps, Props, string]>([
    ['with versions, without immutability', { versioned: true }, {}, 'got "versioning"; allowed: no versioning and no Object Lock'],
    ['with Object Lock, without immutability', locked, {}, 'got "versioning with Object Lock"; allowed: no versioning and no Object Lock'],
    [
      'without Object Lock, with immutability',
      { versioned: true },
      immutable,
      'got "no Object Lock"; allowed: Object Lock with immutability',
    ],
    ['without anything, with immutability', {}, immutable, 'got "versioning off"; allowed: versioning with immutability'],
    [
      'with default retention',
      { objectLockDefaultRetention: s3.ObjectLockRetention.governance(Duration.days(7)) },
      immutable,
      'got "default retention {',
    ],
    [
      'with lifecycle rules',
      { lifecycleRules: [{ id: 'old', expiration: Duration.days(30) }] },
      {},
      'got "lifecycle rule \'old\'"; allowed: no lifecycle',
    ],
    [
      'with lifecycle rules for old versions',
      { ...locked, lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30) }] },
      immutable,
      'got "lifecycle rule (without an id)"',
    ],
    [
      'with autoDeleteObjects and Object Lock',
      { ...locked, autoDeleteObjects: true, removalPolicy: 'destroy' as never },
      immutable,
      'got "autoDeleteObjects"; allowed: no autoDeleteObjects with immutability',
    ],
  ])('%s is refused', (_, bucket, props, message) => {
    expect(synthErrorOf(own(bucket, props))).toContain(message);
  });

  test('with replication is refused, and warned of with immutability, since the replica may serve to move it', () => {
    const replicated = (props: s3.BucketProps, more: veeam.VeeamM365RepositoryProps) => {
      const stack = newStack();
      const destination = new s3.Bucket(stack, 'There', { versioned: true });
      const bucket = new s3.Bucket(stack, 'Mine', { enforceSSL: true, versioned: true, replicationRules: [{ destination }], ...props });
      make(stack, { bucket, ...more });
      return stack;
    };
    expect(synthErrorOf(replicated({}, {}))).toContain('got "replication"; allowed: no replication without immutability');
    expect(warningsOf(replicated(locked, immutable))).toEqual([acknowledged('veeam.replication')]);
  });

  test.each([
    {},
    { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true },
  ])('with Object Lock that others log to is refused (%j)', (flags) => {
    const stack = newStack(undefined, { postCliContext: flags });
    const bucket = new s3.Bucket(stack, 'Mine', locked);
    new s3.Bucket(stack, 'Other', { serverAccessLogsBucket: bucket });
    make(stack, { bucket, ...immutable });
    expect(synthErrorOf(stack)).toContain('got "access logs delivered to it"; allowed: no access logs delivered');
  });

  test.each<[string, s3.BucketProps]>([
    ['lifecycleRules', { lifecycleRules: [{ tagFilters: { temporary: 'true' }, expiration: Duration.days(3) }] }],
    ['abortsUploads', { lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(30) }] }],
    ['expiresMarkers', { lifecycleRules: [{ expiredObjectDeleteMarker: true }] }],
    ['archiveTiers', { intelligentTieringConfigurations: [{ name: 'x', archiveAccessTierTime: Duration.days(90) }] }],
  ])('with what touches no backup gives a warning: %s', (id, props) => {
    expect(warningsOf(own({ ...locked, ...props }, immutable))).toEqual([acknowledged(`veeam.${id}`)]);
  });

  test('that denies by network gives a warning', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Mine', { enforceSSL: true });
    const conditions = { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } };
    const deny = {
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['s3:*'],
      resources: [bucket.bucketArn],
      conditions,
    };
    bucket.addToResourcePolicy(new iam.PolicyStatement(deny));
    make(stack, { bucket });
    expect(warningsOf(stack)).toEqual([acknowledged('core.bucketDeniesByNetwork')]);
  });

  test('that is imported gives a warning with what it needs', () => {
    const stack = newStack();
    make(stack, { bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'example-bucket'), immutability: true });
    const [unlimited, unchecked, ...others] = warningsOf(stack);
    expect([unlimited, unchecked].join()).toContain('[ack: cdk-vendor-access:core.bucketUnchecked]');
    expect([unlimited, unchecked].join()).toContain('Object Lock with immutability');
    expect(others).toEqual([]);
  });

  test('that is imported gives a warning for what is known of it: its name and its key', () => {
    const imported = (attributes: (stack: Stack) => s3.BucketAttributes) => {
      const stack = newStack();
      make(stack, { bucket: s3.Bucket.fromBucketAttributes(stack, 'Mine', attributes(stack)) });
      return warningsOf(stack);
    };
    const unchecked = acknowledged('core.bucketUnchecked');
    const found = (id: string) => expect.arrayContaining([unchecked, acknowledged(id)]);
    expect(imported(() => ({ bucketName: 'backups.example.com' }))).toEqual(found('veeam.dotsInName'));
    expect(imported((stack) => ({ bucketName: 'any', encryptionKey: new kms.Key(stack, 'Key') }))).toEqual(found('veeam.key'));
    expect(imported((stack) => ({ bucketName: new CfnParameter(stack, 'Name', { allowedPattern: '[a-z0-9.-]+' }).valueAsString }))).toEqual(
      [unchecked],
    );
  });

  test.each<[string, Props]>([
    ['bucketName', { bucketName: 'other' }],
    ['removalPolicy', { removalPolicy: 'retain' as never }],
  ])('together with %s, which is for new ones, is refused', (name, props) => {
    const stack = newStack();
    expect(errorOf(() => make(stack, { bucket: new s3.Bucket(stack, 'Mine'), ...props }))).toContain(`${name}: got`);
  });
});

describe('a grant', () => {
  test('to a service is refused', () => {
    const grants = veeam.VeeamBucketGrants.fromBucket(new s3.Bucket(newStack(), 'Bucket'));
    expect(errorOf(() => grants.m365Repository(new iam.ServicePrincipal('ec2.amazonaws.com')))).toContain(
      'VeeamBucketGrants.m365Repository failed:\n  1. grantee: got "ServicePrincipal, which takes no permissions"',
    );
  });

  const granted = (make: (stack: Stack) => iam.IGrantable, buckets: number, bucketName?: (index: number) => string) => {
    const stack = newStack();
    const grantee = make(stack);
    for (let index = 0; index < buckets; index++) {
      const bucket = new s3.Bucket(stack, `${'Bucket'.repeat(10)}${index}`, { bucketName: bucketName?.(index) });
      veeam.VeeamBucketGrants.fromBucket(bucket).m365Repository(grantee);
    }
    return stack;
  };
  const role = (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });

  test.each<[string, number, number, number, (stack: Stack) => iam.IGrantable]>([
    ['a user', 1, 2, 2048, (stack) => new iam.User(stack, 'Mine')],
    ['an imported user', 1, 2, 2048, (stack) => iam.User.fromUserName(stack, 'Mine', 'mine')],
    ['what stands for a user', 1, 2, 2048, (stack) => ({ grantPrincipal: new iam.User(stack, 'Mine') })],
    ['a group', 3, 4, 5120, (stack) => new iam.Group(stack, 'Mine')],
    ['a managed policy', 3, 5, 6144, (stack) => new iam.ManagedPolicy(stack, 'Mine')],
    ['an imported role', 6, 8, 10_240, (stack) => iam.Role.fromRoleName(stack, 'Mine', 'mine')],
    ['an inline policy of a role', 6, 8, 10_240, (stack) => new iam.Policy(stack, 'Mine', { roles: [role(stack)] })],
  ])('to %s of more buckets than IAM takes, up to %i for certain and never %i, is refused once', (_, fits, never, quota, make) => {
    const tooLong = new RegExp(`policy 'Stack/Mine.*': got "(up to|at least) \\d+ characters \\(.*allowed: ${quota} \\(IAM's quota\\)`);
    expect(warningsOf(granted(make, fits))).toEqual([]);
    for (let buckets = fits + 1; buckets < never; buckets++) {
      expect(warningsOf(granted(make, buckets))).toEqual([expect.stringMatching(`${tooLong.source}.*core.grantsMayNotFit`)]);
    }
    const error = synthErrorOf(granted(make, never));
    expect(error).toMatch(tooLong);
    expect(error.split("IAM's quota")).toHaveLength(2);
  });

  test('of many buckets to a role is taken: CDK splits its policy, by lengths of its own', () => {
    const stack = newStack();
    const mine = role(stack);
    for (let index = 0; index < 20; index++) {
      const name = new CfnParameter(stack, `Name${index}`, { allowedPattern: '[a-z0-9.-]+' });
      const attributes = { bucketName: name.valueAsString, account: Fn.importValue(`Account${index}`) };
      veeam.VeeamBucketGrants.fromBucket(s3.Bucket.fromBucketAttributes(stack, `Bucket${index}`, attributes)).m365Repository(mine);
    }
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['is taken away', undefined],
    ['is decided while it is deployed', { 'Fn::If': ['Any', { Statement: [] }, { Statement: [] }] }],
    ['has a statement and no list', { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } }],
  ])('to a managed policy whose document %s is not measured', (_, document) => {
    const stack = granted((scope) => new iam.ManagedPolicy(scope, 'Mine'), 1);
    new CfnCondition(stack, 'Any', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
    const policy = stack.node.findChild('Mine').node.defaultChild as iam.CfnManagedPolicy;
    policy.addPropertyDeletionOverride('PolicyDocument');
    if (document) {
      policy.policyDocument = document;
      policy.addPropertyOverride('PolicyDocument', document);
    }
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('with wrong options is refused', () => {
    const stack = newStack();
    const grants = veeam.VeeamBucketGrants.fromBucket(new s3.Bucket(stack, 'Bucket'));
    expect(errorOf(() => grants.m365Repository(new iam.Group(stack, 'Group'), { folder: 'a/b' }))).toContain('folder: got "a/b"');
  });
});

describe('an archiver appliance', () => {
  const copies = (stack: Stack, archiverAppliance: veeam.VeeamArchiverAppliance, props?: Props) =>
    make(stack, { usage: BACKUP_COPY, archiverAppliance, ...props });
  const wrong = (appliance: (stack: Stack) => veeam.VeeamArchiverAppliance) => {
    const stack = newStack();
    return errorOf(() => copies(stack, appliance(stack)));
  };
  const vpc = (stack: Stack, id: string, subnetType = ec2.SubnetType.PUBLIC) =>
    new ec2.Vpc(stack, id, { maxAzs: 1, natGateways: 0, subnetConfiguration: [{ name: 'Any', subnetType }] });

  test('for backups is refused', () => {
    expect(refused({ archiverAppliance: Appliance.vendorManagedNetwork() })).toContain(
      'archiverAppliance: got "usage backup"; allowed: usage backup-copy. Veeam uses an archiver appliance only for backup copies.',
    );
  });

  test('in a network that Veeam makes gives a warning', () => {
    const stack = newStack();
    copies(stack, Appliance.vendorManagedNetwork());
    expect(warningsOf(stack)).toEqual([acknowledged('veeam.managesAnyNetwork')]);
  });

  test('in a region that cannot be is refused', () => {
    expect(wrong(() => Appliance.vendorManagedNetwork({ region: 'Ireland' }))).toContain('region: got "Ireland"; allowed: a region');
  });

  test('that may not open the group of a network that Veeam makes is refused', () => {
    expect(wrong(() => Appliance.vendorManagedNetwork({ manageIngress: false }))).toContain(
      'manageIngress: got false; allowed: only in an existing network.',
    );
  });

  test('by tags that anybody may set is refused', () => {
    expect(wrong(() => Appliance.vendorManagedNetwork({ instanceTags: { app: 'veeam' } }))).toContain(
      `archiverAppliance.instanceTags: got { app: "veeam" }; allowed: only with 'tagOnCreateOnly: true'.`,
    );
  });

  test.each<Record<string, string>>([
    {},
    { app: '*' },
    { 'a?': 'x' },
    { '': 'x' },
    { app: '${aws:username}' },
  ])('by tags %j is refused', (instanceTags) => {
    expect(wrong(() => Appliance.vendorManagedNetwork({ instanceTags, tagOnCreateOnly: true }))).toContain(
      'archiverAppliance.instanceTags',
    );
  });

  test('by a tag whose value is known later is taken', () => {
    const stack = newStack();
    const app = new CfnParameter(stack, 'App').valueAsString;
    copies(stack, Appliance.vendorManagedNetwork({ instanceTags: { app }, tagOnCreateOnly: true }));
    expect(JSON.stringify(Template.fromStack(stack))).toContain('"aws:ResourceTag/app":{"Ref":"App"}');
  });

  test('with a subnet and a group of different VPCs is refused', () => {
    const message = wrong((stack) =>
      Appliance.inNetwork({
        subnet: vpc(stack, 'One').publicSubnets[0],
        securityGroup: new ec2.SecurityGroup(stack, 'Group', { vpc: vpc(stack, 'Two') }),
      }),
    );
    expect(message).toContain("securityGroup: got \"'Stack/Group' in a different VPC than subnet 'Stack/One/AnySubnet1'\"");
  });

  test('with a subnet and a group of different VPCs that are imported is refused, and not before they are known', () => {
    const imported = (stack: Stack, id: string, vpcId = id) =>
      ec2.Vpc.fromVpcAttributes(stack, id, { vpcId, availabilityZones: ['eu-west-1a'], publicSubnetIds: [`subnet-of-${id}`] });
    const inOf = (subnet: (stack: Stack) => ec2.IVpc, group: (stack: Stack) => ec2.IVpc) => (stack: Stack) =>
      Appliance.inNetwork({
        subnet: subnet(stack).publicSubnets[0],
        securityGroup: new ec2.SecurityGroup(stack, 'Group', { vpc: group(stack) }),
      });
    const one = (stack: Stack) => imported(stack, 'vpc-1');
    expect(wrong(inOf(one, (stack) => imported(stack, 'vpc-2')))).toContain(
      "'Stack/Group' in a different VPC than subnet 'Stack/vpc-1/PublicSubnet1'",
    );
    for (const later of [
      (stack: Stack) => ec2.Vpc.fromLookup(stack, 'Later', { vpcId: 'vpc-2' }),
      (stack: Stack) => imported(stack, 'Any', new CfnParameter(stack, 'Id').valueAsString),
      (stack: Stack) => vpc(stack, 'Two'),
      (stack: Stack) => stack.node.findChild('vpc-1') as ec2.Vpc,
    ]) {
      const stack = newStack();
      expect(() => copies(stack, inOf(one, later)(stack))).not.toThrow();
    }
  });

  test('with a subnet and a group of what may be the same VPC is taken', () => {
    const twice: ((stack: Stack) => string[])[] = [
      () => [Fn.importValue('vpc'), Fn.importValue('vpc')],
      (stack) => ['One', 'Other'].map((id) => new CfnParameter(stack, id).valueAsString),
      (stack) => {
        const { attrVpcId, ref } = new ec2.CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16' });
        return [ref, attrVpcId];
      },
    ];
    for (const ids of twice) {
      const stack = newStack();
      const [one, other] = ids(stack).map((vpcId, index) =>
        ec2.Vpc.fromVpcAttributes(stack, `Import${index}`, { vpcId, availabilityZones: ['eu-west-1a'], publicSubnetIds: ['subnet-1'] }),
      );
      const securityGroup = new ec2.SecurityGroup(stack, 'Group', { vpc: other });
      expect(() => copies(stack, Appliance.inNetwork({ subnet: one.publicSubnets[0], securityGroup }))).not.toThrow();
    }
  });

  test('in a subnet of another region is refused', () => {
    const message = wrong((stack) =>
      Appliance.inNetwork({
        region: 'us-east-1',
        subnet: vpc(stack, 'One').publicSubnets[0],
        securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1'),
      }),
    );
    expect(message).toContain('archiverAppliance.subnet: got "\'Stack/One/AnySubnet1\' in eu-west-1"; allowed: one in us-east-1.');
  });

  test('in a subnet without public addresses gives a warning', () => {
    const stack = newStack();
    const isolated = vpc(stack, 'One', ec2.SubnetType.PRIVATE_ISOLATED);
    const securityGroup = new ec2.SecurityGroup(stack, 'Group', { vpc: isolated });
    copies(stack, Appliance.inNetwork({ subnet: isolated.isolatedSubnets[0], securityGroup }));
    expect(warningsOf(stack)).toEqual([acknowledged('veeam.subnetWithoutPublicIp')]);
  });

  const half = ec2.Peer.ipv4(`${Token.asString({ Ref: 'Address' })}/1`);
  test.each([ec2.Peer.anyIpv4(), ec2.Peer.anyIpv6(), half])('whose group lets in everybody gives a warning (%s)', (peer) => {
    const stack = newStack();
    const one = vpc(stack, 'One');
    const securityGroup = new ec2.SecurityGroup(stack, 'Group', { vpc: one });
    copies(stack, Appliance.inNetwork({ subnet: one.publicSubnets[0], securityGroup }));
    expect(warningsOf(stack)).toEqual([]);
    securityGroup.addIngressRule(peer, ec2.Port.tcp(22));
    expect(warningsOf(stack)).toEqual([acknowledged('veeam.openToAll')]);
  });

  test('whose imported group is opened to everybody by this app gives a warning', () => {
    const stack = newStack();
    const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1');
    copies(stack, Appliance.inNetwork({ subnet: vpc(stack, 'One').publicSubnets[0], securityGroup }));
    securityGroup.addIngressRule(ec2.Peer.ipv4('203.0.113.7/32'), ec2.Port.tcp(22));
    expect(warningsOf(stack)).toEqual([]);
    securityGroup.addIngressRule(ec2.Peer.anyIpv6(), ec2.Port.tcp(22));
    expect(warningsOf(stack)).toEqual([acknowledged('veeam.openToAll')]);
  });

  test('whose group lets in nobody, and which Veeam may not open, gives a warning', () => {
    const closed = (manageIngress: boolean, cidr?: string) => {
      const stack = newStack();
      const one = vpc(stack, 'One');
      const securityGroup = new ec2.SecurityGroup(stack, 'Group', { vpc: one });
      copies(stack, Appliance.inNetwork({ subnet: one.publicSubnets[0], securityGroup, manageIngress }));
      if (cidr) {
        securityGroup.addIngressRule(ec2.Peer.ipv4(cidr), ec2.Port.tcp(22));
      }
      return warningsOf(stack);
    };
    expect(closed(false)).toEqual([acknowledged('veeam.closedToAll')]);
    expect(closed(false, '203.0.113.7/32')).toEqual([]);
    expect(closed(true)).toEqual([]);
  });

  test.each<[string, (stack: Stack, group: ec2.SecurityGroup) => unknown]>([
    [
      'by a rule that is made apart from it',
      (stack, { securityGroupId: groupId }) =>
        new ec2.CfnSecurityGroupIngress(stack, 'Rule', { groupId, ipProtocol: 'tcp', cidrIp: '192.0.2.7/32' }),
    ],
    [
      'by a group of another stack',
      (stack, group) => {
        const { account, region } = stack;
        const other = new Stack(stack.node.scope, 'Other', { env: { account, region } });
        new ec2.SecurityGroup(other, 'Proxies', { vpc: vpc(other, 'Vpc'), allowAllOutbound: false }).connections.allowTo(
          group,
          ec2.Port.tcp(22),
        );
      },
    ],
    [
      'by rules that are decided while it is deployed',
      (_, group) => {
        const rules = Fn.conditionIf('Open', [{ IpProtocol: 'tcp', CidrIp: '192.0.2.7/32' }], []);
        (group.node.defaultChild as ec2.CfnSecurityGroup).addPropertyOverride('SecurityGroupIngress', rules);
      },
    ],
  ])('whose group is opened %s gives no warning', (_, open) => {
    const stack = newStack();
    const one = vpc(stack, 'One');
    const securityGroup = new ec2.SecurityGroup(stack, 'Group', { vpc: one });
    copies(stack, Appliance.inNetwork({ subnet: one.publicSubnets[0], securityGroup, manageIngress: false }));
    new CfnCondition(stack, 'Open', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
    open(stack, securityGroup);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('whose group a rule that is made apart from it opens to everybody gives a warning', () => {
    const stack = newStack();
    const one = vpc(stack, 'One');
    const group = new ec2.CfnSecurityGroup(stack, 'Group', { groupDescription: 'any', vpcId: one.vpcId });
    const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Import', group.attrGroupId);
    copies(stack, Appliance.inNetwork({ subnet: one.publicSubnets[0], securityGroup }));
    new ec2.CfnSecurityGroupIngress(stack, 'Rule', { groupId: group.ref, ipProtocol: 'tcp', cidrIp: '0.0.0.0/0' });
    expect(warningsOf(stack)).toEqual([acknowledged('veeam.openToAll')]);
  });

  test('whose policy is extended gives a warning', () => {
    const stack = newStack();
    const { archiverPolicy } = copies(stack, Appliance.vendorManagedNetwork());
    archiverPolicy?.addStatements(new iam.PolicyStatement({ actions: ['ec2:DescribeImages'], resources: ['*'] }));
    expect(warningsOf(stack)).toContainEqual(acknowledged('core.policyExtended'));
  });
});

describe('a network', () => {
  const network = (props: Partial<veeam.VeeamArchiverNetworkProps> | ((stack: Stack) => Partial<veeam.VeeamArchiverNetworkProps>)) => {
    const stack = newStack();
    const given = typeof props === 'function' ? props(stack) : props;
    return { stack, made: new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: ['203.0.113.7/32'], ...given }) };
  };
  const wrong = (props: Parameters<typeof network>[0]) => errorOf(() => network(props));
  const publicVpc = (stack: Stack) => new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 0 });

  test('without proxies is refused', () => {
    expect(wrong({ proxyCidrs: [] })).toContain('proxyCidrs: got []; allowed: a list of addresses of the backup proxies');
  });

  test.each<[string, (stack: Stack) => object, string]>([
    ['that are a bucket', (stack) => ({ flowLogs: new s3.Bucket(stack, 'Logs') }), 'allowed: the options of a flow log.'],
    ['to a name', () => ({ flowLogs: { destination: 'logs' } }), 'allowed: the options of a flow log. For example, { destination: ec2.'],
    ['of a VPC that it does not make', (stack) => ({ flowLogs: {}, vpc: publicVpc(stack) }), "allowed: only without 'vpc'."],
  ])('with flow logs %s is refused', (_, props, text) => {
    expect(wrong(props)).toContain(text);
  });

  test('for proxies that are known later is taken', () => {
    const { stack } = network({ proxyCidrs: [Fn.importValue('proxy')] });
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each([0, 22, 65_536, -1, 443.5, Number.NaN])('on port %p is refused', (redirectorPort) => {
    expect(wrong({ redirectorPort })).toContain(`redirectorPort: got ${redirectorPort}; allowed: 1 to 65535, other than 22.`);
  });

  test.each([1, 65_535, Token.asNumber({ Ref: 'Port' })])('on port %p is taken', (redirectorPort) => {
    expect(() => network({ redirectorPort })).not.toThrow();
  });

  test('that is open to everybody, or only to private addresses, gives a warning', () => {
    const warned = (...proxyCidrs: string[]) => warningsOf(network({ proxyCidrs }).stack);
    for (const wide of ['0.0.0.0/0', '128.0.0.0/1', '202.0.0.0/7']) {
      expect(warned(wide)).toEqual([acknowledged('veeam.openToAll')]);
    }
    for (const own of ['10.0.0.7/32', '172.31.0.0/16', '192.168.1.0/24', '100.127.0.1/32', '127.0.0.1/32']) {
      expect(warned('203.0.113.7/32', own)).toEqual([acknowledged('veeam.privateProxy')]);
    }
    expect(warned('203.0.0.0/8', '172.32.0.1/32', '100.128.0.1/32', '192.169.0.1/32', '11.0.0.0/8')).toEqual([]);
  });

  test.each<[CfnParameterProps, boolean]>([
    [{}, true],
    [{ allowedPattern: '[0-9./]+' }, true],
    [{ allowedPattern: '[0-9.]+/32' }, false],
    [{ allowedValues: ['203.0.113.7/32'] }, false],
  ])('that a parameter with %j may open to everybody gives a warning', (props, isSaid) => {
    const stack = newStack();
    const proxyCidrs = [new CfnParameter(stack, 'Proxy', { default: '203.0.113.7/32', ...props }).valueAsString];
    new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs });
    expect(warningsOf(stack)).toEqual(isSaid ? [acknowledged('veeam.openToAll')] : []);
  });

  test('that a parameter gives in part gives none', () => {
    const { stack } = network({ proxyCidrs: [`${Token.asString({ Ref: 'Address' })}/32`] });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('whose group is opened to everybody later gives a warning, once with its appliance', () => {
    const { made, stack } = network({});
    make(stack, { usage: BACKUP_COPY, archiverAppliance: made.appliance() });
    made.securityGroup.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.allTcp());
    expect(warningsOf(stack)).toEqual([acknowledged('veeam.openToAll')]);
  });

  test('in a VPC without public subnets is refused', () => {
    const isolated = (stack: Stack) => {
      const subnetConfiguration = [{ name: 'Any', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }];
      return new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, natGateways: 0, subnetConfiguration });
    };
    expect(wrong((stack) => ({ vpc: isolated(stack) }))).toContain('vpc: got "\'Stack/Vpc\' without public subnets"');
  });

  test('in an imported VPC without route tables is refused', () => {
    const imported = (stack: Stack) =>
      ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['eu-west-1a'], publicSubnetIds: ['subnet-1'] });
    expect(wrong((stack) => ({ vpc: imported(stack) }))).toContain('vpc: got "\'Stack/Vpc\' without known route tables"');
    const s3Endpoint = (stack: Stack) => ec2.GatewayVpcEndpoint.fromGatewayVpcEndpointId(stack, 'Endpoint', 'vpce-1');
    const { stack } = network((scope) => ({ vpc: imported(scope), s3Endpoint: s3Endpoint(scope) }));
    expect(warningsOf(stack)).toContainEqual(acknowledged('veeam.endpointPolicy'));
  });

  test('whose route table gets a second S3 endpoint later is refused', () => {
    const { stack, made } = network((scope) => ({ vpc: publicVpc(scope) }));
    (made.vpc as ec2.Vpc).addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
    expect(synthErrorOf(stack)).toContain(
      "S3 endpoint of subnet 'Stack/Vpc/PublicSubnet1': got \"'Stack/Vpc/S3' too\"; allowed: one for each route table.",
    );
  });

  test('whose S3 endpoint has a policy of its own gives a warning', () => {
    const { stack } = network((scope) => {
      const vpc = publicVpc(scope);
      const endpoint = vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
      endpoint.addToPolicy(new iam.PolicyStatement({ principals: [new iam.StarPrincipal()], actions: ['s3:GetObject'], resources: ['*'] }));
      return { vpc };
    });
    expect(warningsOf(stack)).toEqual([acknowledged('veeam.endpointPolicy')]);
  });

  test('that is limited to repositories, with an open S3 endpoint of others, gives a warning', () => {
    const { stack } = network((scope) => {
      const vpc = publicVpc(scope);
      vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
      return { vpc, repositories: [new s3.Bucket(scope, 'Source')] };
    });
    expect(warningsOf(stack)).toEqual([expect.stringContaining('allows every bucket, not only the repositories')]);
  });

  test('whose route table has an S3 endpoint that the construct cannot see is refused', () => {
    const { stack } = network((scope) => {
      const vpc = publicVpc(scope);
      const { routeTableId } = vpc.publicSubnets[0].routeTable;
      const serviceName = 'com.amazonaws.eu-west-1.s3';
      new ec2.CfnVPCEndpoint(scope, 'L1', { vpcId: vpc.vpcId, serviceName, routeTableIds: [routeTableId] });
      return { vpc };
    });
    expect(synthErrorOf(stack)).toContain('got "\'Stack/L1\' too"; allowed: one for each route table.');
  });

  test('in a VPC that is not looked up yet is not taken for another one', () => {
    const { stack } = network((scope) => ({ vpc: ec2.Vpc.fromLookup(scope, 'One', { vpcId: 'vpc-1' }) }));
    const other = ec2.Vpc.fromLookup(stack, 'Two', { vpcId: 'vpc-2' });
    other.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each([{}, { '@aws-cdk/aws-iam:minimizePolicies': true }])('whose endpoint policy is extended gives a warning (%j)', (flags) => {
    const stack = newStack(undefined, { postCliContext: flags });
    const repositories = ['One', 'Two'].map((id) => new s3.Bucket(stack, id));
    const made = new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: ['203.0.113.7/32'], repositories });
    expect(warningsOf(stack)).toEqual([]);
    const everything = { principals: [new iam.StarPrincipal()], actions: ['s3:*'], resources: ['*'] };
    (made.s3Endpoint as ec2.GatewayVpcEndpoint).addToPolicy(new iam.PolicyStatement(everything));
    expect(warningsOf(stack)).toEqual([acknowledged('veeam.endpointPolicy')]);
  });

  test('for more repositories than an endpoint policy can hold is refused', () => {
    const { stack } = network((scope) => ({
      repositories: Array.from({ length: 30 }, (_, index) => s3.Bucket.fromBucketName(scope, `Bucket${index}`, `veeam-backups-${index}`)),
    }));
    expect(synthErrorOf(stack)).toMatch(/policy of endpoint .* allowed: 20480 \(AWS's quota\)/);
  });
});
