import { CfnParameter, Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AccessKeys, ConnectionTest, logzio, VendorAccess, type VendorRoleAccessOptions } from '../../src';
import type { Cases } from '../cases';

/** Not Logz.io's: theirs is shown in the console only, so tests use AWS's example account. */
export const VENDOR_ACCOUNT = '444455556666';
export const EXTERNAL_ID = 'logzio:aws:extid:example0nktixxe8q';

const { ARCHIVE, RESTORE } = logzio.LogzioUsage;
const vendorRole = (options: Partial<VendorRoleAccessOptions> = {}) =>
  VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID, ...options });
const boundary = (stack: Stack) =>
  new iam.ManagedPolicy(stack, 'Boundary', { statements: [new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] })] });
const archive = (stack: Stack, props?: logzio.LogzioArchiveBucketProps) => new logzio.LogzioArchiveBucket(stack, 'Archive', props);

/** The bucket that the services of the user's own account write their logs to. */
const logBucket = (stack: Stack, props?: s3.BucketProps) =>
  new s3.Bucket(stack, 'Mine', { enforceSSL: true, minimumTLSVersion: 1.2, ...props });
const fetcher = (stack: Stack, props: logzio.LogzioS3FetcherProps) => {
  const made = new logzio.LogzioS3Fetcher(stack, 'Fetcher', props);
  made.addSetupOutputs();
  return made;
};

/** An address of the matrix, and places that it never calls from by itself. */
export const [OFFICE, ENDPOINT, VPC] = ['198.51.100.0/24', 'vpce-0123456789abcdef0', 'vpc-0123456789abcdef0'];
const networks = (stack: Stack) => ({
  addresses: [OFFICE],
  vpcEndpoints: [ec2.GatewayVpcEndpoint.fromGatewayVpcEndpointId(stack, 'Endpoint', ENDPOINT)],
  vpcs: [ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: VPC, availabilityZones: ['eu-west-1a'] })],
});

const withKeys = (stack: Stack, accessKeys: AccessKeys) => {
  const made = archive(stack, { access: VendorAccess.iamUser({ accessKeys }) });
  made.addSetupOutputs();
  return made;
};

