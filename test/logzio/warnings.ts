import { Duration } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { logzio } from '../../src';
import type { Warnings } from '../util';

const OWNERSHIP = { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED };
const COLD = { transitions: [{ storageClass: s3.StorageClass.GLACIER, transitionAfter: Duration.days(90) }] };

const withRule = (rule: s3.LifecycleRule, props?: logzio.LogzioArchiveBucketProps) => (stack: ConstructorParameters<typeof s3.Bucket>[0]) =>
  new logzio.LogzioArchiveBucket(stack, 'Archive', {
    bucket: new s3.Bucket(stack, 'Mine', { ...OWNERSHIP, lifecycleRules: [rule] }),
    ...props,
  });

export const WARNINGS: Warnings = {
  'logzio.revokesFutureSessions': (stack) => {
    const made = new logzio.LogzioArchiveBucket(stack, 'Archive');
    made.revokeSessionsBefore(new Date('9999-12-31'));
    return made;
  },
  'logzio.objectsExpire': withRule({ prefix: '2020', expiration: Duration.days(365) }),
  'logzio.notRestorable': withRule(COLD, { usage: logzio.LogzioUsage.ARCHIVE }),
  'logzio.powerSearchKey': (stack) =>
    new logzio.LogzioArchiveBucket(stack, 'Archive', { powerSearch: true, encryptionKey: new kms.Key(stack, 'Key') }),
};
