import { App, Aws, CfnParameter, type CfnResource, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { VendorAccess } from '../../src';
import { CloudBerryEc2Restore, VmImportRole } from '../../src/cloudberry';
import { VeleroBackupLocation } from '../../src/velero';
import { ACCOUNT, warningsOf } from '../util';

// What calls carry, or certainly do not: a condition on it is decided, not said to depend on how the product calls.

type Conditions = Record<string, Record<string, unknown>>;

interface Setup {
  readonly abac?: unknown;
  readonly alias?: string;
  readonly key?: Record<string, string>;
  readonly bucket?: Record<string, string>;
  readonly user?: Record<string, string>;
  readonly stack?: Record<string, string>;
  readonly isAnywhere?: boolean;
  readonly region?: string;
}

/** What is said of a boundary that denies some calls, with a bucket and a key that have tags. */
function said(
  actions: string,
  conditions: Conditions,
  { abac, alias, bucket: ofBucket, isAnywhere, key, region = 'eu-west-1', stack: tags, user }: Setup = {},
) {
  const env = isAnywhere ? undefined : { account: ACCOUNT, region };
  const stack = new Stack(new App({ context: { '@aws-cdk/core:explicitStackTags': true } }), 'Stack', { env, tags });
  const statements = [
    new iam.PolicyStatement({ actions: ['*'], resources: ['*'] }),
    new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: [actions], resources: ['*'], conditions }),
  ];
  const encryptionKey = new kms.Key(stack, 'Key', { removalPolicy: RemovalPolicy.RETAIN, alias });
  const bucket = new s3.Bucket(stack, 'Bucket', { enforceSSL: true, encryptionKey });
  new CfnParameter(stack, 'Abac');
  (bucket.node.defaultChild as CfnResource).addPropertyOverride('AbacStatus', abac);
  const access = VendorAccess.iamUser({ permissionsBoundary: new iam.ManagedPolicy(stack, 'Boundary', { statements }) });
  const product = new VeleroBackupLocation(stack, 'Product', { access, bucket, volumeSnapshots: true });
  for (const [one, own] of [[encryptionKey, key] as const, [bucket, ofBucket] as const, [product, user] as const]) {
    for (const [name, value] of Object.entries(own ?? {})) Tags.of(one).add(name, value);
  }
  return warningsOf(stack).flatMap((one) => /core\.(denied|mayBeDenied)/.exec(one)?.[1] ?? []);
}

const TEAM = { team: 'backup' };
const not = (key: string, value = 'backup'): Conditions => ({ StringNotEquals: { [key]: value } });
const [TAG, TAG_OF_BUCKET] = ['aws:ResourceTag/team', 's3:BucketTag/team'];
// biome-ignore lint/suspicious/noTemplateCurlyInString: IAM has its own ${}
const SAME_TEAM = not(TAG, '${aws:PrincipalTag/team}');
/** For keys, the suffix is the same everywhere (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html). */
const THROUGH_S3 = `s3.${Aws.REGION}.${Aws.URL_SUFFIX}`;
const KEYS_LIKE = { 'ForAnyValue:StringLike': { 'aws:TagKeys': 'corp:*' } };
const ALIASES = { 'ForAllValues:StringNotLike': { 'kms:ResourceAliases': 'alias/logs-*' } };

