import { Duration, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { VendorAccess, velero, Workload } from '../../src';
import { errorOf, newStack, synthErrorOf, warningsOf } from '../util';

const make = (stack: Stack, props?: velero.VeleroBackupLocationProps) => new velero.VeleroBackupLocation(stack, 'Velero', props);
const own = (stack: Stack, props: s3.BucketProps) => new s3.Bucket(stack, 'Mine', { enforceSSL: true, versioned: true, ...props });

test.each<[string, (stack: Stack) => velero.VeleroBackupLocationProps, string]>([
  [
    "a role for a vendor's account, which Velero does not have",
    () => ({ access: VendorAccess.vendorRole({ accountId: '444455556666', externalId: 'a1b2c3' }) }),
    'access: got IAM role of VendorAccess.vendorRole; allowed: VendorAccess.iamUser, VendorAccess.existingUser, VendorAccess.workloadRole, VendorAccess.existingRole.',
  ],
  [
    'a wildcard as the namespace',
    () => ({ access: VendorAccess.workloadRole(Workload.podIdentity({ clusterName: 'c', namespace: '*', serviceAccount: 'velero' })) }),
    'access.workload.namespace: got "*"; allowed: a namespace of Kubernetes',
  ],
  [
    'a key for volumes without snapshots',
    (stack) => ({ volumeKey: new kms.Key(stack, 'Key') }),
    'allowed: only with volumeSnapshots: true',
  ],
  ['a prefix with a wildcard', () => ({ prefix: 'cluster-*' }), 'prefix: got "cluster-*"'],
  ['a text for a switch', () => ({ volumeSnapshots: 'true' as never }), 'volumeSnapshots: got "true"; allowed: true or false'],
  [
    'versions of an own bucket',
    (stack) => ({ bucket: own(stack, {}), versioned: true }),
    "versioned: got true; allowed: only without 'bucket'",
  ],
])('%s', (_, props, text) => {
  const stack = newStack();
  expect(errorOf(() => make(stack, props(stack)))).toContain(text);
  expect(stack.node.tryFindChild('Velero')).toBeUndefined();
});

test.each([s3.StorageClass.GLACIER, s3.StorageClass.DEEP_ARCHIVE])('a transition to %s, from which Velero cannot read', (storageClass) => {
  const stack = newStack();
  make(stack, { bucket: own(stack, { lifecycleRules: [{ transitions: [{ storageClass, transitionAfter: Duration.days(30) }] }] }) });
  expect(synthErrorOf(stack)).toContain('Velero reads backups and repositories without restoring objects');
});

test.each<[string, s3.BucketProps, string]>([
  ['a rule that expires objects', { lifecycleRules: [{ expiration: Duration.days(365) }] }, 'All backups of a namespace share the objects'],
  [
    'a default retention',
    { objectLockDefaultRetention: s3.ObjectLockRetention.compliance(Duration.days(7)) },
    'Velero does not support immutable backups',
  ],
])('%s', (_, props, text) => {
  const stack = newStack();
  make(stack, { bucket: own(stack, props) });
  expect(warningsOf(stack)).toEqual([expect.stringContaining(text)]);
});

test.each([
  [true, ['velero.objectsExpire', 'velero.notReadable']],
  [undefined, []],
])('rules for objects with certain tags (objectTags: %s)', (objectTags, ids) => {
  const stack = newStack();
  const transitions = [{ storageClass: s3.StorageClass.GLACIER, transitionAfter: Duration.days(30) }];
  const tagFilters = { keep: 'cold' };
  make(stack, { objectTags, bucket: own(stack, { lifecycleRules: [{ tagFilters, transitions, expiration: Duration.days(99) }] }) });
  expect(warningsOf(stack)).toEqual(ids.map((id) => expect.stringContaining(id)));
});

test.each<[string, s3.BucketProps]>([
  ['expires noncurrent versions', { lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30) }] }],
  [
    'moves objects to where they can be read',
    {
      lifecycleRules: [{ transitions: [{ storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(30) }] }],
    },
  ],
  ['expires what others write', { lifecycleRules: [{ prefix: 'other/', expiration: Duration.days(7) }] }],
  ['has Object Lock without a default retention', { objectLockEnabled: true }],
])('a bucket that %s is taken without a word', (_, props) => {
  const stack = newStack();
  make(stack, { bucket: own(stack, props), prefix: 'velero' });
  expect(warningsOf(stack)).toEqual([]);
});

test('a grant to a principal that takes none', () => {
  const grants = velero.VeleroBucketGrants.fromBucket(own(newStack(), {}));
  expect(errorOf(() => grants.backup(new iam.AccountPrincipal('444455556666')))).toContain('VeleroBucketGrants.backup failed');
});
