import { type App, CfnParameter, type CfnResource, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { type CallerNetworks, ConnectionTest, cloudberry, datadog, logzio, type RoleAccess, VendorAccess, velero } from '../../../src';
import { VENDOR_ACCOUNT } from '../../logzio/cases';
import { resolveTemplate } from '../../matrix/resolve';
import type { Json } from '../../matrix/types';
import { ACCOUNT, newStack } from '../../util';

// What a connection test is told to call and to simulate, where, and after what. What its function makes of it is tested in deployments (test/e2e).

const connectionTest = ConnectionTest.atDeployment();
const TYPE = 'Custom::VendorAccessConnectionTest';
const ENV = { account: ACCOUNT, partition: 'aws', region: 'eu-west-1' };

/** The properties of what has a type, with the values that only the deployment knows. */
const deployed = (stack: Stack, type = TYPE): Json =>
  [...resolveTemplate(Template.fromStack(stack).toJSON(), ENV, (one) => one === type).values()][0]?.properties;
const tested = (make: (stack: Stack) => unknown): Json => {
  const stack = newStack();
  make(stack);
  return deployed(stack);
};
/** As it stands in the template. */
const written = (stack: Stack, make: (stack: Stack) => unknown = () => undefined): Json => {
  make(stack);
  return Object.values(Template.fromStack(stack).findResources(TYPE))[0];
};
/** Logical ids without their hashes. */
const waitsOf = (stack: Stack): string[] => written(stack).DependsOn.map((id: string) => id.replace(/[\dA-F]{8}$/, ''));

const bucketName = 'mine';
const archive = (scope: Construct, props: logzio.LogzioArchiveBucketProps = {}) =>
  new logzio.LogzioArchiveBucket(scope, 'Archive', { connectionTest, ...(props.bucket ? {} : { bucketName }), ...props });
const backup = (scope: Construct, props: cloudberry.CloudBerryBackupUserProps = {}) =>
  new cloudberry.CloudBerryBackupUser(scope, 'Backup', { connectionTest, bucketName, prefix: 'office/pc', ...props });
const theirUser = (scope: Construct) => new iam.User(scope, 'Theirs', { userName: 'theirs' });
const theirRole = (scope: Construct) => new iam.Role(scope, 'Theirs', { assumedBy: new iam.AccountPrincipal(VENDOR_ACCOUNT) });
const datadogArchive = (stack: Stack, access: RoleAccess = VendorAccess.existingRole(theirRole(stack))) =>
  new datadog.DatadogLogArchive(stack, 'Archive', { access, bucketName, prefix: 'logs', connectionTest });

const BROWSING = (stack: Stack) => backup(stack, { browse: true, manageLifecycle: true });
const OF_ANOTHER = (stack: Stack) =>
  backup(stack, {
    access: VendorAccess.existingUser(theirUser(stack)),
    browse: true,
    permissions: cloudberry.CloudBerryPermissions.KB1034,
  });
const ENCRYPTED = (stack: Stack) =>
  new velero.VeleroBackupLocation(stack, 'Velero', { connectionTest, bucketName, prefix: 'a', encryptionKey: new kms.Key(stack, 'Key') });

test.each<[string, (stack: Stack) => unknown, string[]]>([
  [
    'that manages its bucket',
    BROWSING,
    [
      'ListBuckets: s3:ListAllMyBuckets CloudBerryBucketNames',
      'GetBucketLocation: s3:GetBucketLocation CloudBerryBucketLocation',
      'GetBucketAcl: s3:GetBucketAcl CloudBerryBucket',
      'GetObjectLockConfiguration: s3:GetBucketObjectLockConfiguration CloudBerryCurrentBucket',
      'GetBucketPolicy: s3:GetBucketPolicy CloudBerryBucket',
      'GetBucketRequestPayment: s3:GetBucketRequestPayment CloudBerryBucket',
      'GetBucketVersioning: s3:GetBucketVersioning CloudBerryBucket',
      'GetBucketLifecycleConfiguration: s3:GetLifecycleConfiguration CloudBerryLifecycle',
      'ListObjectsV2: s3:ListBucket CloudBerryList, s3:ListBucket CloudBerryFolders',
      'ListMultipartUploads: s3:ListBucketMultipartUploads CloudBerryCurrentBucket',
      'ListObjectVersions: s3:ListBucketVersions CloudBerryListVersions',
      'PutObject of its object: s3:PutObject CloudBerryObjects',
      'GetObject of its object: s3:GetObject CloudBerryObjects',
      'GetObjectAcl of its object: s3:GetObjectAcl CloudBerryObjects',
      'DeleteObject of its object: s3:DeleteObject CloudBerryObjects',
      'ListObjectsV2, refused: ',
      'GetObject, refused: ',
    ],
  ],
  [
    'that lists the whole bucket, which has a key',
    ENCRYPTED,
    [
      'ListObjectsV2: s3:ListBucket VeleroBucket',
      'PutObject of its object: s3:PutObject VeleroObjects, kms:GenerateDataKey VeleroKey',
      'GetObject of its object: s3:GetObject VeleroObjects, kms:Decrypt VeleroKey',
      'DeleteObject of its object: s3:DeleteObject VeleroObjects',
      'GetObject, refused: ',
    ],
  ],
  [
    'that only reads: there is no object of its own',
    (stack) => archive(stack, { usage: logzio.LogzioUsage.RESTORE }),
    ['GetBucketLocation: s3:GetBucketLocation LogzioBucketLocation', 'ListObjectsV2: s3:ListBucket LogzioRestoreList'],
  ],
  ['that it cannot act as', OF_ANOTHER, []],
])('as the user of a product %s, it calls what does no harm, in this order, and says what each call needs', (_, make, calls) => {
  const said = tested(make).Calls.map(
    ({ Call, Needs, Object: its, Refused }: Json) =>
      `${Call}${its ? ' of its object' : ''}${Refused ? ', refused' : ''}: ${Needs.join(', ')}`,
  );
  expect(said).toEqual(calls);
});

const IT = `arn:aws:s3:::${bucketName}`;
const OWNED = `aws:ResourceAccount ${ACCOUNT}`;
const BELOW = 'office/pc/cdk-vendor-access-connection-test/Stack/Backup';
const OUTSIDE = 'office/pc-outside/cdk-vendor-access-connection-test';

test.each<[string, (stack: Stack) => unknown, string[]]>([
  [
    'what would leave something behind, or if the object is locked, all of it',
    BROWSING,
    [
      `CloudBerryObjects: s3:GetObjectVersion s3:GetObjectVersionAcl on ${IT}/${BELOW}, ${OWNED}, OfBucket`,
      `CloudBerryObjects: s3:DeleteObject s3:GetObject s3:GetObjectAcl s3:PutObject on ${IT}/${BELOW}, ${OWNED}, OfBucket, Instead`,
      `CloudBerryObjectAcl: s3:PutObjectAcl s3:PutObjectVersionAcl on ${IT}/${BELOW}, ${OWNED}, s3:x-amz-acl bucket-owner-full-control, OfBucket`,
      `CloudBerryMultipart: s3:AbortMultipartUpload s3:ListMultipartUploadParts on ${IT}/${BELOW}, ${OWNED}, OfBucket`,
      `CloudBerryThaw: s3:RestoreObject on ${IT}/${BELOW}, ${OWNED}, OfBucket`,
      `CloudBerryDeleteVersions: s3:DeleteObjectVersion on ${IT}/${BELOW}, ${OWNED}, OfBucket`,
      `CloudBerryLifecycle: s3:PutLifecycleConfiguration on ${IT}, ${OWNED}, OfBucket`,
      `CloudBerryFolders: s3:ListBucket on ${IT}, ${OWNED}, s3:delimiter /, s3:prefix , OfBucket`,
      `: s3:GetObject on ${IT}/${OUTSIDE}, ${OWNED}, OfBucket, Refused`,
    ],
  ],
  [
    'everything of a user whose key it does not have',
    OF_ANOTHER,
    [
      'CloudBerryBucketNames: s3:ListAllMyBuckets on *',
      `CloudBerryBucketLocation: s3:GetBucketLocation on ${IT}, ${OWNED}, OfBucket`,
      `CloudBerryBucket: s3:GetBucketAcl s3:GetBucketPolicy s3:GetBucketRequestPayment s3:GetBucketVersioning on ${IT}, ${OWNED}, OfBucket`,
      `CloudBerryList: s3:ListBucket on ${IT}, ${OWNED}, s3:prefix ${BELOW}, OfBucket`,
      `CloudBerryObjects: s3:DeleteObject s3:GetObject s3:GetObjectAcl s3:GetObjectVersion s3:GetObjectVersionAcl s3:PutObject on ${IT}/${BELOW}, ${OWNED}, OfBucket`,
      `CloudBerryObjectAcl: s3:PutObjectAcl s3:PutObjectVersionAcl on ${IT}/${BELOW}, ${OWNED}, s3:x-amz-acl bucket-owner-full-control, OfBucket`,
      `CloudBerryDeleteVersions: s3:DeleteObjectVersion on ${IT}/${BELOW}, ${OWNED}, OfBucket`,
      `CloudBerryFolders: s3:ListBucket on ${IT}, ${OWNED}, s3:delimiter /, s3:prefix , OfBucket`,
    ],
  ],
  [
    'what uses the key of the bucket, as S3 would',
    ENCRYPTED,
    [
      `VeleroObjects: s3:AbortMultipartUpload s3:ListMultipartUploadParts on ${IT}/a/cdk-vendor-access-connection-test/Stack/Velero, ${OWNED}, OfBucket`,
      `VeleroObjects: s3:DeleteObject s3:GetObject s3:PutObject on ${IT}/a/cdk-vendor-access-connection-test/Stack/Velero, ${OWNED}, OfBucket, Instead`,
      'VeleroKey: kms:Decrypt kms:GenerateDataKey on KEY, kms:ViaService s3.eu-west-1.amazonaws.com',
      `: s3:GetObject on ${IT}/a-outside/cdk-vendor-access-connection-test, ${OWNED}, OfBucket, Refused`,
    ],
  ],
])('it has IAM simulate %s', (_, make, calls) => {
  const said = tested(make).Simulated.map(({ Actions, Context, Resource, Sid, ...flags }: Json) =>
    [
      `${Sid}: ${Actions.join(' ')} on ${Resource.replace(/^arn:aws:kms:.*/, 'KEY')}`,
      ...Object.entries(Context).map(([key, value]) => `${key} ${value}`),
      ...['OfBucket', 'Instead', 'Refused'].filter((flag) => flags[flag]),
    ].join(', '),
  );
  expect(said).toEqual(calls);
});

const ofDatadog = () =>
  VendorAccess.vendorRole({ accountId: datadog.DatadogAccount.ofSite(datadog.DatadogSite.US1), externalId: 'an-external-id' });
test.each<[string, string | undefined, (stack: Stack) => unknown]>([
  ['a new user', OUTSIDE, backup],
  ['a new role', 'logs-outside/cdk-vendor-access-connection-test', (stack) => datadogArchive(stack, ofDatadog())],
  ['a user that may do more', undefined, (stack) => backup(stack, { access: VendorAccess.existingUser(theirUser(stack)) })],
  ['a role that may do more', undefined, (stack) => datadogArchive(stack)],
  ['a user of the whole bucket', undefined, archive],
])('that it is refused outside of the prefix is tested of %s: %s', (_, outside, make) => {
  const { Outside, Simulated } = tested(make);
  expect(Outside).toBe(outside);
  expect(Simulated.filter(({ Refused }: Json) => Refused)).toHaveLength(outside ? 1 : 0);
});

const VPC = 'vpc-0123456789abcdef0';
const theirVpc = (stack: Stack) => ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: VPC, availabilityZones: ['eu-west-1a'] });
const endpointsOf = (stack: Stack) => [
  ec2.GatewayVpcEndpoint.fromGatewayVpcEndpointId(stack, 'Endpoint', 'vpce-1a2b3c4d'),
  ec2.GatewayVpcEndpoint.fromGatewayVpcEndpointId(stack, 'Other', 'vpce-2a2b3c4d'),
];
test.each<[string, object | undefined, (stack: Stack) => CallerNetworks | undefined]>([
  ['anywhere', undefined, () => undefined],
  ['one of two addresses', { 'aws:SourceIp': '203.0.113.0' }, () => ({ addresses: ['203.0.113.0/24', '198.51.100.7/32'] })],
  ['an IPv6 network', { 'aws:SourceIp': '2001:db8::' }, () => ({ addresses: ['2001:db8::/32'], vpcs: [] })],
  [
    'an address that the deployment knows',
    { 'aws:SourceIp': '198.51.100.0' },
    (stack) => ({
      addresses: [new CfnParameter(stack, 'From', { default: '198.51.100.0/24', allowedValues: ['198.51.100.0/24'] }).valueAsString],
    }),
  ],
  ['an endpoint', { 'aws:SourceVpce': 'vpce-1a2b3c4d' }, (stack) => ({ vpcEndpoints: endpointsOf(stack), vpcs: [theirVpc(stack)] })],
  ['a VPC', { 'aws:SourceVpc': VPC }, (stack) => ({ vpcs: [theirVpc(stack)] })],
])('simulated calls come from where the principal may call from: %s', (_, network, make) => {
  const { Network } = tested((stack) => {
    const onlyFrom = make(stack);
    archive(stack, { access: VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: 'an-external-id', onlyFrom }) });
  });
  expect(Network).toEqual(network);
});

