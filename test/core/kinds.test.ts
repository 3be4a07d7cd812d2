import { Fn } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { cloudberry, logzio, VendorAccess, veeam } from '../../src';
import { errorOf, newStack } from '../util';

// What the compiler refuses in TypeScript, and jsii in the other languages, plain JavaScript lets pass. Each test is named after the mistake.

const role = () => new iam.Role(newStack(), 'Mine', { assumedBy: new iam.AccountPrincipal('444455556666') });
const user = () => new iam.User(newStack(), 'Mine');

const CONSTRUCTS: [string, (props: object) => unknown][] = [
  ['LogzioArchiveBucket', (props) => new logzio.LogzioArchiveBucket(newStack(), 'It', props)],
  ['CloudBerryBackupUser', (props) => new cloudberry.CloudBerryBackupUser(newStack(), 'It', props)],
  ['CloudBerryManagedBackup', (props) => new cloudberry.CloudBerryManagedBackup(newStack(), 'It', props)],
  ['CloudBerryEc2Restore', (props) => new cloudberry.CloudBerryEc2Restore(newStack(), 'It', props as never)],
  ['VeeamM365Repository', (props) => new veeam.VeeamM365Repository(newStack(), 'It', props)],
];

describe.each(CONSTRUCTS)('%s', (name, make) => {
  test.each<[string, () => object, string]>([
    [
      'a role as access',
      () => ({ access: role() }),
      'access: got "the construct \'Stack/Mine\'"; allowed: what VendorAccess makes. For a principal of',
    ],
    ['a text as access', () => ({ access: 'user' }), 'access: got "user"'],
    ['null as access', () => ({ access: null }), 'access: got null'],
    ['a name as bucket', () => ({ bucket: 'my-bucket' }), 'bucket: got "my-bucket"; allowed: a bucket. Import one by its name'],
    ['several at once', () => ({ access: 'user', bucket: 'my-bucket' }), '  2. bucket: got "my-bucket"'],
  ])('%s is refused with our message', (_, props, text) => {
    const error = errorOf(() => make(props()));
    expect(error).toContain(`${name} 'Stack/It' cannot be made:\n  1. `);
    expect(error).toContain(text);
  });
});

test.each<[string, object, string]>([
  ['an ARN as key', { encryptionKey: 'arn:aws:kms:eu-west-1:111122223333:key/x' }, 'allowed: a KMS key. Import one by its ARN'],
  ['a name as bucket for access logs', { serverAccessLogsBucket: 'logs' }, 'serverAccessLogsBucket: got "logs"'],
])('%s is refused with our message', (_, props, text) => {
  expect(errorOf(() => new logzio.LogzioArchiveBucket(newStack(), 'It', props))).toContain(text);
});

test.each<[string, () => VendorAccess, string]>([
  ['a name as existing user', () => VendorAccess.existingUser('me' as never), 'access (existingUser): got "me"; allowed: an IAM user,'],
  [
    'a role as existing user',
    () => VendorAccess.existingUser(role() as never),
    'access (existingUser): got "the construct \'Stack/Mine\'"',
  ],
  [
    'an ARN as existing role',
    () => VendorAccess.existingRole('arn:aws:iam::111122223333:role/x' as never),
    'access (existingRole): got "arn',
  ],
  [
    'a user as existing role',
    () => VendorAccess.existingRole(user() as never),
    'access (existingRole): got "the construct \'Stack/Mine\'"',
  ],
])('%s is refused with our message', (_, access, text) => {
  expect(errorOf(() => new logzio.LogzioArchiveBucket(newStack(), 'It', { access: access() }))).toContain(text);
});

test.each<[string, object, string]>([
  ['a number as access keys', { accessKeys: 2 }, 'accessKeys: got 2; allowed: what AccessKeys makes.'],
  ['an ARN as key of the secret', { secretEncryptionKey: 'arn' }, 'secretEncryptionKey: got "arn"; allowed: a KMS key.'],
  ['a name as boundary', { permissionsBoundary: 'mine' }, 'permissionsBoundary: got "mine"; allowed: a managed policy.'],
])('a user with %s is refused with our message', (_, options, text) => {
  expect(errorOf(() => new logzio.LogzioArchiveBucket(newStack(), 'It', { access: VendorAccess.iamUser(options) }))).toContain(text);
});

test.each<[string, object, string]>([
  ['a name as boundary', { permissionsBoundary: 'mine' }, 'permissionsBoundary: got "mine"; allowed: a managed policy.'],
  ['a number as session', { maxSessionDuration: 3600 }, 'maxSessionDuration: got 3600; allowed: a Duration. Such as Duration.hours(1).'],
])('a role with %s is refused with our message', (_, options, text) => {
  const access = VendorAccess.vendorRole({ accountId: '444455556666', externalId: 'of-the-vendor', ...options });
  expect(errorOf(() => new logzio.LogzioArchiveBucket(newStack(), 'It', { access }))).toContain(text);
});

test('a role without options is refused with our message', () => {
  const access = VendorAccess.vendorRole(undefined as never);
  const error = errorOf(() => new logzio.LogzioArchiveBucket(newStack(), 'It', { access }));
  expect(error).toContain("1. accountId: got nothing; allowed: the vendor's AWS account id, 12 digits.");
  expect(error).toContain('2. externalId: got nothing');
});