/** Every option that changes the template, each in a stack of its own: snapshots, the matrix, cdk-nag and the feature flags run over all of them. */
export const CASES: Cases<logzio.LogzioArchiveBucket | logzio.LogzioS3Fetcher> = {
  default: (stack) => archive(stack),
  'archive-only': (stack) => archive(stack, { usage: ARCHIVE }),
  'restore-only': (stack) => archive(stack, { usage: RESTORE }),
  'vendor-role': (stack) => archive(stack, { access: vendorRole() }),
  'vendor-role-bounded': (stack) => {
    const options = { roleName: 'logzio', maxSessionDuration: Duration.hours(2), permissionsBoundary: boundary(stack) };
    return archive(stack, { access: vendorRole(options) });
  },
  'existing-user': (stack) => archive(stack, { access: VendorAccess.existingUser(new iam.User(stack, 'Mine')) }),
  'existing-role': (stack) => {
    const mine = new iam.Role(stack, 'Mine', { assumedBy: new iam.AccountPrincipal(VENDOR_ACCOUNT), externalIds: [EXTERNAL_ID] });
    return archive(stack, { access: VendorAccess.existingRole(mine) });
  },
  'named-and-bounded': (stack) =>
    archive(stack, {
      bucketName: 'named-bucket',
      versioned: false,
      access: VendorAccess.iamUser({
        userName: 'logzio',
        secretName: 'logzio/access-key',
        allowSessionTokens: true,
        permissionsBoundary: boundary(stack),
      }),
    }),
  'only-from': (stack) =>
    archive(stack, { access: VendorAccess.iamUser({ onlyFrom: networks(stack) }), encryptionKey: new kms.Key(stack, 'Key') }),
  'vendor-role-only-from': (stack) => archive(stack, { access: vendorRole({ onlyFrom: { addresses: [OFFICE, '2001:db8::/48'] } }) }),
  'existing-user-only-from': (stack) => {
    const office = new CfnParameter(stack, 'Office', { default: '127.0.0.1/32', allowedPattern: '[0-9.]+/32' }); // where the local AWS is called from
    const onlyFrom = { addresses: [office.valueAsString] };
    return archive(stack, { access: VendorAccess.existingUser(new iam.User(stack, 'Mine'), { onlyFrom }) });
  },
  named: (stack) => {
    const access = VendorAccess.iamUser({ path: '/vendors/', groupName: 'acme-logzio', policyName: 'acme-logzio' });
    return archive(stack, { access });
  },
  'name-prefix': (stack) => archive(stack, { access: VendorAccess.iamUser({ namePrefix: 'acme-' }) }),
  'vendor-role-named': (stack) => archive(stack, { access: vendorRole({ path: '/vendors/', namePrefix: 'acme-', policyName: 'logs' }) }),
  'existing-user-named': (stack) =>
    archive(stack, { access: VendorAccess.existingUser(new iam.User(stack, 'Mine'), { path: '/vendors/', namePrefix: 'acme-' }) }),
  lifecycle: (stack) =>
    archive(stack, { noncurrentVersionExpiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(7) }),
  monitored: (stack) => {
    const made = archive(stack);
    made.monitor();
    return made;
  },
  'monitored-fully': (stack) => {
    const made = archive(stack);
    made.monitor({
      topic: new sns.Topic(stack, 'Topic', { enforceSSL: true }),
      noUploadFor: Duration.hours(6),
      deletionsPerHour: 5,
      sessionTokens: true,
      secretReads: true,
      knownReaders: [iam.Role.fromRoleName(stack, 'Reader', 'reader')],
      trailLogGroup: new logs.LogGroup(stack, 'Trail', { removalPolicy: RemovalPolicy.DESTROY }),
      refusedCallsPerHour: 10,
    });
    return made;
  },
  'monitored-band': (stack) => {
    const made = archive(stack, { bucket: new s3.Bucket(stack, 'Mine', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED }) });
    made.monitor({ deletionBand: 3, requestMetricsId: 'EntireBucket' });
    return made;
  },
  'key-rotating': (stack) => withKeys(stack, AccessKeys.rotatingTo(2)),
  'key-retiring': (stack) => withKeys(stack, AccessKeys.retiring(2)),
  'key-outside': (stack) => withKeys(stack, AccessKeys.outside()),
  'secret-of-another-reader': (stack) => {
    const secretFields = { id: 'AWS_ACCESS_KEY_ID', secret: 'AWS_SECRET_ACCESS_KEY' };
    const made = archive(stack, { access: VendorAccess.iamUser({ secretFields }) });
    made.addSetupOutputs();
    return made;
  },
  'secret-kms-key': (stack) => archive(stack, { access: VendorAccess.iamUser({ secretEncryptionKey: new kms.Key(stack, 'SecretKey') }) }),
  'own-bucket': (stack) =>
    archive(stack, { bucket: new s3.Bucket(stack, 'Mine', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED }) }),
  'imported-bucket': (stack) => archive(stack, { bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'example-bucket') }),
  'kms-key': (stack) => archive(stack, { encryptionKey: new kms.Key(stack, 'Key') }),
  'kms-key-archive-only': (stack) => archive(stack, { usage: ARCHIVE, encryptionKey: new kms.Key(stack, 'Key') }),
  'kms-key-restore-only': (stack) => archive(stack, { usage: RESTORE, encryptionKey: new kms.Key(stack, 'Key') }),
  'power-search': (stack) => archive(stack, { powerSearch: true }),
  'object-acl': (stack) => archive(stack, { objectAcl: true }),
  'access-logs': (stack) =>
    archive(stack, {
      serverAccessLogsBucket: new s3.Bucket(stack, 'Logs', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED }),
    }),
  'connection-test': (stack) => {
    const access = VendorAccess.iamUser({ secretEncryptionKey: new kms.Key(stack, 'SecretKey') });
    return archive(stack, { access, encryptionKey: new kms.Key(stack, 'Key'), connectionTest: ConnectionTest.atDeployment() });
  },
  'connection-test-of-role': (stack) => archive(stack, { access: vendorRole(), connectionTest: ConnectionTest.atDeployment() }),
  'connection-test-in-vpc': (stack) => {
    const subnetConfiguration = [{ name: 'Private', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }];
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, subnetConfiguration, restrictDefaultSecurityGroup: false });
    return archive(stack, { connectionTest: ConnectionTest.atDeployment({ vpc, subnets: vpc.isolatedSubnets }) });
  },
  'setup-outputs': (stack) => {
    const made = archive(stack, { access: vendorRole() });
    made.addSetupOutputs({ exportPrefix: 'logs-' });
    return made;
  },
  fetcher: (stack) => fetcher(stack, { bucket: logBucket(stack) }),
  'fetcher-prefix': (stack) =>
    fetcher(stack, { bucket: logBucket(stack), prefix: 'AWSLogs/111122223333/CloudTrail', access: vendorRole() }),
  'fetcher-kms-key': (stack) => fetcher(stack, { bucket: logBucket(stack, { encryptionKey: new kms.Key(stack, 'Key') }) }),
  'fetcher-imported-bucket': (stack) => fetcher(stack, { bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'example-bucket') }),
};
