import { Duration } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { datadog, VendorAccess } from '../../src';
import type { Warnings } from '../util';
import { CASES, VENDOR_ACCOUNT } from './cases';

export const WARNINGS: Warnings = {
  'datadog.revokesFutureSessions': (stack) => {
    const made = CASES.default(stack);
    made.revokeSessionsBefore(new Date('9999-12-31'));
    return made;
  },
  'datadog.notRehydratable': (stack) => {
    const transitions = [{ storageClass: s3.StorageClass.GLACIER, transitionAfter: Duration.days(90) }];
    return new datadog.DatadogLogArchive(stack, 'Archive', {
      access: VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: 'a1b2c3d4' }),
      bucket: new s3.Bucket(stack, 'Mine', { lifecycleRules: [{ transitions }] }),
      usage: datadog.DatadogUsage.ARCHIVE,
    });
  },
};
