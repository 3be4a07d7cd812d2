import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type UserAccess, VendorAccess } from '../../src';
import { CloudBerryBackupUser, CloudBerryEc2Restore, CloudBerryProtection, VmImportRole } from '../../src/cloudberry';
import { VeleroBackupLocation } from '../../src/velero';
import { newStack, warningsOf } from '../util';

// What the statement of the library asks of a request is known of every request that it allows.

type Conditions = Record<string, Record<string, unknown>>;

const cannot = (actions: string[], conditions: Conditions, props: iam.PolicyStatementProps = {}) =>
  new iam.PolicyStatement({ effect: iam.Effect.DENY, actions, resources: ['*'], conditions, ...props });

const PRODUCTS = {
  Velero: (stack: Stack, access: UserAccess) => new VeleroBackupLocation(stack, 'Product', { access, volumeSnapshots: true }),
  CloudBerry: (stack: Stack, access: UserAccess) =>
    new CloudBerryBackupUser(stack, 'Product', { access, protection: CloudBerryProtection.asDocumented(), prefix: 'office/pc-1' }),
  restore: (stack: Stack, access: UserAccess) => {
    const bucket = new s3.Bucket(stack, 'Mine', { enforceSSL: true });
    return new CloudBerryEc2Restore(stack, 'Product', { access, bucket, importRole: VmImportRole.create() });
  },
};

/** A policy of the app that denies the calls: the boundary of its user. */
function said(product: keyof typeof PRODUCTS, actions: string[], conditions: Conditions, resources = ['*']): string {
  const stack = newStack();
  const statements = [new iam.PolicyStatement({ actions: ['*'], resources: ['*'] }), cannot(actions, conditions, { resources })];
  const access = VendorAccess.iamUser({ permissionsBoundary: new iam.ManagedPolicy(stack, 'Boundary', { statements }) });
  PRODUCTS[product](stack, access);
  return warningsOf(stack)
    .flatMap((one) => /core\.(denied|mayBeDenied)/.exec(one)?.[1] ?? [])
    .join();
}

const BACKUP_TAG = 'aws:RequestTag/velero.io/backup';
const IMAGES = ['arn:aws:ec2:*::snapshot/*', 'arn:aws:ec2:*::image/*'];
const VOLUMES = ['arn:aws:ec2:*:*:volume/*'];
const [CREATE, TAG, LIST] = [['ec2:CreateVolume'], ['ec2:CreateTags'], ['s3:ListBucket']];

test.each<[string, Parameters<typeof said>, string]>([
  ['volumes without the tag that each has', ['Velero', CREATE, { Null: { [BACKUP_TAG]: 'true' } }, VOLUMES], ''],
  ['volumes with it', ['Velero', CREATE, { Null: { [BACKUP_TAG]: 'false' } }, VOLUMES], 'denied'],
  ['volumes with it and a certain value', ['Velero', CREATE, { StringEquals: { [BACKUP_TAG]: 'nightly' } }, VOLUMES], 'mayBeDenied'],
  ['volumes with another tag', ['Velero', CREATE, { Null: { 'aws:RequestTag/team': 'true' } }], 'mayBeDenied'],
  ['tags of what exists', ['Velero', TAG, { StringNotEquals: { 'ec2:CreateAction': ['CreateSnapshot', 'CreateVolume'] } }], ''],
  ['tags of instances', ['Velero', TAG, { StringEquals: { 'ec2:CreateAction': 'RunInstances' } }], ''],
  ['tags of one of the two', ['Velero', TAG, { StringEquals: { 'ec2:CreateAction': 'CreateVolume' } }], 'mayBeDenied'],
  ['lists of what others wrote', ['CloudBerry', LIST, { StringNotLike: { 's3:prefix': 'office/*' } }], ''],
  ['lists of its own', ['CloudBerry', LIST, { StringLike: { 's3:prefix': 'office/*' } }], 'denied'],
  ['instances with a role', ['restore', ['ec2:StopInstances'], { Null: { 'ec2:InstanceProfile': 'false' } }], ''],
  ['instances without a role', ['restore', ['ec2:StopInstances'], { Null: { 'ec2:InstanceProfile': 'true' } }], 'denied'],
  ['images without an owner', ['restore', ['ec2:ImportImage'], { Null: { 'ec2:Owner': 'true' } }, IMAGES], 'mayBeDenied'],
  ['images of others', ['restore', ['ec2:ImportImage'], { StringEquals: { 'ec2:Owner': 'x' } }, IMAGES], ''],
  ['lists of a part', ['CloudBerry', LIST, { StringLike: { 's3:prefix': 'office/pc-1/c/*' } }], 'mayBeDenied'],
])('%s', (_, asked, says) => {
  expect(said(...asked)).toBe(says);
});

test.each([
  ['false', ''],
  ['true', 'denied'],
])('grants on a key, if they are for a resource of AWS: %s', (value, says) => {
  const stack = newStack();
  const account = new iam.PolicyStatement({ actions: ['kms:*'], resources: ['*'], principals: [new iam.AccountRootPrincipal()] });
  const denial = cannot(['kms:CreateGrant'], { Bool: { 'kms:GrantIsForAWSResource': value } }, { principals: [new iam.AnyPrincipal()] });
  const policy = new iam.PolicyDocument({ statements: [account, denial] });
  const volumeKey = new kms.Key(stack, 'Key', { policy, removalPolicy: RemovalPolicy.RETAIN });
  new VeleroBackupLocation(stack, 'Product', { volumeSnapshots: true, volumeKey });
  expect(
    warningsOf(stack)
      .flatMap((one) => /core\.(denied|mayBeDenied)/.exec(one)?.[1] ?? [])
      .join(),
  ).toBe(says);
});
