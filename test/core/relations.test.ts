import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { VendorAccess } from '../../src';
import { CloudBerryBackupUser, CloudBerryEc2Restore, CloudBerryProtection, VmImportRole } from '../../src/cloudberry';
import { LogzioArchiveBucket } from '../../src/logzio';
import { VeeamArchiverAppliance, VeeamM365Repository, VeeamM365Usage } from '../../src/veeam';
import { errorOf, newStack, synthErrorOf, warningsOf } from '../util';

const archive = (stack: Stack, props?: object, id = 'Archive') => new LogzioArchiveBucket(stack, id, props);
const RESTORE = { importRole: VmImportRole.existing() };
const restore = (stack: Stack, bucket: s3.IBucket, region?: string) =>
  new CloudBerryEc2Restore(stack, 'Restore', { ...RESTORE, bucket, region });
const appliance = (region?: string) => VeeamArchiverAppliance.vendorManagedNetwork({ region });
const copies = (stack: Stack, region?: string) =>
  new VeeamM365Repository(stack, 'Copies', { usage: VeeamM365Usage.BACKUP_COPY, archiverAppliance: appliance(region) });
const key = (stack: Stack, removalPolicy?: RemovalPolicy) => new kms.Key(stack, 'Key', { removalPolicy });
const shared = (stack: Stack) => VendorAccess.existingUser(new iam.User(stack, 'User'));
const archives = (stack: Stack, count: number) => {
  const access = shared(stack);
  return Array.from({ length: count }, (_, index) => archive(stack, { access }, `Archive${index}`));
};
const own = (stack: Stack, props: s3.BucketProps) =>
  new s3.Bucket(stack, 'B', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED, ...props });

/** What is compared, and the warning of its kind; none: nothing is said. */
const WARNED: [string, (stack: Stack) => unknown, RegExp?][] = [
  ['a restore in another region than its bucket', (s) => restore(s, new s3.Bucket(s, 'B'), 'us-east-2'), /bucketOfAnotherRegion/],
  [
    'a restore in the region of an import',
    (s) => restore(s, s3.Bucket.fromBucketAttributes(s, 'B', { bucketName: 'b-x', region: 'us-east-2' }), 'us-east-2'),
  ],
  ['a restore from an import of an unknown region', (s) => restore(s, s3.Bucket.fromBucketName(s, 'B', 'b-x'), 'us-east-2')],
  ['an appliance in another region than its bucket', (s) => copies(s, 'us-east-2'), /bucketOfAnotherRegion/],
  ['an appliance in the region of its bucket', (s) => copies(s)],
  ['a key that goes while its bucket stays', (s) => archive(s, { encryptionKey: key(s, RemovalPolicy.DESTROY) }), /keyNotKept/],
  [
    'a key that goes with its bucket',
    (s) => archive(s, { encryptionKey: key(s, RemovalPolicy.DESTROY), removalPolicy: RemovalPolicy.DESTROY }),
  ],
  ['a key that stays with its bucket', (s) => archive(s, { encryptionKey: key(s) })],
  ['eleven policies on one user', (s) => archives(s, 11), /'Stack\/User' gets 11 managed policies.*tooManyPolicies/],
  ['ten policies on one user', (s) => archives(s, 10)],
  ['a name with dots', (s) => archive(s, { bucketName: 'logs.example.com' }), /dotsInName/],
  [
    'a bucket that is emptied, under a protection',
    (s) =>
      new CloudBerryBackupUser(s, 'U', {
        bucket: own(s, { versioned: true, autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY }),
        protection: CloudBerryProtection.recoverableDeletes(),
      }),
    /autoDeleteObjects/,
  ],
];
const KIND = /bucketOfAnotherRegion|keyNotKept|tooManyPolicies|dotsInName|autoDeleteObjects/;

test.each(WARNED)('%s', (_, make, ...[says]) => {
  const stack = newStack();
  make(stack);
  expect(warningsOf(stack).filter((text) => KIND.test(text))).toEqual(says ? [expect.stringMatching(says)] : []);
});

test.each([
  'logs-111122223333-eu-west-1-an',
  'a-s3alias',
  'xn--abc',
  'sthree-abc',
  'abc--x-s3',
  'abc--ol-s3',
  'abc.mrap',
  'abc--table-s3',
  'amzn-s3-demo-abc',
])('the name %s, which S3 reserves, is refused', (bucketName) => {
  expect(errorOf(() => archive(newStack(), { bucketName }))).toMatch(
    /bucketName: got .*; allowed: a name without a prefix or suffix that S3 reserves/,
  );
});

describe('Role.customizeRoles', () => {
  test('leaves a new user without a policy, which is an error', () => {
    const stack = newStack();
    iam.Role.customizeRoles(stack);
    archive(stack);
    expect(synthErrorOf(stack)).toMatch(/policy 'Stack\/Archive\/Policy': got .*customizeRoles/);
  });

  test('is no error for a role that it names', () => {
    const stack = newStack();
    iam.Role.customizeRoles(stack, { usePrecreatedRoles: { 'Stack/Archive/Role': 'logzio' } });
    archive(stack, { access: VendorAccess.vendorRole({ accountId: '444455556666', externalId: 'logzio:aws:extid:a1b2c3d4e5f6' }) });
    expect(warningsOf(stack)).toEqual([]);
  });
});