test.each<[string, Parameters<typeof said>, string?]>([
  // tags that a call gives
  ['keys of tags, in calls without tags', ['s3:*', KEYS_LIKE]],
  ['keys of tags, in calls on what exists', ['ec2:DeleteSnapshot', KEYS_LIKE]],
  ['keys of tags, in calls that tag', ['ec2:CreateSnapshot', KEYS_LIKE], 'mayBeDenied'],
  ['no other keys of tags', ['s3:PutObject', { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'team' } }], 'denied'],
  ['a tag in a call without tags', ['s3:PutObject', { StringLike: { 'aws:RequestTag/corp:owner': '*' } }]],
  ['no tag', ['kms:Decrypt', { Null: { 'aws:RequestTag/corp:owner': 'true' } }], 'denied'],
  ['no tag, in a call that tags', ['ec2:CreateVolume', { Null: { 'aws:RequestTag/corp:owner': 'true' } }], 'mayBeDenied'],
  // where and by whom
  ['calls of Amazon EC2 elsewhere', ['ec2:*', not('ec2:Region', 'eu-west-1')]],
  ['calls of Amazon EC2 here', ['ec2:*', not('ec2:region', 'eu-central-1')], 'denied'],
  ['calls of Amazon EC2 in a region of the deployment', ['ec2:*', not('ec2:Region', 'eu-west-1'), { isAnywhere: true }], 'mayBeDenied'],
  ['the root user of AWS Organizations', ['*', { Bool: { 'aws:AssumedRoot': 'true' } }]],
  ['all but the root user', ['s3:*', { BoolIfExists: { 'aws:AssumedRoot': 'false' } }], 'denied'],
  ['agents', ['*', { Bool: { 'aws:ViaAWSMCPService': 'true' } }]],
  ['an agent', ['*', { StringEquals: { 'aws:CalledViaAWSMCP': 'aws-mcp.amazonaws.com' } }]],
  ['all but agents', ['s3:*', { BoolIfExists: { 'aws:ViaAWSMCPService': 'false' } }], 'denied'],
  ['all but agents, if AWS says so of others', ['s3:*', { Bool: { 'aws:ViaAWSMCPService': 'false' } }], 'mayBeDenied'],
  ['keys, through a service', ['kms:*', { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } }], 'denied'],
  ['keys, but through a service here', ['kms:*', not('kms:ViaService', THROUGH_S3)]],
  ['keys, but through a service here, in GovCloud', ['kms:*', not('kms:ViaService', THROUGH_S3), { region: 'us-gov-west-1' }]],
  [
    'keys, but through a service of the name that none has in China',
    ['kms:*', not('kms:ViaService', THROUGH_S3), { region: 'cn-north-1' }],
    'denied',
  ],
  ['keys through a service, of calls that use none', ['s3:*', { StringLike: { 'kms:ViaService': '*' } }]],
  [
    'keys without MFA, which Amazon S3 and EC2 use for a user',
    ['kms:*', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }],
    'mayBeDenied',
  ],
  ['calls without MFA, of a user', ['s3:*', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }]],
  // tags of the bucket
  ['another tag of the bucket, which S3 does not tell', ['s3:*', not(TAG), { bucket: TEAM }], 'denied'],
  ['the same, switched off', ['s3:*', not(TAG_OF_BUCKET), { bucket: TEAM, abac: 'Disabled' }], 'denied'],
  ['a tag of the bucket, which S3 does not tell', ['s3:*', { StringEquals: { [TAG]: 'backup' } }, { bucket: TEAM }]],
  ['another tag of the bucket', ['s3:*', not(TAG), { bucket: TEAM, abac: 'Enabled' }]],
  ['another tag of the bucket, by its own key', ['s3:*', not(TAG_OF_BUCKET), { bucket: TEAM, abac: 'Enabled' }]],
  ['the tag that the bucket has', ['s3:*', not(TAG, 'web'), { bucket: TEAM, abac: 'Enabled' }], 'denied'],
  ['a tag that it lacks', ['s3:*', not(TAG_OF_BUCKET), { abac: 'Enabled' }], 'denied'],
  ['a tag that it gets from the stack', ['s3:*', not(TAG), { stack: TEAM, abac: 'Enabled' }]],
  ['a tag of CloudFormation', ['s3:*', not('aws:ResourceTag/aws:cloudformation:stack-name', 'x'), { abac: 'Enabled' }]],
  ['what a parameter switches on', ['s3:*', not(TAG), { abac: { Ref: 'Abac' } }]],
  ['tags of volumes', ['ec2:*', not(TAG), { bucket: TEAM }]],
  // tags and aliases of the key
  ['another tag of the key', ['kms:*', not(TAG), { key: TEAM }]],
  ['the tag that the key has', ['kms:*', not(TAG, 'web'), { key: TEAM }], 'denied'],
  ['a tag that the key lacks', ['kms:*', not(TAG), { bucket: TEAM }], 'denied'],
  ['keys of other teams', ['kms:*', SAME_TEAM, { key: TEAM, user: TEAM }]],
  ['the key of another team', ['kms:*', SAME_TEAM, { key: TEAM, user: { team: 'web' } }], 'denied'],
  ['keys with other aliases', ['kms:*', ALIASES, { alias: 'logs-archive' }]],
  ['the alias that the key has, unless it gets more', ['kms:*', ALIASES, { alias: 'web' }], 'mayBeDenied'],
  ['a key without an alias in the app', ['kms:*', ALIASES], 'mayBeDenied'],
])('denied: %s', (_, asked, ...says) => {
  expect(said(...asked)).toEqual(says);
});

test.each<[string, (vpc: ec2.Vpc) => string, string?]>([
  ['the VPC of the placement', ({ vpcArn }) => vpcArn],
  ['a VPC that may be it', () => `arn:aws:ec2:eu-west-1:${ACCOUNT}:vpc/vpc-0abc`, 'mayBeDenied'],
  ['a VPC of another account', () => 'arn:aws:ec2:eu-west-1:222233334444:vpc/*', 'denied'],
])('launches elsewhere than in %s', (_, arnOf, ...says) => {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, maxAzs: 1 });
  const conditions = { ArnNotLike: { 'ec2:Vpc': arnOf(vpc) } };
  const resources = ['subnet', 'security-group', 'network-interface'].map((type) => `arn:aws:ec2:*:*:${type}/*`);
  const statements = [
    new iam.PolicyStatement({ actions: ['*'], resources: ['*'] }),
    new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['ec2:RunInstances'], resources, conditions }),
  ];
  new CloudBerryEc2Restore(stack, 'Restore', {
    access: VendorAccess.iamUser({ permissionsBoundary: new iam.ManagedPolicy(stack, 'Boundary', { statements }) }),
    bucket: new s3.Bucket(stack, 'Bucket', { enforceSSL: true }),
    importRole: VmImportRole.existing(),
    placement: { subnets: vpc.publicSubnets, securityGroups: [new ec2.SecurityGroup(stack, 'Group', { vpc })] },
  });
  expect(warningsOf(stack).flatMap((one) => /core\.(denied|mayBeDenied)/.exec(one)?.[1] ?? [])).toEqual(says);
});
