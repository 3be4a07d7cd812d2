// What was made by hand, or kept from a destroyed stack: each state is synthesized into a folder of its own, below the one that is given.
import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AccessKeys, VendorAccess, velero } from '../../../src';
import { synthesizeEach } from '../states';

export const STACK = 'Adopted';
/** What the bucket and the user are called that were made by hand. */
export const BY_HAND = 'made-by-hand';

const location = (stack: Stack, props: velero.VeleroBackupLocationProps) =>
  new velero.VeleroBackupLocation(stack, 'Velero', props).addSetupOutputs();

export const STATES = {
  'as-they-are': (stack: Stack) =>
    location(stack, {
      bucket: s3.Bucket.fromBucketName(stack, 'Bucket', BY_HAND),
      access: VendorAccess.existingUser(iam.User.fromUserName(stack, 'User', BY_HAND)),
    }),
  imported: (stack: Stack) =>
    location(stack, { bucketName: BY_HAND, access: VendorAccess.iamUser({ userName: BY_HAND, accessKeys: AccessKeys.outside() }) }),
  'imported-with-key': (stack: Stack) => location(stack, { bucketName: BY_HAND, access: VendorAccess.iamUser({ userName: BY_HAND }) }),
  kept: (stack: Stack) => location(stack, { bucketName: 'kept-backups' }),
};

export type State = keyof typeof STATES;

if (require.main === module) {
  synthesizeEach(STATES, STACK);
}
