import { Duration, type Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { cloudberry, VendorAccess } from '../../src';
import type { Samples, Uses } from '../cases';
import { PARTITION } from '../matrix/partitions';

/** Not MSP360's: theirs is shown in the console only, so tests use AWS's example account. */
export const VENDOR_ACCOUNT = '444455556666';
export const PROVIDER_ID = 'example0provider4t7m';

export const { CloudBerryPermissions: PERMISSIONS } = cloudberry;
const { CloudBerryProtection: Protection, VmImportRole } = cloudberry;

export const PLACEMENT = { subnet: 'subnet-0placed', securityGroup: 'sg-0placed', keyPair: 'placed' };
export const PREFIX = 'office/pc-1';
export const MAIL_FROM = 'backup@mail.example.com';

const vendorRole = () => VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: PROVIDER_ID });
export const backup = (stack: Stack, props?: cloudberry.CloudBerryBackupUserProps) =>
  new cloudberry.CloudBerryBackupUser(stack, 'Backup', props);
const managed = (stack: Stack, props?: cloudberry.CloudBerryManagedBackupProps) =>
  new cloudberry.CloudBerryManagedBackup(stack, 'Provider', props);
export const placed = (stack: Stack, subnet: string, securityGroup: string, keyPair?: string): cloudberry.CloudBerryRestorePlacement => ({
  subnets: [ec2.Subnet.fromSubnetAttributes(stack, 'Subnet', { subnetId: subnet, routeTableId: 'rtb-0placed' })],
  securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', securityGroup)],
  keyPair: keyPair === undefined ? undefined : ec2.KeyPair.fromKeyPairName(stack, 'KeyPair', keyPair),
});
const agents = (stack: Stack) => VendorAccess.existingUser(new iam.User(stack, 'Agents'));
export const restore = (stack: Stack, props: Partial<cloudberry.CloudBerryEc2RestoreProps> = {}) =>
  new cloudberry.CloudBerryEc2Restore(stack, 'Restore', {
    access: props.access ?? agents(stack),
    bucket: props.bucket ?? new s3.Bucket(stack, 'Mine'),
    importRole: VmImportRole.create(),
    ...props,
  });
const locked = (options: Partial<cloudberry.CloudBerryObjectLockOptions> = {}) =>
  Protection.objectLock({ defaultRetention: Duration.days(30), ...options });

/** By name `backup-…`: `CloudBerryBackupUser`. */
export const BACKUP_CASES: Record<string, (stack: Stack) => cloudberry.CloudBerryBackupUser> = {
  'backup-default': (stack) => backup(stack),
  'backup-kb1034': (stack) => backup(stack, { permissions: PERMISSIONS.KB1034 }),
  'backup-prefix': (stack) => backup(stack, { prefix: `${PREFIX}/` }),
  'backup-kb1034-prefix': (stack) => backup(stack, { permissions: PERMISSIONS.KB1034, prefix: PREFIX }),
  'backup-browse': (stack) => backup(stack, { prefix: PREFIX, browse: true }),
  'backup-recoverable': (stack) => backup(stack, { protection: Protection.recoverableDeletes() }),
  'backup-object-lock': (stack) => backup(stack, { protection: locked({ mode: s3.ObjectLockMode.COMPLIANCE }) }),
  'backup-gfs': (stack) => backup(stack, { protection: Protection.objectLock({ gfs: true, maximumRetention: Duration.days(3651) }) }),
  'backup-kb1034-lock': (stack) => backup(stack, { permissions: PERMISSIONS.KB1034, protection: locked() }),
  'backup-lock-by-agent': (stack) => backup(stack, { protection: locked(), lockManagedByAgent: true, manageLifecycle: true }),
  'backup-lifecycle': (stack) => backup(stack, { manageLifecycle: true }),
  'backup-object-acls': (stack) => backup(stack, { objectAcls: true }),
  'backup-kms-key': (stack) => backup(stack, { encryptionKey: new kms.Key(stack, 'Key') }),
  'backup-own-bucket': (stack) =>
    backup(stack, { bucket: new s3.Bucket(stack, 'Mine', { versioned: true }), protection: Protection.recoverableDeletes() }),
  'backup-imported-bucket': (stack) => backup(stack, { bucket: s3.Bucket.fromBucketName(stack, 'Mine', 'example-bucket') }),
  'backup-existing-user': (stack) => backup(stack, { access: agents(stack) }),
  'backup-several-buckets': (stack) => {
    const made = backup(stack);
    made.addBucket(new s3.Bucket(stack, 'Second'), { prefix: PREFIX });
    made.addBucket(s3.Bucket.fromBucketName(stack, 'Third', 'example-bucket'));
    made.addSetupOutputs();
    return made;
  },
};

