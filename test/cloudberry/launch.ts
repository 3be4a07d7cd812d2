import { Duration, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { externalId, userName, vendorAccount } from '../../docs/launch/access-parameters';
import { BUCKET_PREFIX, EXISTING_BUCKET, maximumRetention } from '../../docs/launch/bucket-parameters';
import { bucketName, type Launch, type Values } from '../../docs/launch/launch';
import { cloudberry, VendorAccess } from '../../src';
import { PROVIDER_ID, VENDOR_ACCOUNT } from './cases';

const Protection = cloudberry.CloudBerryProtection;
const RECOVERABLE = Protection.recoverableDeletes();
/** The cases of Managed Backup keep no old versions. */
const denies: Launch['denies'] = ({ action }) => action === 's3:DeleteObjectVersion';

const RETENTION = maximumRetention(1, {
  description: 'The longest time that anyone can lock an object, in days: the longest GFS retention of a backup plan, and one day more.',
  right: '3651',
});
const ACCOUNT = vendorAccount({ description: "MSP360's AWS account, as the Management Console shows it.", right: VENDOR_ACCOUNT });
const ID = externalId({ description: 'Your Provider ID, as the Management Console shows it.', right: PROVIDER_ID });
const USER = userName({
  description: 'The name of the IAM user whose access key the agents have. Policies are attached to it.',
  right: 'backup-agents',
});

const newBucket = (stack: Stack, values: Values) => ({
  bucketName: bucketName(stack, values.text(BUCKET_PREFIX)),
  protection: RECOVERABLE,
});

function backup(stack: Stack, props: cloudberry.CloudBerryBackupUserProps): cloudberry.CloudBerryBackupUser {
  const made = new cloudberry.CloudBerryBackupUser(stack, 'Backup', props);
  made.addSetupOutputs({ prefix: 'Setup' });
  return made;
}

const managed = (stack: Stack, props: cloudberry.CloudBerryManagedBackupProps) =>
  new cloudberry.CloudBerryManagedBackup(stack, 'Provider', props).addSetupOutputs({ prefix: 'Setup' });

const ONE_ROLE = 'An account has one role `vmimport` for all its regions: the deployment fails if yours has it already.';

export const LAUNCH: Record<string, Launch> = {
  backup: {
    creates: 'a bucket for the agent, that keeps old versions after a deletion, and a user with an access key',
    parameters: [BUCKET_PREFIX],
    worksLike: 'cloudberry-backup',
    like: 'backup-recoverable',
    make: (stack, values) => void backup(stack, newBucket(stack, values)),
  },
  'backup-object-lock': {
    creates: 'a bucket with Object Lock for GFS retention (agents from 8.6, new backup format), and a user with an access key',
    parameters: [BUCKET_PREFIX, RETENTION],
    like: 'backup-gfs',
    make: (stack, values) => {
      const maximumRetention = Duration.days(values.number(RETENTION));
      backup(stack, { ...newBucket(stack, values), protection: Protection.objectLock({ gfs: true, maximumRetention }) });
    },
  },
  'backup-ec2-restore': {
    creates:
      'a bucket for the agent, that keeps old versions after a deletion, a user whose key also restores images to EC2, and the service role `vmimport`',
    next: ONE_ROLE,
    parameters: [BUCKET_PREFIX],
    like: 'restore-with-backup',
    make: (stack, values) => {
      const user = backup(stack, newBucket(stack, values));
      new cloudberry.CloudBerryEc2Restore(stack, 'Restore', {
        access: VendorAccess.sameUserAs(user),
        bucket: user.bucket,
        importRole: cloudberry.VmImportRole.create(),
      });
    },
  },
  'ec2-restore': {
    creates: 'the permissions to restore to EC2 for an existing user, from an existing bucket, and the service role `vmimport`',
    next: ONE_ROLE,
    parameters: [EXISTING_BUCKET, USER],
    like: 'restore-default',
    before: (stack, values) => {
      new iam.User(stack, 'Agents', { userName: values.text(USER) });
      new s3.Bucket(stack, 'Mine', { bucketName: values.text(EXISTING_BUCKET) });
    },
    make: (stack, values) => {
      new cloudberry.CloudBerryEc2Restore(stack, 'Restore', {
        access: VendorAccess.existingUser(iam.User.fromUserName(stack, 'Agents', values.text(USER))),
        bucket: s3.Bucket.fromBucketName(stack, 'Mine', values.text(EXISTING_BUCKET)),
        importRole: cloudberry.VmImportRole.create(),
      }).addSetupOutputs({ prefix: 'Setup' });
    },
  },
  'managed-backup': {
    creates:
      'a bucket for Managed Backup, that keeps old versions after a deletion, and a user with an access key that issues temporary credentials',
    parameters: [BUCKET_PREFIX],
    like: 'managed-default',
    denies,
    make: (stack, values) => managed(stack, newBucket(stack, values)),
  },
  'managed-backup-role': {
    creates:
      "a bucket for Managed Backup, that keeps old versions after a deletion, and a role that only MSP360's account can assume, with your Provider ID",
    parameters: [BUCKET_PREFIX, ACCOUNT, ID],
    like: 'managed-role',
    denies,
    make: (stack, values) =>
      managed(stack, {
        ...newBucket(stack, values),
        access: VendorAccess.vendorRole({ accountId: values.text(ACCOUNT), externalId: values.text(ID) }),
      }),
  },
};
