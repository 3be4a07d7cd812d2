// Every kind of access, and one prop of every type. The other languages have the same.
import { type App, Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { cloudberry, VendorAccess } from 'cdk-vendor-access';

const { CloudBerryProtection, VmImportRole } = cloudberry;

export function make(app: App): void {
  const newUser = new Stack(app, 'cloudberry-new-user');
  const backup = new cloudberry.CloudBerryBackupUser(newUser, 'Backup', {
    permissions: cloudberry.CloudBerryPermissions.KB1034,
    prefix: 'office/pc-1',
    protection: CloudBerryProtection.objectLock({ defaultRetention: Duration.days(30), mode: s3.ObjectLockMode.COMPLIANCE, gfs: true }),
  });
  backup.addBucket(new s3.Bucket(newUser, 'Second', { versioned: true, objectLockEnabled: true }), { prefix: 'office' });
  backup.addSetupOutputs();

  const existingUser = new Stack(app, 'cloudberry-existing-user');
  new cloudberry.CloudBerryBackupUser(existingUser, 'Backup', {
    access: VendorAccess.existingUser(new iam.User(existingUser, 'Mine')),
    bucket: new s3.Bucket(existingUser, 'Bucket', { versioned: true }),
    protection: CloudBerryProtection.recoverableDeletes(),
  });

  const provider = new Stack(app, 'cloudberry-provider');
  const federated = new cloudberry.CloudBerryManagedBackup(provider, 'Provider', { objectAcls: true });
  federated.addSessionPolicyOutput('customer-a', 'MBS-a');
  federated.revokeSessionsBefore(new Date(Date.UTC(2026, 10, 1)));

  const providerRole = new Stack(app, 'cloudberry-provider-role');
  new cloudberry.CloudBerryManagedBackup(providerRole, 'Provider', {
    access: VendorAccess.vendorRole({ accountId: '444455556666', externalId: 'example0provider4t7m' }),
  }).addSetupOutputs();

  const providerExisting = new Stack(app, 'cloudberry-provider-existing');
  const providerUser = VendorAccess.existingUser(new iam.User(providerExisting, 'User'));
  new cloudberry.CloudBerryManagedBackup(providerExisting, 'ByUser', { access: providerUser });
  const msp360 = new iam.Role(providerExisting, 'Role', { assumedBy: new iam.AccountPrincipal('444455556666') });
  new cloudberry.CloudBerryManagedBackup(providerExisting, 'ByRole', { access: VendorAccess.existingRole(msp360) });

  const restore = new Stack(app, 'cloudberry-restore');
  const agents = new iam.Role(restore, 'Agents', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  const bucket = s3.Bucket.fromBucketName(restore, 'Bucket', 'example-bucket');
  new cloudberry.CloudBerryEc2Restore(restore, 'Restore', {
    access: VendorAccess.existingRole(agents),
    bucket,
    importRole: VmImportRole.create(),
    mailFrom: 'backup@mail.example.com',
    placement: {
      subnets: [ec2.Subnet.fromSubnetId(restore, 'Subnet', 'subnet-0placed')],
      securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(restore, 'Group', 'sg-0placed')],
    },
  });
  cloudberry.CloudBerryBucketGrants.fromBucket(bucket).backup(agents, { prefix: 'office' });

  const restores = new Stack(app, 'cloudberry-restores');
  const backups = s3.Bucket.fromBucketName(restores, 'Bucket', 'example-bucket');
  const importRole = VmImportRole.existing();
  new cloudberry.CloudBerryEc2Restore(restores, 'ByNewUser', { bucket: backups, importRole });
  const restoreUser = VendorAccess.existingUser(new iam.User(restores, 'User'));
  new cloudberry.CloudBerryEc2Restore(restores, 'ByUser', { access: restoreUser, bucket: backups, importRole });
  const vendorRole = VendorAccess.vendorRole({ accountId: '444455556666', externalId: 'example0provider4t7m' });
  new cloudberry.CloudBerryEc2Restore(restores, 'ByVendorRole', { access: vendorRole, bucket: backups, importRole });
}
