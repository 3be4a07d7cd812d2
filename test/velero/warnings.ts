import { Duration } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { velero } from '../../src';
import type { Warnings } from '../util';

export const WARNINGS: Warnings = {
  'velero.revokesFutureSessions': (stack) => {
    const made = new velero.VeleroBackupLocation(stack, 'Velero');
    made.revokeSessionsBefore(new Date('9999-12-31'));
    return made;
  },
  'velero.defaultRetention': (stack) => {
    const objectLockDefaultRetention = s3.ObjectLockRetention.governance(Duration.days(30));
    return new velero.VeleroBackupLocation(stack, 'Velero', { bucket: new s3.Bucket(stack, 'Mine', { objectLockDefaultRetention }) });
  },
  'velero.objectsExpire': (stack) => {
    const lifecycleRules = [{ expiration: Duration.days(90) }];
    return new velero.VeleroBackupLocation(stack, 'Velero', { bucket: new s3.Bucket(stack, 'Mine', { lifecycleRules }) });
  },
};
