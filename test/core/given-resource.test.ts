import { Aws, CfnOutput, CfnParameter, CfnResource, CustomResource, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { ConnectionTest, VendorAccess } from '../../src';
import { CloudBerryEc2Restore, VmImportRole } from '../../src/cloudberry';
import { LogzioArchiveBucket } from '../../src/logzio';
import { VeeamArchiverAppliance, VeeamM365Repository, VeeamM365Usage } from '../../src/veeam';
import { VeleroBackupLocation } from '../../src/velero';
import { ACCOUNT, newStack, warningsOf } from '../util';

// What is given as an import, and made by the app itself in an L1: said of it is what is said of an L2.

/** Errors and warnings. */
function told(stack: Stack, use: () => unknown): string {
  try {
    use();
    return warningsOf(stack).join('\n');
  } catch (error) {
    return (error as Error).message;
  }
}

const l1 = (scope: Stack, type: string, properties: object = {}, id = 'Made') =>
  new CfnResource(scope, id, { type: `AWS::${type}`, properties });
const vpcOf = (scope: Stack) => l1(scope, 'EC2::VPC', { CidrBlock: '10.0.0.0/16' }, 'Vpc');
const endpoint = (scope: Stack, more: object) =>
  l1(scope, 'EC2::VPCEndpoint', { VpcId: vpcOf(scope).ref, ServiceName: 'com.amazonaws.eu-west-1.s3', ...more });
const subnet = (scope: Stack, more: object, vpc = vpcOf(scope)) => l1(scope, 'EC2::Subnet', { VpcId: vpc.ref, ...more });
const key = (scope: Stack, KeySpec: string) => l1(scope, 'KMS::Key', { KeySpec, KeyPolicy: FOR_ACCOUNT });
const FOR_ACCOUNT = {
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' }],
};
const OTHER_BUCKET = { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: 'arn:aws:s3:::another/*' }] };
const TIER = (StorageClass: string) => ({
  LifecycleConfiguration: { Rules: [{ Status: 'Enabled', Transitions: [{ StorageClass, TransitionInDays: 30 }] }] },
});
/** A subnet whose route table leads nowhere, or to a NAT gateway. */
function routed(scope: Stack, more: object, route?: object) {
  const made = subnet(scope, more);
  const RouteTableId = l1(scope, 'EC2::RouteTable', { VpcId: made.stack.resolve(Fn.ref('Vpc')) }, 'Table').ref;
  l1(scope, 'EC2::SubnetRouteTableAssociation', { RouteTableId, SubnetId: made.ref }, 'Association');
  if (route) l1(scope, 'EC2::Route', { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', ...route }, 'Route');
  return made;
}

const from = (stack: Stack, onlyFrom: object) => new LogzioArchiveBucket(stack, 'Product', { access: VendorAccess.iamUser({ onlyFrom }) });
const gateway = (stack: Stack, id: string) => ec2.GatewayVpcEndpoint.fromGatewayVpcEndpointId(stack, 'Given', id);
const through = (stack: Stack, id: string) => from(stack, { vpcEndpoints: [gateway(stack, id)] });
const keyOf = (stack: Stack, arn: string) => kms.Key.fromKeyArn(stack, 'Given', arn);
const bucketOf = (stack: Stack, name: string) => s3.Bucket.fromBucketName(stack, 'Given', name);
const subnetOf = (stack: Stack, id: string) => ec2.Subnet.fromSubnetId(stack, 'Given', id);
const groupOf = (stack: Stack, id: string) => ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', id);
const appliance = (stack: Stack, id: string, group = 'sg-1a2b3c4d', manageIngress = true) =>
  new VeeamM365Repository(stack, 'Product', {
    usage: VeeamM365Usage.BACKUP_COPY,
    archiverAppliance: VeeamArchiverAppliance.inNetwork({
      subnet: subnetOf(stack, id),
      securityGroup: groupOf(stack, group),
      manageIngress,
    }),
  });
const vpcAttributes = { vpcId: 'vpc-1a2b3c4d', availabilityZones: ['eu-west-1a'] };
const tested = (stack: Stack, id: string) => {
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Given', { ...vpcAttributes, privateSubnetIds: [id] });
  return new LogzioArchiveBucket(stack, 'Product', { connectionTest: ConnectionTest.atDeployment({ vpc }) });
};
const restored = (stack: Stack, props: object) =>
  new CloudBerryEc2Restore(stack, 'Product', {
    ...{ access: VendorAccess.iamUser(), bucket: new s3.Bucket(stack, 'Bucket', { enforceSSL: true }) },
    ...{ importRole: VmImportRole.existing(), ...props },
  });

type Make = (scope: Stack) => CfnResource;
type Use = (stack: Stack, given: string) => unknown;

test.each<[string, RegExp, Use, wrong: Make, right: Make, attribute?: string]>([
  [
    'an endpoint of another service',
    /do not lead to Amazon S3/,
    through,
    (s) => endpoint(s, { ServiceName: 'com.amazonaws.eu-west-1.kms' }),
    (s) => endpoint(s, {}),
  ],
  [
    'an endpoint with a policy',
    /policy of VPC endpoint/,
    through,
    (s) => endpoint(s, { PolicyDocument: OTHER_BUCKET }),
    (s) => endpoint(s, {}),
    'Id',
  ],
  [
    'a VPC without an endpoint',
    /no VPC endpoint of the app leads/,
    (stack, vpcId) => from(stack, { vpcs: [ec2.Vpc.fromVpcAttributes(stack, 'Given', { ...vpcAttributes, vpcId })] }),
    vpcOf,
    (s) => {
      endpoint(s, { RouteTableIds: ['rtb-1a2b3c4d'] });
      return s.node.findChild('Vpc') as CfnResource;
    },
    'VpcId',
  ],
  [
    'a subnet without public addresses',
    /subnetWithoutPublicIp/,
    appliance,
    (s) => subnet(s, {}),
    (s) => subnet(s, { MapPublicIpOnLaunch: true }),
  ],
  [
    'a subnet without a way',
    /applianceCutOff/,
    appliance,
    (s) => routed(s, { MapPublicIpOnLaunch: true }),
    (s) => routed(s, { MapPublicIpOnLaunch: true }, { GatewayId: 'igw-1a2b3c4d' }),
    'SubnetId',
  ],
  ['a subnet without a way for a test', /testCutOff/, tested, (s) => routed(s, {}), (s) => routed(s, {}, { NatGatewayId: 'nat-1a2b3c4d' })],
  [
    'a key of volumes',
    /RSA_2048/,
    (stack, arn) => restored(stack, { volumeKey: keyOf(stack, arn) }),
    (s) => key(s, 'RSA_2048'),
    (s) => key(s, 'SYMMETRIC_DEFAULT'),
    'Arn',
  ],
  [
    'a key of the secret',
    /RSA_2048/,
    (stack, arn) => new LogzioArchiveBucket(stack, 'Product', { access: VendorAccess.iamUser({ secretEncryptionKey: keyOf(stack, arn) }) }),
    (s) => key(s, 'RSA_2048'),
    (s) => key(s, 'SYMMETRIC_DEFAULT'),
    'Arn',
  ],
  [
    'a bucket for logs',
    /which has Object Lock/,
    (stack, name) => new VeleroBackupLocation(stack, 'Product', { serverAccessLogsBucket: bucketOf(stack, name) }),
    (s) => l1(s, 'S3::Bucket', { ObjectLockEnabled: true }),
    (s) => l1(s, 'S3::Bucket'),
  ],
  [
    'a bucket for backups',
    /to GLACIER/,
    (stack, name) => new VeleroBackupLocation(stack, 'Product', { bucket: bucketOf(stack, name) }),
    (s) => l1(s, 'S3::Bucket', TIER('GLACIER')),
    (s) => l1(s, 'S3::Bucket', TIER('STANDARD_IA')),
  ],
  [
    'a topic',
    /a FIFO topic/,
    (stack, arn) => new LogzioArchiveBucket(stack, 'Product').monitor({ topic: sns.Topic.fromTopicArn(stack, 'Given', arn) }),
    (s) => l1(s, 'SNS::Topic', { FifoTopic: true }),
    (s) => l1(s, 'SNS::Topic'),
    'TopicArn',
  ],
])('%s', (_, says, use, wrong, right, ...[attribute]) => {
  const all = [wrong, right, wrong].map((make, at) => {
    const stack = newStack();
    const made = make(stack);
    const own = attribute ? made.getAtt(attribute).toString() : made.ref;
    const theirs = new CfnParameter(stack, 'Theirs2').valueAsString;
    return told(stack, () => use(stack, at < 2 ? own : theirs));
  });
  expect(all).toEqual([expect.stringMatching(says), expect.not.stringMatching(says), expect.not.stringMatching(says)]);
});

const another = (stack: Stack) => new Stack(stack.node.root, 'Another', { env: { account: ACCOUNT, region: 'eu-west-1' } });
const NAME = '/network/endpoint';

/** How the id of something that a scope makes comes to a stack. */
const WAYS: Record<string, (stack: Stack, id: (scope: Stack) => string) => string> = {
  'by a reference': (stack, id) => id(stack),
  'as an attribute in a text': (stack, id) => id(stack) && Fn.sub(`\${Made.Id}`),
  'from another stack': (stack, id) => id(another(stack)),
  'from a nested stack': (stack, id) => id(new NestedStack(stack, 'Nested')),
  'by an export': (stack, id) => {
    const scope = another(stack);
    new CfnOutput(scope, 'Out', { value: id(scope), exportName: 'endpoint' });
    return Fn.importValue('endpoint');
  },
  'by a parameter of Systems Manager': (stack, id) => {
    new ssm.StringParameter(stack, 'Kept', { parameterName: NAME, stringValue: id(stack) });
    return ssm.StringParameter.valueForStringParameter(stack, NAME);
  },
};

test.each(Object.entries(WAYS))('an endpoint that is handed over %s', (_, by) => {
  const [wrong, right] = ['dynamodb', 's3'].map((service) => {
    const stack = newStack();
    const id = by(stack, (scope) => endpoint(scope, { ServiceName: `com.amazonaws.${Aws.REGION}.${service}` }).ref);
    const { bucket } = through(stack, id);
    const denied = { principals: [new iam.AnyPrincipal()], actions: ['s3:*'], resources: [bucket.arnForObjects('*')] };
    const conditions = { StringNotEquals: { 'aws:SourceVpce': id } };
    bucket.addToResourcePolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, ...denied, conditions }));
    return told(stack, () => undefined);
  });
  expect([wrong, right]).toEqual([expect.stringMatching(/do not lead to Amazon S3/), '']);
});

