// Access that is tested at deployment: each state of a stack is synthesized into a folder of its own, below the one that is given.
import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AccessKeys, ConnectionTest, cloudberry, logzio, VendorAccess } from '../../../src';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from '../../logzio/cases';
import { synthesizeEach } from '../states';

export const STACK = 'Tested';

const connectionTest = ConnectionTest.atDeployment();
const removalPolicy = RemovalPolicy.DESTROY;

const archive = (stack: Stack, props: logzio.LogzioArchiveBucketProps) =>
  new logzio.LogzioArchiveBucket(stack, 'Archive', { connectionTest, removalPolicy: props.bucket ? undefined : removalPolicy, ...props });

const user = (stack: Stack, accessKeys: AccessKeys) => {
  const access = VendorAccess.iamUser({ accessKeys, secretEncryptionKey: new kms.Key(stack, 'SecretKey') });
  return archive(stack, { access, encryptionKey: new kms.Key(stack, 'Key') });
};

const backup = (stack: Stack, props: cloudberry.CloudBerryBackupUserProps) =>
  new cloudberry.CloudBerryBackupUser(stack, 'Backup', { connectionTest, removalPolicy, ...props });

const locked = cloudberry.CloudBerryProtection.objectLock({ mode: s3.ObjectLockMode.COMPLIANCE, defaultRetention: Duration.days(30) });

const own = (stack: Stack) => {
  const bucket = new s3.Bucket(stack, 'Mine', { objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED, removalPolicy });
  const mine = new iam.User(stack, 'User');
  archive(stack, { bucket, access: VendorAccess.existingUser(mine) });
  return { bucket, mine };
};

export const STATES = {
  user: (stack: Stack) => user(stack, AccessKeys.single(1)),
  'user-rotated': (stack: Stack) => user(stack, AccessKeys.rotatingTo(2)),
  role: (stack: Stack) => archive(stack, { access: VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: EXTERNAL_ID }) }),
  lock: (stack: Stack) => backup(stack, { protection: locked }),
  'existing-user': (stack: Stack) => own(stack),
  'existing-user-denied': (stack: Stack) => {
    const { bucket, mine } = own(stack);
    const principals = [new iam.ArnPrincipal(mine.userArn)];
    const effect = iam.Effect.DENY;
    bucket.addToResourcePolicy(new iam.PolicyStatement({ effect, principals, actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }));
  },
  prefix: (stack: Stack) => backup(stack, { prefix: 'office/pc-1' }),
  'prefix-widened': (stack: Stack) => {
    const { bucket, user: vendor } = backup(stack, { prefix: 'office/pc-1' });
    vendor?.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')] }));
  },
};

export type State = keyof typeof STATES;

if (require.main === module) {
  synthesizeEach(STATES, STACK);
}
