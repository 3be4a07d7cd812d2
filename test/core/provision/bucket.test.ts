import { Duration, type IPropertyInjector, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { VendorBucketOptions } from '../../../src';
import type { BucketShape } from '../../../src/core/private/model/bucket-shape';
import { makeBucket } from '../../../src/core/private/provision/bucket';
import { askedOf, whenRemoved } from '../../../src/core/private/provision/bucket-asked';
import { bucketResources } from '../../../src/core/private/provision/bucket-resources';
import { addToBucketPolicy } from '../../../src/core/private/provision/bucket-statements';
import { ACCOUNT, newStack, synthErrorOf, warningsOf } from '../../util';

const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`;
const key = (stack: Stack) => kms.Key.fromKeyArn(stack, 'Key', KEY);
const logs = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Logs', 'logs');
const SHAPE: BucketShape = { versioned: false, objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED };
const LOCKED: BucketShape = { ...SHAPE, versioned: true };

const encrypted = (byDefault: object, more?: object) => ({
  ServerSideEncryptionConfiguration: [
    { ServerSideEncryptionByDefault: byDefault, BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] }, ...more },
  ],
});
const ALWAYS = {
  BucketEncryption: encrypted({ SSEAlgorithm: 'AES256' }),
  OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
  PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
};
const LOCKS = { ObjectLockEnabled: true, VersioningConfiguration: { Status: 'Enabled' } };
const retention = (Mode: string) => ({ ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Days: 30, Mode } } });
const [DAYS, WEEK] = [Duration.days(30), Duration.days(7)];
const VERSIONS = { Id: 'OldVersions', NoncurrentVersionExpiration: { NoncurrentDays: 30 }, Status: 'Enabled' };
const UPLOADS = { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, Id: 'IncompleteUploads', Status: 'Enabled' };

type Options = (stack: Stack) => VendorBucketOptions;
const BUCKETS: [string, Options, BucketShape, more: object][] = [
  ['nothing', () => ({}), SHAPE, {}],
  ['a name', () => ({ bucketName: 'mine' }), SHAPE, { BucketName: 'mine' }],
  [
    'a key',
    (stack) => ({ encryptionKey: key(stack) }),
    SHAPE,
    { BucketEncryption: encrypted({ KMSMasterKeyID: KEY, SSEAlgorithm: 'aws:kms' }, { BucketKeyEnabled: true }) },
  ],
  ['access logs', (stack) => ({ serverAccessLogsBucket: logs(stack) }), SHAPE, { LoggingConfiguration: { DestinationBucketName: 'logs' } }],
  ['versions', () => ({}), { ...SHAPE, versioned: true }, { VersioningConfiguration: { Status: 'Enabled' } }],
  [
    'ACLs',
    () => ({}),
    { ...SHAPE, objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED },
    { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] } },
  ],
  ['Object Lock', () => ({}), { ...LOCKED, objectLock: {} }, LOCKS],
  [
    'a default retention',
    () => ({}),
    { ...LOCKED, objectLock: { days: 30 } },
    { ...LOCKS, ObjectLockConfiguration: retention('GOVERNANCE') },
  ],
  [
    'a default retention in a mode',
    () => ({}),
    { ...LOCKED, objectLock: { days: 30, mode: s3.ObjectLockMode.COMPLIANCE } },
    { ...LOCKS, ObjectLockConfiguration: retention('COMPLIANCE') },
  ],
  ['old versions', () => ({ noncurrentVersionExpiration: DAYS }), SHAPE, { LifecycleConfiguration: { Rules: [VERSIONS] } }],
  ['cut-off uploads', () => ({ abortIncompleteMultipartUploadAfter: WEEK }), SHAPE, { LifecycleConfiguration: { Rules: [UPLOADS] } }],
  [
    'both rules',
    () => ({ noncurrentVersionExpiration: DAYS, abortIncompleteMultipartUploadAfter: WEEK }),
    SHAPE,
    { LifecycleConfiguration: { Rules: [VERSIONS, UPLOADS] } },
  ],
];

const bucketOf = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::S3::Bucket'))[0];
const at = (properties: object, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], properties);

test.each(BUCKETS)('a new bucket with %s', (_, options, shape, more) => {
  const stack = newStack();
  const given = options(stack);
  makeBucket(stack, given, shape);
  const { Properties } = bucketOf(stack);
  expect(Properties).toEqual({ ...ALWAYS, ...more });

  // each of its properties is asked for by itself, in case that a property injector changes it
  const asked = Object.entries(askedOf(given, shape, 'SSE-C'));
  expect(Object.fromEntries(asked)).toEqual(Object.fromEntries(asked.map(([path]) => [path, at(Properties, path)])));
  const names = asked.map(([path]) => path.split('.')[0]);
  expect(Object.keys(Properties).filter((name) => name !== 'BucketName' && !names.includes(name))).toEqual([]);
});

test.each<[RemovalPolicy, string, string]>([
  [RemovalPolicy.DESTROY, 'Delete', 'Delete'],
  [RemovalPolicy.RETAIN, 'Retain', 'Retain'],
  [RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, 'RetainExceptOnCreate', 'Retain'],
  [RemovalPolicy.SNAPSHOT, 'Snapshot', 'Snapshot'],
])('%s: what CloudFormation does is %s, and %s if it replaces the resource', (policy, deletion, replacement) => {
  expect(whenRemoved(policy)).toEqual({ '/DeletionPolicy': deletion, '/UpdateReplacePolicy': replacement });
});

const STATEMENT = { actions: ['s3:GetObject'], principals: [new iam.ArnPrincipal(`arn:aws:iam::${ACCOUNT}:role/reader`)] };
const statements =
  (...effects: iam.Effect[]) =>
  (bucket: s3.IBucket) =>
    effects.map((effect) => new iam.PolicyStatement({ ...STATEMENT, effect, resources: [bucket.arnForObjects('*')] }));
const { ALLOW, DENY } = iam.Effect;

/** The bucket's statement that denies requests, and those of the two kinds of insecure connection. */
const denied = (Condition: object) => ({
  ...{ Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*', Condition },
  Resource: [{ 'Fn::GetAtt': [expect.any(String), 'Arn'] }, { 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.any(String), 'Arn'] }, '/*']] }],
});
const TLS = [denied({ Bool: { 'aws:SecureTransport': 'false' } }), denied({ NumericLessThan: { 's3:TlsVersion': 1.2 } })];
/** A stack of an organization with a property injector for buckets. */
const injecting = (inject: (props: s3.BucketProps) => s3.BucketProps) =>
  newStack(undefined, { propertyInjectors: [{ constructUniqueId: s3.Bucket.PROPERTY_INJECTION_ID, inject } as IPropertyInjector] });

const KEPT = ['RetainExceptOnCreate', 'Retain'];
const GONE = ['Delete', 'Delete'];

describe.each<[string, (props: s3.BucketProps) => s3.BucketProps]>([
  ['as the CDK makes it', (props) => props],
  ['that a property injector has opened', ({ enforceSSL, minimumTLSVersion, ...props }) => props],
])('the policy of a bucket %s', (_, inject) => {
  test.each<[iam.Effect[], string[]]>([
    [[], KEPT],
    [[DENY], KEPT],
    [[ALLOW], GONE],
    [[DENY, ALLOW], GONE],
  ])('denies insecure connections, and with %j, is kept with the bucket only if it lets nobody in', (effects, [deletion, replacement]) => {
    const stack = injecting(inject);
    makeBucket(stack, {}, SHAPE, statements(...effects));
    const [{ DeletionPolicy, Properties, UpdateReplacePolicy }] = Object.values(
      Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'),
    );
    const own = effects.map((Effect) => expect.objectContaining({ Effect, Action: 's3:GetObject' }));
    expect(Properties.PolicyDocument.Statement).toEqual([...TLS, ...own]);
    expect([DeletionPolicy, UpdateReplacePolicy]).toEqual([deletion, replacement]);
    expect([bucketOf(stack).DeletionPolicy, bucketOf(stack).UpdateReplacePolicy]).toEqual(KEPT);
  });
});

test.each<[iam.Effect, string[]]>([
  [ALLOW, [expect.stringContaining('core.accessKept')]],
  [DENY, []],
])('a policy that an app keeps: %s, %j', (effect, warnings) => {
  const stack = newStack();
  makeBucket(stack, {}, SHAPE, statements(effect)).policy?.applyRemovalPolicy(RemovalPolicy.RETAIN);
  expect(warningsOf(stack)).toEqual(warnings);
});

test('without a removal policy given, a bucket is kept; with one, that is taken', () => {
  const stack = newStack();
  makeBucket(stack, { removalPolicy: RemovalPolicy.DESTROY }, SHAPE);
  const { DeletionPolicy, UpdateReplacePolicy } = bucketOf(stack);
  expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(GONE);
});

test.each<[string, (props: s3.BucketProps) => s3.BucketProps, RegExp]>([
  [
    'one of the denials',
    ({ minimumTLSVersion, ...props }) => props,
    /BucketPolicy 'Stack\/Bucket\/Policy', PolicyDocument\.Statement\.1: got nothing; .*s3:TlsVersion/,
  ],
  ['all of the props', () => ({}), /PublicAccessBlockConfiguration: got nothing.*ServerSideEncryptionByDefault: got nothing/s],
])('a property injector must not take away %s', (_, inject, message) => {
  const stack = injecting(inject);
  makeBucket(stack, {}, { ...SHAPE, versioned: true });
  expect(synthErrorOf(stack)).toMatch(message);
});

test('the lifecycle of an organization reaches a bucket without rules of its own', () => {
  const stack = injecting((props) => ({ lifecycleRules: [{ id: 'OldVersions', noncurrentVersionExpiration: DAYS }], ...props }));
  makeBucket(stack, {}, SHAPE);
  expect(bucketOf(stack).Properties.LifecycleConfiguration.Rules).toEqual([VERSIONS]);
});

test('two constructs cannot give their buckets one name', () => {
  const stack = newStack();
  for (const id of ['One', 'Two']) {
    makeBucket(new Construct(stack, id), { bucketName: 'mine' }, SHAPE);
  }
  expect(synthErrorOf(stack)).toMatch(/ bucketName: got "'mine', which 'Stack\/\w+' has too";.*pass the same bucket to both constructs/);
});

test('statements are added to the policy of an own bucket, and returned', () => {
  const bucket = new s3.Bucket(newStack(), 'Mine');
  const added = addToBucketPolicy(bucket, statements(ALLOW, DENY));
  expect(added).toHaveLength(2);
  expect(bucket.policy?.document.toJSON().Statement).toEqual(added.map((one) => one.toStatementJson()));
  expect(addToBucketPolicy(bucket, undefined)).toEqual([]);
});

const OWNER = { 'aws:ResourceAccount': '444455556666' };
test.each<[string, string | undefined, string, object]>([
  ['the whole bucket', undefined, 'arn:aws:s3:::theirs/*', { StringEquals: OWNER }],
  ['a prefix', 'office', 'arn:aws:s3:::theirs/office/*', { StringEquals: OWNER, StringLike: { 's3:prefix': 'office/*' } }],
])('the resources of %s', (_, prefix, objects, listing) => {
  const stack = newStack();
  const attributes = { bucketArn: 'arn:aws:s3:::theirs', account: '444455556666', region: 'eu-north-1' };
  const resourcesOf = (id: string, encryptionKey?: kms.IKey) =>
    bucketResources(s3.Bucket.fromBucketAttributes(stack, id, { ...attributes, encryptionKey }), prefix);
  const places = {
    account: { arns: ['*'] },
    bucket: { arns: ['arn:aws:s3:::theirs'], conditions: { StringEquals: OWNER } },
    listing: { arns: ['arn:aws:s3:::theirs'], conditions: listing },
    object: { arns: [objects], conditions: { StringEquals: OWNER } },
  };
  const throughS3 = { StringLike: { 'kms:ViaService': 's3.eu-north-1.amazonaws.com*' } };
  expect(resourcesOf('Plain')).toEqual(places);
  expect(resourcesOf('Encrypted', key(stack))).toEqual({ ...places, key: { arns: [KEY], conditions: throughS3 } });
});
