import { Duration, type Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { VendorAccess, veeam } from '../../src';
import { backupSets } from '../../src/veeam/vbr/backup-sets';
import { errorOf, newStack, synthErrorOf, warningsOf } from '../util';
import { backupsIn } from './cases';

type Props = veeam.VeeamBackupRepositoryProps;
const Tier = veeam.VeeamBackupTier;
const Appliance = veeam.VeeamArchiverAppliance;
const days = (count: number) => Duration.days(count);
const make = (stack: Stack, props?: Props) => new veeam.VeeamBackupRepository(stack, 'Backups', props);
const on = (bucket: s3.BucketProps, props?: Props) => {
  const stack = newStack();
  make(stack, { bucket: new s3.Bucket(stack, 'Mine', bucket), ...props });
  return stack;
};
const VERSIONED = { objectLockEnabled: true };

describe('a backup repository is refused', () => {
  test.each<[string, (stack: Stack) => Props, string]>([
    [
      'with an unknown tier',
      () => ({ tier: 'Archive_Deep_Archive' as never }),
      'Use the enum member: VeeamBackupTier.ARCHIVE_DEEP_ARCHIVE.',
    ],
    [
      'with a limit, but without locks',
      () => ({ maximumRetention: days(60) }),
      'maximumRetention: got 60 days; allowed: only with immutability',
    ],
    [
      'with a period, but without locks',
      () => ({ immutabilityPeriod: days(30) }),
      'immutabilityPeriod: got 30 days; allowed: only with immut',
    ],
    ['with a period of no day', () => ({ immutability: true, immutabilityPeriod: days(0) }), 'allowed: 1 to 999 whole days'],
    ['with a period of 1000 days', () => ({ immutability: true, immutabilityPeriod: days(1000) }), 'allowed: 1 to 999 whole days'],
    [
      'with a period that only the deployment knows',
      () => ({ immutability: true, immutabilityPeriod: days(Token.asNumber({ Ref: 'Days' })) }),
      'CDK needs the value at synth',
    ],
    [
      'with a limit below the period and what Veeam adds',
      () => ({ immutability: true, immutabilityPeriod: days(30), maximumRetention: days(59) }),
      'maximumRetention: got 59 days; allowed: 60 days or more. Veeam locks for immutabilityPeriod and 30 more days',
    ],
    [
      'with a limit for a bucket of others',
      (stack) => ({ bucket: s3.Bucket.fromBucketName(stack, 'Import', 'others'), immutability: true, maximumRetention: days(60) }),
      'maximumRetention: got "imported bucket Stack/Import"; allowed: a bucket of this app. Omit it, and add this statement',
    ],
    [
      'with a limit below the period in the archive tier',
      () => ({ tier: Tier.ARCHIVE_DEEP_ARCHIVE, immutability: true, immutabilityPeriod: days(30), maximumRetention: days(29) }),
      'allowed: 30 days or more. Veeam locks for immutabilityPeriod: its uploads',
    ],
    [
      'with a role',
      () => ({ access: VendorAccess.vendorRole({ accountId: '444455556666', externalId: 'any' }) as never }),
      'allowed: VendorAccess.iamUser, VendorAccess.existingUser. Choose one of them: Veeam Backup & Replication takes no other kind',
    ],
    ['that only reads, without a bucket', () => ({ readOnly: true }), "readOnly: got true; allowed: only with 'bucket'"],
    [
      'that only reads, in the archive tier',
      (stack) => ({ readOnly: true, bucket: new s3.Bucket(stack, 'Mine'), tier: Tier.ARCHIVE_INSTANT_RETRIEVAL }),
      'readOnly: got "tier archive-instant-retrieval"; allowed: the performance or the capacity tier',
    ],
    [
      'that only reads, with a limit of locks',
      (stack) => ({ readOnly: true, bucket: new s3.Bucket(stack, 'Mine', VERSIONED), immutability: true, maximumRetention: days(60) }),
      "maximumRetention: got 60 days; allowed: only without 'readOnly'",
    ],
    [
      'that only reads, with an appliance',
      (stack) => ({ readOnly: true, bucket: new s3.Bucket(stack, 'Mine'), appliance: Appliance.vendorManagedNetwork() }),
      'appliance: got',
    ],
    [
      'with an appliance in a network that Veeam creates',
      () => ({ appliance: Appliance.vendorManagedNetwork() }),
      'appliance: got "a network that Veeam creates"; allowed: an appliance in a given network.',
    ],
    ['with encrypted volumes of no appliance', () => ({ ebsEncryption: true }), "ebsEncryption: got true; allowed: only with 'appliance'"],
  ])('%s', (_, props, message) => {
    const stack = newStack();
    expect(errorOf(() => make(stack, props(stack)))).toContain(message);
    expect(stack.node.findAll().filter((one) => one instanceof iam.User)).toEqual([]);
  });

  test.each<[string, Props, (stack: Stack) => veeam.VeeamArchiverOptions, string]>([
    ['whose appliance opens a given group', {}, () => ({ manageIngress: true }), 'appliance.manageIngress: got true; allowed: false'],
    [
      'with a key of volumes that are not encrypted',
      { ebsEncryption: false },
      (stack) => ({ volumeKey: new kms.Key(stack, 'Key') }),
      'ebsEncryption: got false; allowed: true with the volumeKey of the appliance',
    ],
  ])('%s', (_, props, options, message) => {
    const stack = newStack();
    expect(errorOf(() => backupsIn(stack, ['subnet-0a', 'sg-0a'], props, options(stack)))).toContain(message);
  });

  test('with all mistakes at once', () => {
    const message = errorOf(() => make(newStack(), { tier: 'tape' as never, maximumRetention: days(60), ebsEncryption: true }));
    for (const mistake of ['1. tier', '2. maximumRetention', '3. ebsEncryption']) {
      expect(message).toContain(mistake);
    }
  });
});

describe('the bucket of a backup repository', () => {
  test.each<[string, s3.BucketProps, Props, string]>([
    ['lifecycle rules', { lifecycleRules: [{ expiration: days(1) }] }, {}, 'Veeam does not support lifecycle rules'],
    ['no Object Lock for immutability', { versioned: true }, { immutability: true }, 'allowed: Object Lock with immutability'],
    [
      'a default retention',
      { ...VERSIONED, objectLockDefaultRetention: s3.ObjectLockRetention.compliance(days(1)) },
      { immutability: true },
      'It may result in unpredictable behavior and data loss.',
    ],
  ])('is refused with %s', (_, bucket, props, message) => {
    expect(synthErrorOf(on(bucket, props))).toContain(message);
  });

  test('gives a warning with versions, but without immutability', () => {
    expect(warningsOf(on({ versioned: true, enforceSSL: true }))).toEqual([
      expect.stringContaining('[ack: cdk-vendor-access:veeam.keepsVersions]'),
    ]);
  });

  test('takes a second server that reads, and no word is said of its locks', () => {
    const stack = newStack();
    const first = make(stack, { immutability: true, maximumRetention: days(60) });
    new veeam.VeeamBackupRepository(stack, 'Second', { bucket: first.bucket, readOnly: true, immutability: true });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('is not written by a second server that reads and shares the user of the first: a warning', () => {
    const stack = newStack();
    const first = make(stack);
    new veeam.VeeamBackupRepository(stack, 'Second', { bucket: first.bucket, readOnly: true, access: VendorAccess.sameUserAs(first) });
    expect(warningsOf(stack).join()).toContain('[ack: cdk-vendor-access:core.limitWidened]');
  });
});

test('an appliance whose group of this app lets in nobody gives a warning: Veeam opens none', () => {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, natGateways: 0 });
  const [subnet] = vpc.publicSubnets;
  const securityGroup = new ec2.SecurityGroup(stack, 'Group', { vpc });
  make(stack, { appliance: Appliance.inNetwork({ subnet, securityGroup }) });
  expect(warningsOf(stack)).toEqual([expect.stringContaining('veeam.closedToAll')]);
});

test('the sets of a use are sums: each adds to the one before', () => {
  const ids = (options: veeam.VeeamBackupGrantOptions) => backupSets(options).map(({ id }) => id.replace('veeam/backup-', ''));
  expect(ids({})).toEqual(['repository']);
  expect(ids({ tier: Tier.CAPACITY, immutability: true })).toEqual(['repository', 'versions', 'legal-holds', 'immutability']);
  expect(ids({ tier: Tier.ARCHIVE_INSTANT_RETRIEVAL })).toEqual(['repository', 'archive']);
  expect(ids({ tier: Tier.ARCHIVE_DEEP_ARCHIVE, immutability: true })).toEqual([
    'repository',
    'versions',
    'immutability',
    'archive',
    'retrieval',
  ]);
  expect(ids({ readOnly: true, immutability: true, bucketBrowsing: true })).toEqual([
    'read-only',
    'bucket-browsing',
    'versions',
    'legal-holds',
  ]);
});

test('a grant with wrong options is refused', () => {
  const stack = newStack();
  const grants = veeam.VeeamBucketGrants.fromBucket(new s3.Bucket(stack, 'Bucket'));
  const wrong = () => grants.backupRepository(new iam.Group(stack, 'Group'), { readOnly: true, tier: Tier.ARCHIVE_DEEP_ARCHIVE });
  expect(errorOf(wrong)).toContain('readOnly: got "tier archive-deep-archive"');
});
