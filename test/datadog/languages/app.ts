// Every kind of access, and one prop of every type. The other languages have the same.
import { type App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { datadog, VendorAccess } from 'cdk-vendor-access';

const { DatadogAccount, DatadogBucketGrants, DatadogLogArchive, DatadogSite, DatadogUsage } = datadog;

export function make(app: App): void {
  const existingRole = new Stack(app, 'datadog-existing-role');
  const mine = new iam.Role(existingRole, 'Mine', { assumedBy: new iam.AccountPrincipal(DatadogAccount.ofSite(DatadogSite.AP1)) });
  const archive = new DatadogLogArchive(existingRole, 'Archive', {
    access: VendorAccess.existingRole(mine),
    encryptionKey: new kms.Key(existingRole, 'Key'),
    removalPolicy: RemovalPolicy.DESTROY,
    prefix: 'production',
    versioned: false,
  });
  archive.addSetupOutputs();
  const reader = new iam.Role(existingRole, 'Reader', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  DatadogBucketGrants.fromBucket(archive.bucket).rehydrate(reader, { prefix: 'production' });

  const vendorRole = new Stack(app, 'datadog-vendor-role');
  new DatadogLogArchive(vendorRole, 'Archive', {
    access: VendorAccess.vendorRole({
      accountId: DatadogAccount.ofSite(DatadogSite.EU1),
      externalId: '5f1c3a9b7d2e4c60',
      maxSessionDuration: Duration.hours(2),
    }),
    bucket: new s3.Bucket(vendorRole, 'Bucket'),
    usage: DatadogUsage.REHYDRATE,
  });

  const pendingRole = new Stack(app, 'datadog-pending-role');
  const accountId = DatadogAccount.ofSiteInGovCloud(DatadogSite.US1_FED);
  const access = VendorAccess.pendingVendorRole({ accountId, roleName: 'DatadogArchives' });
  new DatadogLogArchive(pendingRole, 'Archive', { access }).addSetupOutputs();

  const openedRole = new Stack(app, 'datadog-opened-role');
  const opened = VendorAccess.pendingVendorRole({ accountId, roleName: 'DatadogArchives', externalId: '5f1c3a9b7d2e4c60' });
  new DatadogLogArchive(openedRole, 'Archive', { access: opened }).addSetupOutputs();

  const newUser = new Stack(app, 'datadog-new-user');
  new DatadogLogArchive(newUser, 'Archive', { access: VendorAccess.iamUser(), usage: DatadogUsage.ARCHIVE });

  const existingUser = new Stack(app, 'datadog-existing-user');
  new DatadogLogArchive(existingUser, 'Archive', {
    access: VendorAccess.existingUser(new iam.User(existingUser, 'Mine')),
    usage: DatadogUsage.ARCHIVE,
  });
}
