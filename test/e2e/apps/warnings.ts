// Apps that give a warning, each in a stack of its own. `-c fixed=true`: after doing what the warning says.
import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { VendorAccess } from '../../../src';
import { LogzioArchiveBucket as Archive, type LogzioArchiveBucket, type LogzioArchiveBucketProps } from '../../../src/logzio';
import { VeeamBucketGrants } from '../../../src/veeam';
import { EXTERNAL_ID, VENDOR_ACCOUNT } from '../../logzio/cases';

/** What is there beside the stacks: an encrypted bucket, and a user whom a policy denies uploads. */
export const THERE = 'Prepared';
export const THEIRS = 'warnings-theirs';

interface Warned {
  readonly id: string;
  /** The deployment itself is refused. */
  readonly stopsDeployment?: true;
  /** The warning is about what nobody knows at synth, and stays. */
  readonly stays?: true;
  readonly make: (stack: Stack, fixed: boolean, there: Prepared) => unknown;
}

interface Prepared {
  readonly key: kms.IKey;
}

const ANYONE = [new iam.AnyPrincipal()];
const archive = (stack: Stack, props?: LogzioArchiveBucketProps): LogzioArchiveBucket => {
  const made = new Archive(stack, 'Archive', props);
  made.addSetupOutputs();
  return made;
};
const admins = (stack: Stack) => new iam.ArnPrincipal(`arn:${stack.partition}:iam::${stack.account}:role/admin`);

/** Denies everyone under conditions; fixed, with an exception for the principal. */
function denied(
  stack: Stack,
  fixed: boolean,
  actions: string[],
  conditions: Record<string, object>,
  props?: LogzioArchiveBucketProps,
): void {
  const { bucket, user } = archive(stack, props);
  const exception = fixed && { ArnNotEquals: { ...conditions.ArnNotEquals, 'aws:PrincipalArn': [user?.userArn] } };
  bucket.addToResourcePolicy(
    new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      principals: ANYONE,
      actions,
      resources: [bucket.arnForObjects('*')],
      conditions: { ...conditions, ...exception },
    }),
  );
}

export const WARNED: Record<string, Warned> = {
  'all but administrators': {
    id: 'core.denied',
    make: (stack, fixed) => denied(stack, fixed, ['s3:PutObject'], { ArnNotEquals: { 'aws:PrincipalArn': admins(stack).arn } }),
  },
  'an encryption header': {
    id: 'core.mayBeDenied',
    make: (stack, fixed) => denied(stack, fixed, ['s3:PutObject'], { Null: { 's3:x-amz-server-side-encryption': 'true' } }),
  },
  'a storage class': {
    id: 'core.mayBeDenied',
    make: (stack, fixed) => denied(stack, fixed, ['s3:PutObject'], { StringNotEquals: { 's3:x-amz-storage-class': 'STANDARD_IA' } }),
  },
  addresses: {
    id: 'core.bucketDeniesByNetwork',
    make: (stack, fixed) => denied(stack, fixed, ['s3:*'], { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
  },
  'a key for administrators': {
    id: 'core.denied',
    make: (stack, fixed) => {
      const principals = [admins(stack), ...(fixed ? [new iam.AccountRootPrincipal()] : [])];
      const statements = principals.map((one) => new iam.PolicyStatement({ principals: [one], actions: ['kms:*'], resources: ['*'] }));
      archive(stack, { encryptionKey: new kms.Key(stack, 'Key', { policy: new iam.PolicyDocument({ statements }) }) });
    },
  },
  'a boundary': {
    id: 'core.denied',
    make: (stack, fixed) => {
      const statements = [new iam.PolicyStatement({ actions: ['ec2:*', ...(fixed ? ['s3:*'] : [])], resources: ['*'] })];
      archive(stack, { access: VendorAccess.iamUser({ permissionsBoundary: new iam.ManagedPolicy(stack, 'Boundary', { statements }) }) });
    },
  },
  'a placeholder': {
    id: 'core.placeholderExternalId',
    make: (stack, fixed) =>
      archive(stack, { access: VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: fixed ? EXTERNAL_ID : 'changeme' }) }),
  },
  'an imported user': {
    id: 'core.principalUnchecked',
    stays: true,
    make: (stack) => {
      // by a literal name, the app would know its own user
      const name = new CfnParameter(stack, 'UserName', { allowedPattern: '^[a-z-]+$', default: THEIRS }).valueAsString;
      archive(stack, { access: VendorAccess.existingUser(iam.User.fromUserName(stack, 'Theirs', name)) });
    },
  },
  'an imported bucket': {
    id: 'core.bucketUnchecked',
    stays: true,
    make: (stack, fixed, { key }) => {
      const encryptionKey = fixed ? kms.Key.fromKeyArn(stack, 'Key', key.keyArn) : undefined;
      const bucketName = new CfnParameter(stack, 'BucketName', { allowedPattern: '^[a-z-]+$', default: THEIRS }).valueAsString; // as above
      archive(stack, { bucket: s3.Bucket.fromBucketAttributes(stack, 'Theirs', { bucketName, encryptionKey }) });
    },
  },
  'eleven policies': {
    id: 'core.tooManyPolicies',
    stopsDeployment: true,
    make: (stack, fixed) => {
      const users = ['User', 'Other'].map((id) => new iam.User(stack, id));
      const made = Array.from({ length: 11 }, (_, index) => {
        const access = VendorAccess.existingUser(users[fixed && index === 10 ? 1 : 0]);
        return new Archive(stack, `Archive${index}`, { access });
      });
      made[0].addSetupOutputs();
    },
  },
  'a long grant': {
    id: 'core.grantsMayNotFit',
    stopsDeployment: true,
    make: (stack, fixed) => {
      const allowedPattern = '^[a-z0-9-]+$';
      const name = new CfnParameter(stack, 'BucketName', { allowedPattern, default: 'b'.repeat(63) }).valueAsString;
      const user = new iam.User(stack, 'User');
      user.addToPolicy(
        new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`arn:aws:s3:::${'x'.repeat(50)}/${'y'.repeat(500)}`] }),
      );
      const policy = fixed ? new iam.ManagedPolicy(stack, 'Policy', { users: [user] }) : user;
      VeeamBucketGrants.fromBucket(s3.Bucket.fromBucketName(stack, 'Bucket', name)).m365Repository(policy);
    },
  },
};

export const stackOf = (item: string): string => `Warned-${item.replaceAll(' ', '-')}`;

function prepared(stack: Stack, fixed: boolean): Prepared {
  const key = new kms.Key(stack, 'Key');
  new s3.Bucket(stack, 'Bucket', { bucketName: THEIRS, encryptionKey: key, objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED });
  const user = new iam.User(stack, 'User', { userName: THEIRS });
  user.addToPolicy(
    new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: [fixed ? 's3:DeleteBucket' : 's3:PutObject'], resources: ['*'] }),
  );
  return { key };
}

if (require.main === module) {
  const app = new App();
  const fixed = app.node.tryGetContext('fixed') === 'true';
  const there = prepared(new Stack(app, THERE), fixed);
  for (const [item, { make }] of Object.entries(WARNED)) {
    make(new Stack(app, stackOf(item)), fixed, there);
  }
  app.synth();
}
