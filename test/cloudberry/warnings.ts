import { Duration, type Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { cloudberry } from '../../src';
import type { Warnings } from '../util';

const permissions = cloudberry.CloudBerryPermissions.KB1034;
const lock = cloudberry.CloudBerryProtection.objectLock({ defaultRetention: Duration.days(30) });
const backup = (props?: cloudberry.CloudBerryBackupUserProps) => (stack: Stack) =>
  new cloudberry.CloudBerryBackupUser(stack, 'Backup', props);

export const WARNINGS: Warnings = {
  'cloudberry.erasable': backup(),
  'cloudberry.lifecycleWithoutLock': backup({ manageLifecycle: true }),
  'cloudberry.unlimitedRetention': backup({ protection: cloudberry.CloudBerryProtection.objectLock({ gfs: true }) }),
  'cloudberry.lockManagedByAgent': backup({ protection: lock, lockManagedByAgent: true }),
  'cloudberry.foreignLifecycleRules': (stack) =>
    backup({ bucket: new s3.Bucket(stack, 'Mine', { lifecycleRules: [{ expiration: Duration.days(30) }] }) })(stack),
  'cloudberry.notRestorable': (stack) => {
    const lifecycleRules = [{ transitions: [{ storageClass: s3.StorageClass.GLACIER, transitionAfter: Duration.days(90) }] }];
    const bucket = new s3.Bucket(stack, 'Mine', { lifecycleRules });
    return new cloudberry.CloudBerryEc2Restore(stack, 'Restore', { bucket, importRole: cloudberry.VmImportRole.existing() });
  },
  'cloudberry.revokesFutureSessions': (stack) => {
    const made = new cloudberry.CloudBerryManagedBackup(stack, 'Provider', { permissions });
    made.revokeSessionsBefore(new Date('9999-12-31'));
    return made;
  },
};
