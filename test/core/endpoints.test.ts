import { CfnCondition, CfnParameter, CfnResource, NestedStack, Stack } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { type CallerNetworks, ConnectionTest, cloudberry, logzio, VendorAccess, veeam, velero, Workload } from '../../src';
import { VENDOR_ACCOUNT } from '../logzio/cases';
import { ACCOUNT, newStack, warningsOf } from '../util';

// VPC endpoints of the app, in the networks that a product calls from: their policies have to let its calls through.

const DENIED = /^the policy of VPC endpoint '\S+'(,.* denies| does not allow).*s3:PutObject.*core\.denied/;
const DEPENDS = /^the policy of VPC endpoint '\S+'(,.* denies| does not allow).*, depending on .*core\.mayBeDenied/;
const NAME = 'example-archive';
const { S3, DYNAMODB } = ec2.GatewayVpcEndpointAwsService;
const { S3: S3_PRIVATE, ECR, SECRETS_MANAGER: SECRETS, STS } = ec2.InterfaceVpcEndpointAwsService;

const statement = (resource: string, more: object = {}) => ({
  ...{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: [resource, `${resource}/*`] },
  ...more,
});
const policy = (...Statement: unknown[]) => ({ Version: '2012-10-17', Statement });
const ALL = statement('*');
const IT = statement(`arn:aws:s3:::${NAME}`);
const ANOTHER = policy(statement('arn:aws:s3:::another'));
const where = (Condition: object) => policy({ ...ALL, Condition });
const UNTIL = { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } };
const EITHER = (...branches: unknown[]) => ({ 'Fn::If': ['Prod', ...branches] });

const newVpc = (stack: Stack, id = 'Vpc') => new ec2.Vpc(stack, id, { maxAzs: 1, natGateways: 0 });
function override<T extends IConstruct>(made: T, path: string, value: unknown): T {
  (made.node.defaultChild as CfnResource).addPropertyOverride(path, value);
  return made;
}
const gateway = (vpc: ec2.Vpc, document: unknown = ANOTHER, service = S3) =>
  override(vpc.addGatewayEndpoint('Gateway', { service }), 'PolicyDocument', document);
const privateLink = (vpc: ec2.Vpc, document: unknown = ANOTHER, service = S3_PRIVATE) =>
  override(vpc.addInterfaceEndpoint('Private', { service, subnets: { subnets: vpc.publicSubnets } }), 'PolicyDocument', document);
const archive = (stack: Stack, onlyFrom: CallerNetworks, props: logzio.LogzioArchiveBucketProps = { bucketName: NAME }) =>
  new logzio.LogzioArchiveBucket(stack, 'Product', { access: VendorAccess.iamUser({ onlyFrom }), ...props });

/** All that is said of the policies of endpoints. */
function expectSaid(stack: Stack, says: RegExp | undefined): void {
  const said = warningsOf(stack).filter((text) => text.includes('VPC endpoint '));
  expect(said).toEqual(says ? [expect.stringMatching(says)] : []);
}

