import { Duration, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { cloudberry, datadog, VendorAccess, veeam, velero } from '../../src';
import { placed } from '../cloudberry/cases';
import { newStack, warningsOf } from '../util';

// Denials that depend on how a product locks or tags what it writes, as far as its pages and options say.

const { COMPLIANCE, GOVERNANCE } = s3.ObjectLockMode;

const PRODUCTS = {
  'in compliance mode': (stack: Stack, bucket: s3.IBucket) =>
    new veeam.VeeamBackupRepository(stack, 'Product', { bucket, immutability: true }),
  'for 30 to 60 days': (stack: Stack, bucket: s3.IBucket) =>
    new veeam.VeeamBackupRepository(stack, 'Product', { bucket, immutability: true, immutabilityPeriod: Duration.days(30) }),
  'for 30 days': (stack: Stack, bucket: s3.IBucket) =>
    new veeam.VeeamBackupRepository(stack, 'Product', {
      bucket,
      immutability: true,
      immutabilityPeriod: Duration.days(30),
      tier: veeam.VeeamBackupTier.ARCHIVE_INSTANT_RETRIEVAL,
    }),
  'in either mode': (stack: Stack, bucket: s3.IBucket) => new veeam.VeeamM365Repository(stack, 'Product', { bucket, immutability: true }),
  'in governance mode': (stack: Stack, bucket: s3.IBucket) =>
    new veeam.VeeamM365Repository(stack, 'Product', {
      bucket,
      immutability: true,
      lockMode: GOVERNANCE,
      maximumRetention: Duration.days(90),
    }),
  'as GFS says': (stack: Stack, bucket: s3.IBucket) =>
    new cloudberry.CloudBerryBackupUser(stack, 'Product', {
      bucket,
      protection: cloudberry.CloudBerryProtection.objectLock({ gfs: true }),
    }),
  nothing: (stack: Stack, bucket: s3.IBucket) => new velero.VeleroBackupLocation(stack, 'Product', { bucket, prefix: 'mine' }),
};

const MODE = 's3:object-lock-mode';
const is = (mode: string) => ({ StringEquals: { [MODE]: mode } });
const isNot = (mode: string) => ({ StringNotEquals: { [MODE]: mode } });
const days = (operator: string, value: number) => ({ [operator]: { 's3:object-lock-remaining-retention-days': value } });
const ifGiven = { Null: { [MODE]: 'false' } };
const UNLOCKED = { Null: { [MODE]: 'true' } };
const HELD = { StringEquals: { 's3:object-lock-legal-hold': 'ON' } };

const denial = (bucket: s3.IBucket, actions: string[], conditions: object) =>
  new iam.PolicyStatement({
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions,
    resources: [bucket.arnForObjects('*')],
    conditions: conditions as never,
  });

/** Which calls are denied, and which perhaps, by a statement of the app. */
function said(product: keyof typeof PRODUCTS, ...conditions: object[]): string[] {
  const stack = newStack();
  const bucket = new s3.Bucket(stack, 'Mine', { enforceSSL: true, versioned: true, objectLockEnabled: product !== 'nothing' });
  for (const one of conditions) {
    const actions = ['s3:PutObject', one === HELD ? 's3:PutObjectLegalHold' : 's3:PutObjectRetention'];
    bucket.addToResourcePolicy(denial(bucket, actions, one));
  }
  PRODUCTS[product](stack, bucket);
  const found = warningsOf(stack).map((text) => /statement (\d), denies ([^(]*?),? (?:depending|\().*core\.(\w+)]/.exec(text) ?? []);
  return found.filter(({ length }) => length > 0).map(([, ...parts]) => parts.join(' '));
}

const ALL = 's3:PutObject, s3:PutObjectRetention';

test.each<[keyof typeof PRODUCTS, string, object, string[]]>([
  ['in compliance mode', 'compliance', is(COMPLIANCE), ['2 s3:PutObject mayBeDenied', '2 s3:PutObjectRetention denied']],
  [
    'in compliance mode',
    'all but governance',
    { ...isNot(GOVERNANCE), ...ifGiven },
    ['2 s3:PutObject mayBeDenied', '2 s3:PutObjectRetention denied'],
  ],
  ['in compliance mode', 'all but governance, or nothing', isNot(GOVERNANCE), [`2 ${ALL} denied`]],
  ['in compliance mode', 'uploads without a lock', UNLOCKED, ['2 s3:PutObject mayBeDenied']],
  ['in compliance mode', 'any lock', days('NumericGreaterThan', 0), ['2 s3:PutObjectRetention denied']],
  ['in compliance mode', 'legal holds', HELD, ['2 s3:PutObject, s3:PutObjectLegalHold mayBeDenied']],
  [
    'for 30 to 60 days',
    'locks of more than 10 days',
    days('NumericGreaterThan', 10),
    ['2 s3:PutObject mayBeDenied', '2 s3:PutObjectRetention denied'],
  ],
  ['for 30 to 60 days', 'locks of more than 45 days', days('NumericGreaterThan', 45), [`2 ${ALL} mayBeDenied`]],
  [
    'for 30 to 60 days',
    'locks of less than 100 days',
    days('NumericLessThan', 100),
    ['2 s3:PutObject mayBeDenied', '2 s3:PutObjectRetention denied'],
  ],
  ['in either mode', 'compliance', is(COMPLIANCE), [`2 ${ALL} mayBeDenied`]],
  ['in governance mode', 'governance', is(GOVERNANCE), ['2 s3:PutObject mayBeDenied', '2 s3:PutObjectRetention denied']],
  ['as GFS says', 'governance', is(GOVERNANCE), [`2 ${ALL} mayBeDenied`]],
  ['nothing', 'uploads without a lock', UNLOCKED, ['2 s3:PutObject denied']],
  ['nothing', 'all but governance', isNot(GOVERNANCE), ['2 s3:PutObject denied']],
  // harmless
  ['in compliance mode', 'governance', is(GOVERNANCE), []],
  ['in compliance mode', 'locks of more than 400 days', days('NumericGreaterThan', 400), []],
  ['for 30 to 60 days', 'locks of more than 60 days', days('NumericGreaterThan', 60), []],
  ['for 30 to 60 days', 'locks of less than 30 days', days('NumericLessThan', 30), []],
  ['for 30 days', 'locks of more than 30 days', days('NumericGreaterThan', 30), []],
  ['in either mode', 'locks of less than 30 days', days('NumericLessThan', 30), []],
  ['in either mode', 'legal holds', HELD, []],
  ['in governance mode', 'compliance', is(COMPLIANCE), []],
  ['in governance mode', 'locks of less than 7 days', days('NumericLessThan', 7), []],
  ['nothing', 'compliance', is(COMPLIANCE), []],
  ['nothing', 'long locks', days('NumericGreaterThan', 0), []],
  ['nothing', 'legal holds', HELD, []],
])('a product that locks %s, and a denial of %s', (product, _, condition, expected) => {
  expect(said(product, condition)).toEqual(expected);
});

test('only what denies is to blame', () => {
  expect(said('in governance mode', days('NumericLessThan', 7), is(GOVERNANCE))).toEqual([
    '3 s3:PutObject mayBeDenied',
    '3 s3:PutObjectRetention denied',
  ]);
  expect(said('in either mode', days('NumericLessThan', 50), days('NumericGreaterThan', 40))).toEqual([
    '2 s3:PutObjectRetention denied',
    '3 s3:PutObjectRetention denied',
  ]);
});

test.each<[string, object, string[], string[]]>([
  ['uploads without a tag', { Null: { 's3:RequestObjectTag/team': 'true' } }, ['denied'], ['mayBeDenied']],
  ['a certain tag', { StringEquals: { 's3:RequestObjectTag/public': 'yes' } }, [], ['mayBeDenied']],
  ['tags of one name', { 'ForAnyValue:StringEquals': { 's3:requestobjecttagkeys': ['public'] } }, [], ['mayBeDenied']],
])('a denial of %s, for a product that cannot tag and one that can', (_, condition, cannot, can) => {
  const said = (objectTags: boolean) => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Mine', { enforceSSL: true });
    bucket.addToResourcePolicy(denial(bucket, ['s3:PutObject'], condition));
    new velero.VeleroBackupLocation(stack, 'Product', { bucket, prefix: 'mine', objectTags });
    return warningsOf(stack).map((text) => /core\.(\w+)]/.exec(text)?.[1]);
  };
  expect([said(false), said(true)]).toEqual([cannot, can]);
});

