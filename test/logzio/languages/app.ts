// Every kind of access, and one prop of every type. The other languages have the same.
import { type App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AccessKeys, logzio, VendorAccess, type VendorBucketAccess } from 'cdk-vendor-access';

export function make(app: App): void {
  const newUser = new Stack(app, 'logzio-new-user');
  const archive = new logzio.LogzioArchiveBucket(newUser, 'Archive', {
    access: VendorAccess.iamUser({ userName: 'logzio', accessKeys: AccessKeys.single(2) }),
    encryptionKey: new kms.Key(newUser, 'Key'),
    removalPolicy: RemovalPolicy.DESTROY,
    versioned: false,
  });
  archive.addSetupOutputs();
  const again: VendorBucketAccess = new logzio.LogzioArchiveBucket(newUser, 'Again', {
    access: VendorAccess.sameUserAs(archive),
    usage: logzio.LogzioUsage.RESTORE,
  });
  again.addSetupOutputs({ prefix: 'Again', exportPrefix: 'again-' });
  new CfnOutput(newUser, 'User', { value: again.setup.UserName });

  const existingUser = new Stack(app, 'logzio-existing-user');
  new logzio.LogzioArchiveBucket(existingUser, 'Archive', {
    access: VendorAccess.existingUser(new iam.User(existingUser, 'Mine')),
    bucket: new s3.Bucket(existingUser, 'Bucket', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED }),
    usage: logzio.LogzioUsage.ARCHIVE,
    objectAcl: true,
  });
  const logs = new s3.Bucket(existingUser, 'Logs');
  new logzio.LogzioS3Fetcher(existingUser, 'Fetcher', {
    bucket: logs,
    access: VendorAccess.existingUser(new iam.User(existingUser, 'Other')),
  });

  const vendorRole = new Stack(app, 'logzio-vendor-role');
  const trusted = VendorAccess.vendorRole({
    accountId: '444455556666',
    externalId: 'logzio:aws:extid:example0nktixxe8q',
    maxSessionDuration: Duration.hours(2),
  });
  new logzio.LogzioArchiveBucket(vendorRole, 'Archive', { access: trusted, powerSearch: true }).addSetupOutputs();
  new logzio.LogzioS3Fetcher(vendorRole, 'Fetcher', { bucket: new s3.Bucket(vendorRole, 'Logs'), prefix: 'logs' });
  new logzio.LogzioS3Fetcher(vendorRole, 'ByRole', { bucket: new s3.Bucket(vendorRole, 'More'), access: trusted });

  const existingRole = new Stack(app, 'logzio-existing-role');
  const mine = new iam.Role(existingRole, 'Mine', { assumedBy: new iam.AccountPrincipal('444455556666') });
  const restored = new logzio.LogzioArchiveBucket(existingRole, 'Archive', {
    access: VendorAccess.existingRole(mine),
    usage: logzio.LogzioUsage.RESTORE,
  });
  const writer = new iam.Role(existingRole, 'Writer', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  new logzio.LogzioS3Fetcher(existingRole, 'Fetcher', { bucket: restored.bucket, access: VendorAccess.existingRole(mine) });
  const grants = logzio.LogzioBucketGrants.fromBucket(restored.bucket);
  grants.archive(writer);
  grants.fetch(writer, { prefix: 'logs' });
}