const own = (stack: Stack, enforceSSL = true) =>
  new s3.Bucket(stack, 'Mine', { bucketName, enforceSSL, objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED });
const allowing = (grantee: iam.IRole, conditions: Json) =>
  new iam.PolicyStatement({ principals: [grantee], actions: ['s3:GetBucketTagging'], resources: ['*'], conditions });
test('IAM is asked with the policy of the bucket as it is deployed', () => {
  const stack = newStack();
  const bucket = own(stack);
  archive(stack, { bucket });
  bucket.addToResourcePolicy(allowing(theirRole(stack), { StringEquals: { 'aws:PrincipalTag/Ref': 'a' } }));
  bucket.addToResourcePolicy(
    allowing(theirRole(new Construct(stack, 'More')), { StringEquals: { 'aws:PrincipalTag/Ref': stack.stackId } }),
  );
  bucket.addToResourcePolicy(allowing(theirRole(new Construct(stack, 'Most')), { Null: { 'Ref-er': ['false', stack.urlSuffix] } }));
  (bucket.policy?.node.defaultChild as CfnResource).addPropertyOverride('PolicyDocument.Statement.0.Sid', null);
  const { PolicyDocument } = deployed(stack, 'AWS::S3::BucketPolicy');
  expect(JSON.parse(deployed(stack).BucketPolicy)).toEqual(PolicyDocument);
});