test.each<[string, unknown, RegExp | undefined]>([
  ['everything, because it has no policy', { Ref: 'AWS::NoValue' }, undefined],
  ['everything', policy(ALL), undefined],
  ['everything, as a text', JSON.stringify(policy(ALL)), undefined],
  ['the bucket by name', policy(IT), undefined],
  ['the account of the bucket', where({ StringEquals: { 'aws:ResourceAccount': ACCOUNT } }), undefined],
  ['an organization', where({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5', 'aws:ResourceOrgID': 'o-a1b2c3d4e5' } }), undefined],
  ['users of the account', where({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:user/*` } }), undefined],
  ['the VPC itself', where({ StringEquals: { 'aws:SourceVpc': { Ref: 'Vpc8378EB38' } } }), undefined],
  [
    'everything but without TLS',
    policy(ALL, { ...ALL, Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    undefined,
  ],
  ['another bucket', ANOTHER, DENIED],
  ['another bucket, as a text', JSON.stringify(ANOTHER), DENIED],
  ['reading', policy(statement('*', { Action: ['s3:Get*', 's3:List*'] })), DENIED],
  ['another account', where({ StringEquals: { 'aws:ResourceAccount': '999999999999' } }), DENIED],
  ['roles', where({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/*` } }), DENIED],
  ['an account, which means its root user', policy({ ...ALL, Principal: { AWS: ACCOUNT } }), DENIED],
  ['everything but uploads', policy(ALL, statement('*', { Effect: 'Deny', Action: 's3:PutObject' })), DENIED],
  ['a request from an address', where({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }), DENIED],
  ['a bucket in some deployments, and another in the others', policy(EITHER(IT, statement('arn:aws:s3:::another'))), DEPENDS],
  ['one of two other buckets', EITHER(ANOTHER, policy(statement('arn:aws:s3:::third'))), DENIED],
  ['nothing more in some deployments', EITHER(ANOTHER, { Ref: 'AWS::NoValue' }), DEPENDS],
  ['some keys of the bucket', policy({ ...IT, Resource: [`arn:aws:s3:::${NAME}`, `arn:aws:s3:::${NAME}/mine/*`] }), DEPENDS],
  ['everything but until a date that is over', policy(ALL, { ...ALL, Effect: 'Deny', Condition: UNTIL }), undefined],
  ['what the deployment denies', policy(ALL, statement('*', { Effect: { Ref: 'Effect' }, Action: 's3:PutObject' })), DEPENDS],
])('calls from a VPC whose gateway allows %s', (_, document, says) => {
  const stack = newStack();
  const vpc = newVpc(stack);
  gateway(vpc, document);
  archive(stack, { vpcs: [vpc] });
  expectSaid(stack, says);
});

const inAnother = (stack: Stack) => new Stack(stack.node.root, 'Another', { env: { account: ACCOUNT, region: 'eu-west-1' } });
const importOf = (stack: Stack, vpcId: string) => ec2.Vpc.fromVpcAttributes(stack, 'Theirs', { vpcId, availabilityZones: ['eu-west-1a'] });
const l1 = (stack: Stack, vpcId: string) =>
  new ec2.CfnVPCEndpoint(stack, 'L1', {
    ...{ vpcId, serviceName: 'com.amazonaws.eu-west-1.s3', policyDocument: ANOTHER },
    routeTableIds: ['rtb-1a2b3c4d'],
  });

test.each<[string, (stack: Stack, vpc: ec2.Vpc) => CallerNetworks, RegExp | undefined]>([
  ['the endpoint', (_, vpc) => ({ vpcEndpoints: [gateway(vpc)] }), DENIED],
  ['an interface', (_, vpc) => ({ vpcEndpoints: [privateLink(vpc)] }), DENIED],
  [
    'an imported VPC',
    (stack) => {
      l1(stack, 'vpc-1a2b3c4d');
      return { vpcs: [importOf(stack, 'vpc-1a2b3c4d')] };
    },
    DENIED,
  ],
  [
    'a VPC of another stack',
    (stack) => {
      const vpc = newVpc(inAnother(stack));
      gateway(vpc);
      return { vpcs: [vpc] };
    },
    DENIED,
  ],
  [
    'a VPC whose endpoint a nested stack makes',
    (stack, vpc) => {
      l1(new NestedStack(stack, 'Nested'), vpc.vpcId);
      return { vpcs: [vpc] };
    },
    DENIED,
  ],
  [
    'an address too',
    (_, vpc) => {
      gateway(vpc);
      return { vpcs: [vpc], addresses: ['203.0.113.0/24'] };
    },
    DEPENDS,
  ],
  [
    'another VPC too, whose endpoint is open',
    (stack, vpc) => {
      const second = newVpc(stack, 'Second');
      gateway(vpc);
      gateway(second, policy(ALL));
      return { vpcs: [vpc, second] };
    },
    DEPENDS,
  ],
  [
    'a VPC with another endpoint, which is open',
    (_, vpc) => {
      gateway(vpc);
      privateLink(vpc, policy(ALL));
      return { vpcs: [vpc] };
    },
    undefined,
  ],
  [
    'a VPC with endpoints of other services',
    (_, vpc) => {
      gateway(vpc, ANOTHER, DYNAMODB);
      vpc.addGatewayEndpoint('Open', { service: S3 });
      privateLink(vpc, ANOTHER, ECR);
      return { vpcs: [vpc] };
    },
    undefined,
  ],
  [
    'a VPC, and another has a limited endpoint',
    (stack, vpc) => {
      gateway(newVpc(stack, 'Second'));
      gateway(vpc, policy(ALL));
      return { vpcs: [vpc] };
    },
    undefined,
  ],
  [
    'a VPC with an endpoint for another region too',
    (_, vpc) => {
      override(privateLink(vpc), 'ServiceName', 'com.amazonaws.us-east-1.s3');
      gateway(vpc, policy(ALL));
      return { vpcs: [vpc] };
    },
    undefined,
  ],
  [
    'an imported endpoint',
    (stack) => ({ vpcEndpoints: [ec2.GatewayVpcEndpoint.fromGatewayVpcEndpointId(stack, 'Imported', 'vpce-1a2b3c4d')] }),
    undefined,
  ],
])('calls from %s', (_, networks, says) => {
  const stack = newStack();
  archive(stack, networks(stack, newVpc(stack)));
  expectSaid(stack, says);
});

test.each<[string, (stack: Stack) => [endpoint?: CfnCondition, vpc?: CfnCondition], RegExp]>([
  ['in some deployments', (stack) => [new CfnCondition(stack, 'Some')], DEPENDS],
  ['whenever its VPC is there', (stack) => new Array(2).fill(new CfnCondition(stack, 'Some')) as [], DENIED],
])('a limited endpoint that exists %s', (_, conditions, says) => {
  const stack = newStack();
  const vpc = newVpc(stack);
  const [ofEndpoint, ofVpc] = conditions(stack);
  (gateway(vpc).node.defaultChild as CfnResource).cfnOptions.condition = ofEndpoint;
  (vpc.node.defaultChild as CfnResource).cfnOptions.condition = ofVpc;
  archive(stack, { vpcs: [vpc] });
  expectSaid(stack, says);
});

test('an account as the principal of an interface means everyone in it', () => {
  const stack = newStack();
  const vpc = newVpc(stack);
  privateLink(vpc, policy({ ...ALL, Principal: { AWS: ACCOUNT } }));
  archive(stack, { vpcs: [vpc] });
  expectSaid(stack, undefined);
});

test.each([
  ['it and its objects', (bucket: s3.IBucket) => [bucket.bucketArn, bucket.arnForObjects('*')], undefined],
  ['it alone', (bucket: s3.IBucket) => [bucket.bucketArn], DENIED],
])('a bucket by reference, in a stack that knows no region: %s', (_, resources, says) => {
  const stack = newStack(null);
  const vpc = newVpc(stack);
  const endpoint = vpc.addGatewayEndpoint('Gateway', { service: S3 });
  const { bucket } = archive(stack, { vpcs: [vpc] }, {});
  const anyone = [new iam.StarPrincipal()];
  endpoint.addToPolicy(new iam.PolicyStatement({ principals: anyone, actions: ['s3:*'], resources: resources(bucket) }));
  expectSaid(stack, says);
});

test('calls to each service go through its endpoint', () => {
  const stack = newStack();
  const vpc = newVpc(stack);
  gateway(vpc, policy(ALL));
  privateLink(vpc, policy({ ...ALL, Action: 'ec2:Describe*', Resource: '*' }), ec2.InterfaceVpcEndpointAwsService.EC2);
  new cloudberry.CloudBerryEc2Restore(stack, 'Restore', {
    access: VendorAccess.iamUser({ onlyFrom: { vpcs: [vpc] } }),
    bucket: new s3.Bucket(stack, 'Bucket', { enforceSSL: true }),
    importRole: cloudberry.VmImportRole.existing(),
  });
  expectSaid(stack, /does not allow (?!.*(s3:|ec2:Describe)).*ec2:RunInstances.*core\.denied/);
});

const RESOLVERS = 'DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint';
test.each<[string, (vpc: ec2.Vpc, stack: Stack) => ec2.ISubnet | undefined, RegExp | undefined]>([
  ['a limited gateway', (vpc) => void gateway(vpc), DENIED],
  ['an open gateway', (vpc) => void gateway(vpc, policy(ALL)), undefined],
  ['a gateway for other route tables', (vpc) => void override(gateway(vpc), 'RouteTableIds', ['rtb-1a2b3c4d']), undefined],
  ['an interface for calls from outside', (vpc) => void privateLink(vpc), undefined],
  ['an interface for all calls', (vpc) => void override(privateLink(vpc), RESOLVERS, 'AllResolvers'), DENIED],
  [
    'an interface for names of its own',
    (vpc) => void override(override(privateLink(vpc), RESOLVERS, 'AllResolvers'), 'PrivateDnsEnabled', false),
    undefined,
  ],
  ['an interface of another service', (vpc) => void override(privateLink(vpc, ANOTHER, STS), RESOLVERS, 'AllResolvers'), undefined],
  [
    'a limited gateway, and the subnet is imported',
    (vpc, stack) => {
      override(gateway(vpc), 'RouteTableIds', ['rtb-1a2b3c4d']);
      return ec2.Subnet.fromSubnetAttributes(stack, 'Imported', { subnetId: 'subnet-1a2b3c4d', routeTableId: 'rtb-1a2b3c4d' });
    },
    DENIED,
  ],
  [
    'a limited gateway, and the subnet is known by its id',
    (vpc, stack) => {
      gateway(vpc);
      return ec2.Subnet.fromSubnetId(stack, 'Imported', vpc.publicSubnets[0].subnetId);
    },
    DENIED,
  ],
])('an appliance in a subnet with %s', (_, change, says) => {
  const stack = newStack();
  const vpc = newVpc(stack);
  const subnet = change(vpc, stack) ?? vpc.publicSubnets[0];
  const securityGroup = new ec2.SecurityGroup(stack, 'Group', { vpc });
  new veeam.VeeamM365Repository(stack, 'Copies', {
    usage: veeam.VeeamM365Usage.BACKUP_COPY,
    archiverAppliance: veeam.VeeamArchiverAppliance.inNetwork({ subnet, securityGroup }),
  });
  expectSaid(stack, says);
});

const ANSWERS = statement('arn:aws:s3:::cloudformation-custom-resource-response-euwest1');
const NO_ANSWER =
  /(does not allow|denies) s3:PutObject.* Purpose of these calls: the answer of the connection test to CloudFormation\. .*core\.denied/;
const OWNED = { StringEquals: { 'aws:ResourceAccount': ACCOUNT } };
const OTHERS = { ...ALL, Effect: 'Deny', Condition: { StringNotEquals: { 'aws:ResourceAccount': ACCOUNT } } };
test.each<[string, object, RegExp[]]>([
  ['everything', policy(ALL), []],
  ['what the account owns', where(OWNED), [NO_ANSWER]],
  ['what the account owns, denying all else', policy(ALL, OTHERS), [NO_ANSWER]],
  ['what an organization owns', where({ StringEquals: { 'aws:ResourceOrgID': 'o-a1b2c3d4e5' } }), [NO_ANSWER]],
  ['what the account owns, and the answers', policy({ ...ALL, Condition: OWNED }, ANSWERS), []],
  ['an organization', where({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }), []],
  ['the account', where({ StringEquals: { 'aws:PrincipalAccount': ACCOUNT } }), []],
  ['roles and users of the account', where({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:*` } }), []],
  ['the bucket and the answers', policy(IT, ANSWERS), []],
  [
    'the bucket alone',
    policy(IT),
    [/does not allow s3:PutObject\. Purpose of these calls: the answer of the connection test to CloudFormation\. .*core\.denied/],
  ],
  [
    'the answers alone',
    policy(ANSWERS),
    [
      /does not allow s3:ListBucketVersions, s3:DeleteObject, .* Purpose of these calls: finds the versions .*core\.denied/,
      /does not allow .*s3:GetObject.* Purpose of these calls: the connection test, and with it the deployment\. .*core\.denied/,
    ],
  ],
  [
    'the bucket and some answers',
    policy(IT, { ...ANSWERS, Resource: `${ANSWERS.Resource[0]}/mine/*` }),
    [/s3:PutObject.*the answer of the connection test.*core\.mayBeDenied/],
  ],
])('a connection test in a VPC whose gateway allows %s', (_, document, says) => {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });
  gateway(vpc, document);
  const connectionTest = ConnectionTest.atDeployment({ vpc, subnets: vpc.privateSubnets });
  new logzio.LogzioArchiveBucket(stack, 'Product', { bucketName: NAME, connectionTest });
  expect(warningsOf(stack)).toEqual(says.map((one) => expect.stringMatching(one)));
});

test.each<[string, Stack, object]>([
  ['a role, whose calls IAM simulates: only the answer goes there', newStack(), policy(ANSWERS)],
  ['a stack whose region nobody knows yet: the answers may be anywhere', newStack(null), policy(IT)],
])('a connection test in a VPC with a limited gateway, of %s', (_, stack, document) => {
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });
  gateway(vpc, document);
  const access =
    stack.account === ACCOUNT ? VendorAccess.vendorRole({ accountId: VENDOR_ACCOUNT, externalId: 'an-external-id' }) : undefined;
  new logzio.LogzioArchiveBucket(stack, 'Product', { bucketName: NAME, access, connectionTest: ConnectionTest.atDeployment({ vpc }) });
  expectSaid(stack, undefined);
});

const IAM = new ec2.InterfaceVpcEndpointAwsService('iam');
test.each<[string, ec2.InterfaceVpcEndpointAwsService, object, RegExp | undefined]>([
  ['lists secrets', SECRETS, { Action: 'secretsmanager:ListSecrets' }, /does not allow secretsmanager:GetSecretValue\. .*core\.denied/],
  [
    'answers another VPC',
    SECRETS,
    { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } },
    /secretsmanager:GetSecretValue.*core\.mayBeDenied/,
  ],
  [
    'knows users only',
    SECRETS,
    { Condition: { ArnLike: { 'aws:PrincipalArn': '*:user/*' } } },
    /secretsmanager:GetSecretValue.*core\.denied/,
  ],
  ['lists users', IAM, { Action: 'iam:List*' }, /does not allow iam:SimulatePrincipalPolicy\. .*core\.denied/],
  ['reads secrets', SECRETS, { Action: 'secretsmanager:GetSecretValue' }, undefined],
  ['knows the account', SECRETS, { Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } } }, undefined],
  ['is of another service', STS, { Action: 'sts:GetCallerIdentity' }, undefined],
  ['decrypts nothing, but KMS is called from elsewhere', ec2.InterfaceVpcEndpointAwsService.KMS, { Action: 'kms:List*' }, undefined],
])('a connection test in a VPC with an endpoint that %s', (_, service, more, says) => {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });
  const endpoint = privateLink(vpc, policy({ ...ALL, Action: '*', ...more }), service);
  if (service === IAM) {
    override(endpoint, 'ServiceName', 'com.amazonaws.iam');
  }
  new logzio.LogzioArchiveBucket(stack, 'Product', { connectionTest: ConnectionTest.atDeployment({ vpc }) });
  expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
});

const T3 = new ec2.InstanceType('t3.micro');
const IMAGE = ec2.MachineImage.latestAmazonLinux2023();
const [PUBLIC, ISOLATED] = [ec2.SubnetType.PUBLIC, ec2.SubnetType.PRIVATE_ISOLATED].map((subnetType) => ({ subnetType }));
const NO_EXIT = /'Stack\/Instance' \(security group '\S+' lets nothing out on port 443\)\. .*core\.instanceCutOff/;
const run = (vpc: ec2.Vpc, role: iam.IRole | undefined, props: Partial<ec2.InstanceProps> = {}) =>
  new ec2.Instance(vpc.stack, 'Instance', { vpc, role, vpcSubnets: PUBLIC, instanceType: T3, machineImage: IMAGE, ...props });
const noAcl = (vpc: ec2.Vpc) => new ec2.NetworkAcl(vpc.stack, 'Acl', { vpc, subnetSelection: PUBLIC });

const NO_WAY = /\(subnet '\S+' has no route and no endpoint for s3 in eu-west-1\)\. .*core\.instanceCutOff/;
const NO_CREDENTIALS = /get no credentials, because their metadata service is off: 'Stack\/Instance(\/ASG)?'\. .*core\.instanceCutOff/;
const tableOf = ({ routeTable }: ec2.ISubnet) => routeTable.routeTableId;
const found = (vpc: ec2.Vpc) => new CfnResource(vpc, 'Found', { type: 'Custom::Table' }).getAtt('Id');
const isolated = (vpc: ec2.Vpc, role: iam.IRole, more: object) => {
  run(vpc, role, { vpcSubnets: ISOLATED });
  Object.entries(more).reduce((one, [name, value]) => override(one, name, value), gateway(vpc, policy(ALL)));
};

const EC2 = new iam.ServicePrincipal('ec2.amazonaws.com');
const OF_FLEET = /'Stack\/Fleet' \(security group 'Stack\/Vpc\/Closed' lets nothing out on port 443\)\. .*core\.instanceCutOff/;
const closed = (vpc: ec2.Vpc) => new ec2.SecurityGroup(vpc, 'Closed', { vpc, allowAllOutbound: false });
const open = (vpc: ec2.Vpc) => new ec2.SecurityGroup(vpc, 'Open', { vpc });
const spotFleet = (vpc: ec2.Vpc, role: iam.IRole, ...groups: ec2.SecurityGroup[]) => {
  const profile = new iam.CfnInstanceProfile(vpc, 'Profile', { roles: [role.roleName] });
  const SpotFleetRequestConfigData = {
    LaunchSpecifications: [
      {
        ...{ IamInstanceProfile: { Arn: profile.attrArn }, SubnetId: vpc.publicSubnets[0].subnetId },
        SecurityGroups: groups.map(({ securityGroupId }) => ({ GroupId: securityGroupId })),
      },
    ],
  };
  return new CfnResource(vpc.stack, 'Fleet', { type: 'AWS::EC2::SpotFleet', properties: { SpotFleetRequestConfigData } });
};
const fleet = (vpc: ec2.Vpc, role: iam.IRole, places: ec2.SubnetSelection[], given = (all: unknown): unknown => all, type = 'EC2Fleet') => {
  const { launchTemplateId: LaunchTemplateId = '' } = new ec2.LaunchTemplate(vpc, 'Launch', {
    role,
    instanceType: T3,
    machineImage: IMAGE,
  });
  const overrides = places.map((one) => ({ SubnetId: vpc.selectSubnets(one).subnetIds[0] }));
  const LaunchTemplateConfigs = [{ LaunchTemplateSpecification: { LaunchTemplateId }, Overrides: given(overrides) }];
  const properties = type === 'EC2Fleet' ? { LaunchTemplateConfigs } : { SpotFleetRequestConfigData: { LaunchTemplateConfigs } };
  return new CfnResource(vpc.stack, 'Fleet', { type: `AWS::EC2::${type}`, properties });
};

const BLOCKED = /\(AWS::EC2::VPCBlockPublicAccessOptions 'Stack\/Block' blocks .*core\.instanceCutOff/;
type InstanceCase = [string, RegExp | undefined, (vpc: ec2.Vpc, role: iam.IRole, stack: Stack) => unknown];
test.each<InstanceCase>([
  ['a limited gateway', DENIED, (vpc, role) => run(vpc, role) && gateway(vpc)],
  [
    'a limited gateway, in a group of instances',
    DENIED,
    (vpc, role) => {
      gateway(vpc);
      const launchTemplate = new ec2.LaunchTemplate(vpc.stack, 'Launch', { role, instanceType: T3, machineImage: IMAGE });
      new autoscaling.AutoScalingGroup(vpc.stack, 'Instances', { vpc, vpcSubnets: PUBLIC, launchTemplate });
    },
  ],
  [
    'a limited gateway, and one elsewhere without',
    DEPENDS,
    (vpc, role, stack) => {
      const profile = run(vpc, role).instance.iamInstanceProfile;
      gateway(vpc);
      new ec2.CfnInstance(stack, 'Second', { iamInstanceProfile: profile, subnetId: newVpc(stack, 'Other').publicSubnets[0].subnetId });
    },
  ],
  ['a group that lets nothing out', NO_EXIT, (vpc, role) => run(vpc, role, { allowAllOutbound: false })],
  ...(
    [
      ['a proxy', 3128, undefined],
      ['HTTPS elsewhere', 443, undefined],
      ['DNS', 53, NO_EXIT],
    ] as const
  ).map(
    ([what, port, says]): InstanceCase => [
      `a group that lets out ${what} only`,
      says,
      (vpc, role) => void run(vpc, role, { allowAllOutbound: false }).connections.allowTo(ec2.Peer.ipv4('10.0.0.0/8'), ec2.Port.tcp(port)),
    ],
  ),
  ...(
    [
      ['lets out to a proxy only', '10.0.0.0/8', undefined],
      [
        'lets out to a proxy, but not its answers in',
        '192.168.0.0/16',
        /\(network ACL 'Stack\/Acl' denies outbound .* or inbound .*instanceCutOff/,
      ],
    ] as const
  ).map(
    ([what, answers, says]): InstanceCase => [
      `a network ACL that ${what}`,
      says,
      (vpc, role) => {
        const acl = run(vpc, role) && noAcl(vpc);
        const flows = [[ec2.TrafficDirection.EGRESS, 3128, '10.0.0.0/8'] as const, [ec2.TrafficDirection.INGRESS, 1024, answers] as const];
        for (const [direction, from, cidr] of flows) {
          const traffic = ec2.AclTraffic.tcpPortRange(from, 65_535);
          acl.addEntry(`From${from}`, { cidr: ec2.AclCidr.ipv4(cidr), direction, ruleNumber: 1, traffic });
        }
      },
    ],
  ),
  ...(
    [
      ['a public address', PUBLIC, {}, BLOCKED],
      ['a NAT gateway', { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }, {}, BLOCKED],
      ['a private NAT gateway', { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }, { ConnectivityType: 'private' }, undefined],
    ] as const
  ).map(
    ([what, vpcSubnets, ofNat, says]): InstanceCase => [
      `${what}, and a block of public access`,
      says,
      (_vpc, role, stack) => {
        const vpc = new ec2.Vpc(stack, 'Open', { maxAzs: 1 });
        const nat = vpc.publicSubnets[0].node.findChild('NATGateway') as CfnResource;
        for (const [name, value] of Object.entries(ofNat)) {
          nat.addPropertyOverride(name, value);
        }
        const properties = { InternetGatewayBlockMode: 'block-bidirectional' };
        new CfnResource(stack, 'Block', { type: 'AWS::EC2::VPCBlockPublicAccessOptions', properties });
        run(vpc, role, { vpcSubnets });
      },
    ],
  ),
  [
    'a network ACL without entries',
    /\(network ACL 'Stack\/Acl' denies .*core\.instanceCutOff/,
    (vpc, role) => run(vpc, role) && noAcl(vpc),
  ],
  [
    'a network ACL without entries, and an endpoint that may be in the same subnet',
    undefined,
    (vpc, role) => run(vpc, role) && noAcl(vpc) && privateLink(vpc, policy(ALL)),
  ],
  ['no route and no endpoint', NO_WAY, (vpc, role) => run(vpc, role, { vpcSubnets: ISOLATED })],
  ['an endpoint alone', undefined, (vpc, role) => isolated(vpc, role, {})],
  ['an endpoint of the other subnets', NO_WAY, (vpc, role) => isolated(vpc, role, { RouteTableIds: [tableOf(vpc.publicSubnets[0])] })],
  ['an endpoint of no route table', NO_WAY, (vpc, role) => isolated(vpc, role, { RouteTableIds: [{ Ref: 'AWS::NoValue' }] })],
  ['an endpoint of an older route table', NO_WAY, (vpc, role) => isolated(vpc, role, { RouteTableIds: ['rtb-1a2b3c4d'] })],
  ['an endpoint of another region', NO_WAY, (vpc, role) => isolated(vpc, role, { ServiceName: 'com.amazonaws.us-west-2.s3' })],
  [
    'an endpoint in any region',
    undefined,
    (vpc, role) => isolated(vpc, role, { ServiceName: { 'Fn::Join': ['.', ['com.amazonaws', { Ref: 'Place' }, 's3']] } }),
  ],
  [
    'an endpoint of route tables that the deployment chooses',
    undefined,
    (vpc, role) => isolated(vpc, role, { RouteTableIds: EITHER([tableOf(vpc.publicSubnets[0])], [tableOf(vpc.isolatedSubnets[0])]) }),
  ],
  [
    'an endpoint of route tables that a parameter names',
    undefined,
    (vpc, role) => isolated(vpc, role, { RouteTableIds: { Ref: 'Tables' } }),
  ],
  ['an endpoint of what a custom resource finds', undefined, (vpc, role) => isolated(vpc, role, { RouteTableIds: [found(vpc)] })],
  ['its metadata service off', NO_CREDENTIALS, (vpc, role) => override(run(vpc, role), 'MetadataOptions.HttpEndpoint', 'disabled')],
  ['its metadata service on', undefined, (vpc, role) => override(run(vpc, role), 'MetadataOptions.HttpEndpoint', 'enabled')],
  [
    'a launch template whose metadata service is off',
    NO_CREDENTIALS,
    (vpc, role) => {
      const launchTemplate = new ec2.LaunchTemplate(vpc, 'Launch', { role, instanceType: T3, machineImage: IMAGE, httpEndpoint: false });
      new autoscaling.AutoScalingGroup(vpc.stack, 'Instance', { vpc, vpcSubnets: PUBLIC, launchTemplate });
    },
  ],
  ['a spot fleet around it that lets nothing out', OF_FLEET, (vpc, role) => spotFleet(vpc, role, closed(vpc))],
  ['a spot fleet around it that lets HTTPS out', undefined, (vpc, role) => spotFleet(vpc, role, closed(vpc), open(vpc))],
  [
    'a spot fleet of another role',
    undefined,
    (vpc, role) => run(vpc, role) && spotFleet(vpc, new iam.Role(vpc, 'Another', { assumedBy: EC2 }), closed(vpc)),
  ],
  ['a fleet that runs its launch template without a way', NO_WAY, (vpc, role) => fleet(vpc, role, [ISOLATED])],
  ['a fleet that runs its launch template with a way', undefined, (vpc, role) => fleet(vpc, role, [PUBLIC])],
  ['a fleet that overrides one place of two', NO_WAY, (vpc, role) => fleet(vpc, role, [PUBLIC, ISOLATED])],
  ['a fleet in places that the deployment decides', undefined, (vpc, role) => fleet(vpc, role, [ISOLATED], (given) => EITHER(given, []))],
  ['a spot fleet that runs its launch template without a way', NO_WAY, (vpc, role) => fleet(vpc, role, [ISOLATED], undefined, 'SpotFleet')],
  ['an open gateway', undefined, (vpc, role) => run(vpc, role) && gateway(vpc, policy(ALL))],
  [
    'one of two groups that lets HTTPS out',
    undefined,
    (vpc, role) => run(vpc, role, { allowAllOutbound: false }).addSecurityGroup(new ec2.SecurityGroup(vpc, 'Open', { vpc })),
  ],
  [
    'a subnet of another app',
    undefined,
    (vpc, role, stack) => {
      const closed = run(vpc, role).instance;
      gateway(vpc);
      closed.subnetId = new CfnParameter(stack, 'Subnet').valueAsString;
    },
  ],
  ['another role', undefined, (vpc) => run(vpc, undefined, { allowAllOutbound: false }) && gateway(vpc)],
])('an instance with %s', (_, says, change) => {
  const stack = newStack();
  const access = VendorAccess.workloadRole(Workload.ec2Instance());
  const { role } = new velero.VeleroBackupLocation(stack, 'Product', { access });
  change(newVpc(stack), role as iam.IRole, stack);
  expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
});