/** By name `managed-…`: `CloudBerryManagedBackup`. */
export const MANAGED_CASES: Record<string, (stack: Stack) => cloudberry.CloudBerryManagedBackup> = {
  'managed-default': (stack) => managed(stack),
  'managed-role': (stack) => {
    const made = managed(stack, { access: vendorRole() });
    made.addSetupOutputs();
    return made;
  },
  'managed-existing-user': (stack) => managed(stack, { access: agents(stack), federation: false }),
  'managed-existing-role': (stack) => {
    const mine = new iam.Role(stack, 'Agents', { assumedBy: new iam.AccountPrincipal(VENDOR_ACCOUNT), externalIds: [PROVIDER_ID] });
    return managed(stack, { access: VendorAccess.existingRole(mine) });
  },
  'managed-sessions': (stack) => {
    const made = managed(stack, { protection: Protection.recoverableDeletes(), encryptionKey: new kms.Key(stack, 'Key'), prefix: 'MBS' });
    for (const name of ['A', 'AB', 'A-1', 'A-10']) {
      made.addSessionPolicyOutput(`customer-${name}`, `MBS/${name}`);
    }
    return made;
  },
  'managed-revoked': (stack) => {
    const made = managed(stack);
    made.revokeSessionsBefore(new Date('2026-11-01T00:00:00Z'));
    made.revokeSessionsBefore(new Date('2026-11-02T00:00:00Z'));
    return made;
  },
};

/** By name `restore-…`: `CloudBerryEc2Restore`. */
export const RESTORE_CASES: Record<string, (stack: Stack) => cloudberry.CloudBerryEc2Restore> = {
  'restore-default': (stack) => restore(stack),
  'restore-new-user': (stack) => restore(stack, { access: VendorAccess.iamUser(), importRole: VmImportRole.existing() }),
  'restore-existing-role': (stack) =>
    restore(stack, {
      access: VendorAccess.existingRole(new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') })),
    }),
  'restore-vendor-role': (stack) => restore(stack, { access: vendorRole(), importRole: VmImportRole.existing() }),
  'restore-import-service': (stack) => restore(stack, { importRole: VmImportRole.create({ servicePrincipal: 'vmie.amazonaws.com.cn' }) }),
  'restore-other-region': (stack) => restore(stack, { importRole: VmImportRole.existing(), region: PARTITION.aws.otherRegion }),
  'restore-placement': (stack) =>
    restore(stack, { placement: placed(stack, PLACEMENT.subnet, PLACEMENT.securityGroup, PLACEMENT.keyPair) }),
  'restore-placement-spot': (stack) =>
    restore(stack, {
      importRole: VmImportRole.existing(),
      placement: { ...placed(stack, PLACEMENT.subnet, PLACEMENT.securityGroup, PLACEMENT.keyPair), spot: true },
    }),
  'restore-image-browsing': (stack) => restore(stack, { importRole: VmImportRole.existing(), imageBrowsing: true }),
  'restore-mail': (stack) => restore(stack, { mailFrom: MAIL_FROM }),
  'restore-unshielded': (stack) => restore(stack, { shieldInstancesWithRole: false, ownImagesOnly: false }),
  'restore-keys': (stack) => {
    const bucket = new s3.Bucket(stack, 'Mine', { encryptionKey: new kms.Key(stack, 'BucketKey'), encryption: s3.BucketEncryption.KMS });
    return restore(stack, { bucket, volumeKey: new kms.Key(stack, 'VolumeKey'), mailFrom: MAIL_FROM });
  },
  'restore-with-backup': (stack) => {
    const user = backup(stack, { protection: Protection.recoverableDeletes() });
    return restore(stack, { access: VendorAccess.sameUserAs(user), bucket: user.bucket });
  },
};

export const CASES = { ...BACKUP_CASES, ...MANAGED_CASES, ...RESTORE_CASES };

export const SAMPLES: Samples = { VmImportRole: () => VmImportRole.existing() };

export const USES: Uses = {
  CloudBerryProtection: (scope, protection, id) => new cloudberry.CloudBerryBackupUser(scope, id, { protection }),
  VmImportRole: (scope, importRole, id) =>
    new cloudberry.CloudBerryEc2Restore(scope, id, { bucket: new s3.Bucket(scope, `${id}Bucket`), importRole }),
};