test.each<[string, string | undefined, (stack: Stack) => unknown]>([
  ['the bucket has none', '', (stack) => archive(stack, { bucket: own(stack, false) })],
  ['another stack has it', '', (stack) => archive(stack, { bucket: own(new Stack(stack.node.root as App, 'Elsewhere', { env: ENV })) })],
  ['a role is tested: IAM takes none', undefined, (stack) => datadogArchive(stack)],
])('IAM is asked without a policy of the bucket if %s', (_, policy, make) => {
  expect(written(newStack(), make).Properties.BucketPolicy).toBe(policy);
});

test.each<[string, (stack: Stack) => Construct]>([
  ['Archive', (stack) => stack],
  ['Team-A-Archive', (stack) => new Construct(stack, 'Team A')],
  ['x-Archive', (stack) => new Construct(stack, '*{x}?')],
  ['my-own_logs-Archive', (stack) => new Construct(new Construct(stack, 'my-own_logs'), '*')],
])('the object of a test is named after its construct, without what means something in an ARN: %s', (name, scopeOf) => {
  expect(tested((stack) => archive(scopeOf(stack))).Key).toBe(`cdk-vendor-access-connection-test/Stack/${name}`);
});

const OF_ARCHIVE = ['AccessKey1', 'Bucket', 'BucketPolicy', 'Group', 'Policy', 'Secret', 'User'].map((name) => `Archive${name}`);
const AFTER_THEIRS = ['ArchivePolicy', 'MinePolicy', 'Mine', 'Theirs'];
test.each<[string, string[], (stack: Stack) => unknown]>([
  ['what the construct makes', OF_ARCHIVE, archive],
  [
    'a bucket and a user of the app',
    AFTER_THEIRS,
    (stack) => archive(stack, { bucket: own(stack), access: VendorAccess.existingUser(theirUser(stack)) }),
  ],
  [
    'a bucket and a role of the app',
    AFTER_THEIRS,
    (stack) => archive(stack, { bucket: own(stack), access: VendorAccess.existingRole(theirRole(stack)) }),
  ],
  [
    'the user and the key of another construct',
    [...OF_ARCHIVE, 'VeleroBucket', 'VeleroBucketPolicy', 'VeleroPolicy'],
    (stack) => {
      const access = VendorAccess.sameUserAs(archive(stack, { connectionTest: undefined }));
      new velero.VeleroBackupLocation(stack, 'Velero', { access, connectionTest });
    },
  ],
])('a test comes after %s, so that its deletion comes before', (_, parts, make) => {
  const stack = newStack();
  make(stack);
  expect(waitsOf(stack).sort()).toEqual([...parts].sort());
});