const VELERO = (stack: Stack, bucket: s3.IBucket) => new velero.VeleroBackupLocation(stack, 'Product', { bucket });
const ARCHIVER = (stack: Stack, bucket: s3.IBucket) => new datadog.DatadogLogArchive(stack, 'Product', { bucket, access: VENDOR() });
const VENDOR = () => VendorAccess.vendorRole({ accountId: '464622532012', externalId: 'a1b2c3d4e5f6478890aabbccddeeff00' });
const restore = (isPlaced: boolean) => (stack: Stack, bucket: s3.IBucket) =>
  new cloudberry.CloudBerryEc2Restore(stack, 'Product', {
    bucket,
    importRole: cloudberry.VmImportRole.create(),
    placement: isPlaced ? placed(stack, 'subnet-0aaa', 'sg-0aaa') : undefined,
  });
const IN_HEADERS = { StringNotEquals: { 's3:authType': 'REST-HEADER' } };
const older = (seconds: number) => ({ NumericGreaterThan: { 's3:signatureAge': `${seconds * 1000}` } });

test.each<[string, object, (stack: Stack, bucket: s3.IBucket) => unknown, string[]]>([
  ['signatures in headers only, logs of Velero', IN_HEADERS, VELERO, ['denied']],
  ['signatures in headers only, a disk image', IN_HEADERS, restore(false), ['denied']],
  ['young signatures, logs of Velero', older(10), VELERO, ['mayBeDenied']],
  ['young signatures, a disk image', older(600), restore(false), ['mayBeDenied']],
  ['signatures in addresses only', { StringNotEquals: { 's3:authType': 'REST-QUERY-STRING' } }, VELERO, ['denied']],
  // harmless
  ['signatures of ten minutes, logs of Velero', older(600), VELERO, []],
  ['signatures in headers only, a product that signs no addresses', IN_HEADERS, ARCHIVER, []],
  ['young signatures, a product that signs no addresses', older(10), ARCHIVER, []],
  ['signatures in headers only, a disk image that a role reads', IN_HEADERS, restore(true), []],
])('%s', (_, conditions, make, says) => {
  const stack = newStack();
  const bucket = new s3.Bucket(stack, 'Mine', { enforceSSL: true });
  bucket.addToResourcePolicy(denial(bucket, ['s3:GetObject'], conditions));
  make(stack, bucket);
  expect(warningsOf(stack).flatMap((one) => /core\.(denied|mayBeDenied)/.exec(one)?.[1] ?? [])).toEqual(says);
});