test.each<[string, (stack: Stack) => unknown]>([
  [
    'an endpoint of a custom resource',
    (stack) => through(stack, new CustomResource(stack, 'Made', { serviceToken: 'x' }).getAttString('Id')),
  ],
  [
    'the default group of a VPC of the app',
    (stack) => {
      const { ref } = subnet(stack, { MapPublicIpOnLaunch: true });
      return appliance(stack, ref, Fn.getAtt('Vpc', 'DefaultSecurityGroup').toString(), false);
    },
  ],
])('%s is not known', (_, use) => {
  const stack = newStack();
  expect(told(stack, () => use(stack)).replace(/.*noSubnetRouteTableId.*/, '')).toBe('');
});

test('a group and a subnet of different VPCs do not go together', () => {
  const [same, different] = ['Vpc', 'Second'].map((ofGroup) => {
    const stack = newStack();
    const vpcs = ['Vpc', 'Second'].map((id) => new ec2.CfnVPC(stack, id));
    const { attrSubnetId } = new ec2.CfnSubnet(stack, 'Subnet', { vpcId: vpcs[0].ref });
    const vpcId = vpcs.find(({ node }) => node.id === ofGroup)?.attrVpcId;
    const { attrGroupId } = new ec2.CfnSecurityGroup(stack, 'Made', { groupDescription: 'restored', vpcId });
    const placement = { subnets: [subnetOf(stack, attrSubnetId)], securityGroups: [groupOf(stack, attrGroupId)] };
    return told(stack, () => restored(stack, { placement }));
  });
  expect([same, different]).toEqual([expect.not.stringMatching(/VPCs/), expect.stringMatching(/'Stack\/Group' in other VPCs/)]);
});
