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

test('a name in the place of a bucket or a principal is refused by the grants', () => {
  const bucket = new s3.Bucket(newStack(), 'Bucket');
  for (const grants of [cloudberry.CloudBerryBucketGrants, logzio.LogzioBucketGrants, veeam.VeeamBucketGrants]) {
    expect(errorOf(() => grants.fromBucket('my-bucket' as never))).toBe(
      `${grants.name}.fromBucket cannot be done:\n  1. bucket: got "my-bucket"; allowed: a bucket. Import one by its name: Bucket.fromBucketName.`,
    );
  }
  expect(errorOf(() => logzio.LogzioBucketGrants.fromBucket(bucket).archive('me' as never))).toContain('grantee: got "me"');
});