test('a test in a nested stack does not wait for what waits for it: the policy of a bucket names its user', () => {
  const stack = newStack();
  const bucket = own(stack);
  const nested = new NestedStack(stack, 'Nested');
  const { user } = archive(nested, { bucket });
  bucket.addToResourcePolicy(
    new iam.PolicyStatement({ principals: [user as iam.User], actions: ['s3:GetBucketTagging'], resources: [bucket.bucketArn] }),
  );
  expect(waitsOf(nested)).toEqual(['ArchiveAccessKey1', 'ArchiveGroup', 'ArchivePolicy', 'ArchiveSecret', 'ArchiveUser']);
  expect(Object.values(Template.fromStack(stack).findResources('AWS::CloudFormation::Stack'))[0].DependsOn).toBeUndefined();
});

test('it acts as a user of another construct with its key, if the stack has that; else IAM simulates', () => {
  const withFirst = (scopeOf: (stack: Stack) => Stack) => (stack: Stack) => {
    const access = VendorAccess.sameUserAs(archive(scopeOf(stack), { connectionTest: undefined }));
    new velero.VeleroBackupLocation(stack, 'Velero', { access, connectionTest });
  };
  const here = written(
    newStack(),
    withFirst((stack) => stack),
  ).Properties;
  expect([here.Fields, here.Calls.length > 0]).toEqual([['accessKeyId', 'secretAccessKey'], true]);
  const elsewhere = withFirst(({ node }) => new Stack(node.root as App, 'Elsewhere', { env: ENV }));
  const { Calls, Fields, Secret } = written(newStack(), elsewhere).Properties;
  expect([Calls, Fields, Secret]).toEqual([[], undefined, undefined]);
});
