// Every kind of access, and one prop of every type. The other languages have the same.
import { type App, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { VendorAccess, veeam } from 'cdk-vendor-access';

export function make(app: App): void {
  const newUser = new Stack(app, 'veeam-new-user');
  const repository = new veeam.VeeamM365Repository(newUser, 'Repository', {
    folder: 'finance',
    storageClass: veeam.VeeamM365StorageClass.STANDARD_IA,
    immutability: true,
    maximumRetention: Duration.days(395),
    lockMode: s3.ObjectLockMode.GOVERNANCE,
  });
  repository.addSetupOutputs();

  const existingUser = new Stack(app, 'veeam-existing-user');
  new veeam.VeeamM365Repository(existingUser, 'Copies', {
    access: VendorAccess.existingUser(new iam.User(existingUser, 'Mine')),
    bucket: new s3.Bucket(existingUser, 'Bucket'),
    usage: veeam.VeeamM365Usage.BACKUP_COPY,
    archiverAppliance: veeam.VeeamArchiverAppliance.vendorManagedNetwork({
      tagOnCreateOnly: true,
      instanceTags: { purpose: 'archiver' },
      volumeKey: new kms.Key(existingUser, 'Key'),
    }),
  });

  const ownNetwork = new Stack(app, 'veeam-network');
  const backups = new s3.Bucket(ownNetwork, 'Backups');
  const network = new veeam.VeeamArchiverNetwork(ownNetwork, 'Network', {
    proxyCidrs: ['203.0.113.7/32', '198.51.100.0/28'],
    redirectorPort: 8443,
    repositories: [backups],
  });
  network.addSetupOutputs();
  new veeam.VeeamM365Repository(ownNetwork, 'Copies', {
    usage: veeam.VeeamM365Usage.BACKUP_COPY,
    archiverAppliance: network.appliance({ tagOnCreateOnly: true }),
  });
  const reader = new iam.Role(ownNetwork, 'Reader', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  veeam.VeeamBucketGrants.fromBucket(backups).m365Repository(reader, { leastActions: true });

  const backup = new Stack(app, 'veeam-backup');
  const first = new veeam.VeeamBackupRepository(backup, 'First', {
    immutability: true,
    immutabilityPeriod: Duration.days(30),
    maximumRetention: Duration.days(60),
  });
  first.addSetupOutputs();
  const proxies = new veeam.VeeamArchiverNetwork(backup, 'Network', { proxyCidrs: ['203.0.113.7/32'], repositories: [first.bucket] });
  new veeam.VeeamBackupRepository(backup, 'Archive', {
    access: VendorAccess.existingUser(new iam.User(backup, 'Mine')),
    tier: veeam.VeeamBackupTier.ARCHIVE_DEEP_ARCHIVE,
    appliance: proxies.appliance(),
    ebsEncryption: true,
  });
  new veeam.VeeamBackupRepository(backup, 'Second', { bucket: first.bucket, immutability: true, readOnly: true });
  const auditor = new iam.Role(backup, 'Auditor', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  veeam.VeeamBucketGrants.fromBucket(first.bucket).backupRepository(auditor, { readOnly: true });
}