test.each<[string, unknown, string]>([
  ['a text as protection', 'recoverableDeletes', 'protection: got "recoverableDeletes"; allowed: what CloudBerryProtection makes.'],
  [
    'a lock that says nothing',
    cloudberry.CloudBerryProtection.objectLock(undefined as never),
    'protection (objectLock), defaultRetention: got nothing',
  ],
  [
    'a number as retention',
    cloudberry.CloudBerryProtection.objectLock({ defaultRetention: 30 as never }),
    'defaultRetention: got 30; allowed: a Duration. Such as Duration.days(30).',
  ],
])('a backup of CloudBerry with %s is refused with our message', (_, protection, text) => {
  const props = { protection: protection as never };
  expect(errorOf(() => new cloudberry.CloudBerryBackupUser(newStack(), 'It', props))).toContain(text);
});

test('a name in the place of a bucket or a principal is refused by the grants', () => {
  const bucket = new s3.Bucket(newStack(), 'Bucket');
  for (const grants of [logzio.LogzioBucketGrants, cloudberry.CloudBerryBucketGrants, veeam.VeeamBucketGrants]) {
    expect(errorOf(() => grants.fromBucket(undefined as never))).toContain('bucket: got nothing; allowed: a bucket.');
    expect(errorOf(() => grants.fromBucket('my-bucket' as never))).toBe(
      `${grants.name}.fromBucket cannot be done:\n  1. bucket: got "my-bucket"; allowed: a bucket. Import one by its name: Bucket.fromBucketName.`,
    );
  }
  expect(errorOf(() => logzio.LogzioBucketGrants.fromBucket(bucket).archive('me' as never))).toContain('grantee: got "me"');
});

test.each<[string, object, string]>([
  [
    'a number of days',
    { immutability: true, maximumRetention: 30 },
    'maximumRetention: got 30; allowed: a Duration. Such as Duration.days',
  ],
  ['a text as appliance', { archiverAppliance: 'mine' }, 'archiverAppliance: got "mine"; allowed: what VeeamArchiverAppliance makes.'],
  [
    'an alias of its key that is a text',
    { usage: 'backup-copy', archiverAppliance: veeam.VeeamArchiverAppliance.vendorManagedNetwork({ volumeKey: 'alias/x' as never }) },
    'volumeKey: got "alias/x"; allowed: a KMS key.',
  ],
  ['several at once, its own kinds among them', { access: 'me', archiverAppliance: 'mine' }, '  2. archiverAppliance: got "mine"'],
])('a repository of Veeam with %s is refused with our message', (_, props, text) => {
  expect(errorOf(() => new veeam.VeeamM365Repository(newStack(), 'It', props))).toContain(text);
});

test.each<[string, object, string]>([
  ['an id as VPC', { vpc: 'vpc-1' }, 'vpc: got "vpc-1"; allowed: a VPC. Import one'],
  ['an id as endpoint', { s3Endpoint: 'vpce-1' }, 's3Endpoint: got "vpce-1"; allowed: a gateway endpoint.'],
  ['a name among the repositories', { repositories: ['mine'] }, 'repositories[0]: got "mine"; allowed: a bucket.'],
  [
    'a repository in the place of its bucket',
    { repositories: [new veeam.VeeamM365Repository(newStack(), 'Mine')] },
    'repositories[0]: got "the construct \'Stack/Mine\'"; allowed: a bucket.',
  ],
  ['a bucket that is no list', { repositories: new s3.Bucket(newStack(), 'Mine') }, 'allowed: a list, of which each is a bucket.'],
  ['no proxies', { proxyCidrs: undefined }, 'proxyCidrs: got nothing; allowed: a list of addresses.'],
  ['a proxy that is no list', { proxyCidrs: '203.0.113.7/32' }, 'proxyCidrs: got "203.0.113.7/32"; allowed: a list of addresses.'],
  ['a list that is known later', { proxyCidrs: Fn.split(',', Fn.importValue('x')) }, 'proxyCidrs: got "a list that is known later"'],
])('a network of Veeam with %s is refused with our message', (_, props, text) => {
  const all = { proxyCidrs: ['203.0.113.7/32'], ...props };
  expect(errorOf(() => new veeam.VeeamArchiverNetwork(newStack(), 'It', all))).toContain(text);
});

test('ids in the place of a subnet and a group are refused by the appliance', () => {
  const { inNetwork } = veeam.VeeamArchiverAppliance;
  expect(errorOf(() => inNetwork({ subnet: 'subnet-1', securityGroup: undefined } as never))).toBe(
    'VeeamArchiverAppliance.inNetwork cannot be done:\n' +
      '  1. subnet: got "subnet-1"; allowed: a subnet. Import one by its id: Subnet.fromSubnetId.\n' +
      '  2. securityGroup: got nothing; allowed: a security group. Import one by its id: SecurityGroup.fromSecurityGroupId.',
  );
  expect(errorOf(() => inNetwork(undefined as never))).toContain('subnet: got nothing');
});
