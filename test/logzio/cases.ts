import { Duration, type Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AccessKeys, ConnectionTest, logzio, VendorAccess, type VendorRoleAccessOptions } from '../../src';

/** Not Logz.io's: theirs is shown in the console only, so tests use AWS's example account. */
export const VENDOR_ACCOUNT = '444455556666';
export const EXTERNAL_ID = 'logzio:aws:extid:example0nktixxe8q';

const { ARCHIVE, RESTORE } = logzio.LogzioUsage;
const vendorRole = (options: Partial<VendorRoleAccessOptions> = {}) =>
  VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID, ...options });
const boundary = (stack: Stack) =>
  new iam.ManagedPolicy(stack, 'Boundary', { statements: [new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] })] });
const archive = (stack: Stack, props?: logzio.LogzioArchiveBucketProps) => new logzio.LogzioArchiveBucket(stack, 'Archive', props);

const withKeys = (stack: Stack, accessKeys: AccessKeys) => {
  const made = archive(stack, { access: VendorAccess.iamUser({ accessKeys }) });
  made.addSetupOutputs();
  return made;
};

/** Every option that changes the template, each in a stack of its own: snapshots, the matrix, cdk-nag and the feature flags run over all of them. */
export const CASES: Record<string, (stack: Stack) => logzio.LogzioArchiveBucket> = {
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
};
