import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { veeam } from '../../src';
import { ACCOUNT, errorOf, newStack, warningsOf } from '../util';

const PROXY = '203.0.113.7/32';
const { BACKUP_COPY } = veeam.VeeamM365Usage;

function templateOf(props: Partial<veeam.VeeamArchiverNetworkProps> = {}, stack = newStack()) {
  const network = new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: [PROXY], ...props });
  return { stack, network, template: Template.fromStack(stack) };
}

test('by default: a VPC with one public subnet, a group and an endpoint, and nothing else', () => {
  const { template, stack } = templateOf();
  const types = Object.values(template.toJSON().Resources as Record<string, { Type: string }>).map(({ Type }) => Type);
  expect(types.sort()).toEqual([
    'AWS::EC2::InternetGateway',
    'AWS::EC2::Route',
    'AWS::EC2::RouteTable',
    'AWS::EC2::SecurityGroup',
    'AWS::EC2::Subnet',
    'AWS::EC2::SubnetRouteTableAssociation',
    'AWS::EC2::VPC',
    'AWS::EC2::VPCEndpoint',
    'AWS::EC2::VPCGatewayAttachment',
  ]);
  template.hasResourceProperties('AWS::EC2::Subnet', { MapPublicIpOnLaunch: true });
  template.hasResourceProperties('AWS::EC2::Route', { DestinationCidrBlock: '0.0.0.0/0', GatewayId: Match.anyValue() });
  expect(warningsOf(stack)).toEqual([]);
});

test('the group lets in each proxy on port 22 and the redirector port, and nobody else', () => {
  const { template } = templateOf({ proxyCidrs: [PROXY, '198.51.100.0/28'], redirectorPort: 8443 });
  const [group] = Object.values(template.findResources('AWS::EC2::SecurityGroup'));
  const rules = group.Properties.SecurityGroupIngress as { CidrIp: string; FromPort: number; ToPort: number; IpProtocol: string }[];
  expect(rules.map(({ CidrIp, FromPort, IpProtocol, ToPort }) => [CidrIp, IpProtocol, FromPort, ToPort])).toEqual([
    [PROXY, 'tcp', 22, 22],
    [PROXY, 'tcp', 8443, 8443],
    ['198.51.100.0/28', 'tcp', 22, 22],
    ['198.51.100.0/28', 'tcp', 8443, 8443],
  ]);
  template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
});

test('what EC2 is told of the group, it takes', () => {
  const { template } = templateOf();
  const [{ Properties }] = Object.values(template.findResources('AWS::EC2::SecurityGroup'));
  const texts = [Properties.GroupDescription, ...Properties.SecurityGroupIngress.map((rule: { Description: string }) => rule.Description)];
  expect(texts.filter((text: string) => !/^[\w .\-:/()#,@[\]+=&;{}!$*]{1,255}$/.test(text))).toEqual([]);
});

test('the first public subnet of a VPC of yours is taken, with an endpoint for its route table alone', () => {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Mine', { maxAzs: 2, natGateways: 0 });
  const { network, template } = templateOf({ vpc }, stack);
  expect([network.vpc, network.subnet]).toEqual([vpc, vpc.publicSubnets[0]]);
  template.resourceCountIs('AWS::EC2::VPC', 1);
  template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
    RouteTableIds: [stack.resolve(vpc.publicSubnets[0].routeTable.routeTableId)],
    VpcEndpointType: 'Gateway',
  });
});

test('an endpoint that the route table has already is taken, not doubled, and stays as it is', () => {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Mine', { maxAzs: 1, natGateways: 0 });
  vpc.addGatewayEndpoint('Tables', { service: ec2.GatewayVpcEndpointAwsService.DYNAMODB });
  const endpoint = vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
  const { network, template } = templateOf({ vpc }, stack);
  expect(network.s3Endpoint).toBe(endpoint);
  template.resourceCountIs('AWS::EC2::VPCEndpoint', 2);
  expect(Object.values(template.findResources('AWS::EC2::VPCEndpoint')).map(({ Properties }) => Properties.PolicyDocument)).toEqual([
    undefined,
    undefined,
  ]);
  expect(warningsOf(stack)).toEqual([]);
});

test('two networks in one VPC share the endpoint', () => {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Mine', { maxAzs: 1, natGateways: 0 });
  const first = new veeam.VeeamArchiverNetwork(stack, 'First', { proxyCidrs: [PROXY], vpc });
  const { network } = templateOf({ vpc }, stack);
  expect(network.s3Endpoint).toBe(first.s3Endpoint);
});

test('the appliance launches into this subnet and group only, and the endpoint reaches its repository', () => {
  const stack = newStack();
  const network = new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: [PROXY], repositories: [] });
  const repository = new veeam.VeeamM365Repository(stack, 'Copies', { usage: BACKUP_COPY, archiverAppliance: network.appliance() });
  const template = Template.fromStack(stack);
  const id = (value: string) => JSON.stringify(stack.resolve(value));
  const launch = template.findResources('AWS::IAM::ManagedPolicy', {
    Properties: { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'VeeamArchiverLaunch' })]) } },
  });
  expect(JSON.stringify(launch)).toContain(id(network.subnet.subnetId));
  expect(JSON.stringify(launch)).toContain(id(network.securityGroup.securityGroupId));
  expect(JSON.stringify(template.findResources('AWS::EC2::VPCEndpoint'))).toContain(id(repository.bucket.bucketArn));
});

test.each([true, false])('Veeam may open the group, unless it is told not to (manageIngress %p)', (manageIngress) => {
  const stack = newStack();
  const network = new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: [PROXY] });
  const archiverAppliance = network.appliance({ manageIngress });
  new veeam.VeeamM365Repository(stack, 'Copies', { usage: BACKUP_COPY, archiverAppliance });
  const policies = JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
  expect(policies.includes('ec2:AuthorizeSecurityGroupIngress')).toBe(manageIngress);
});

test('a repository in another stack than the network is reached too', () => {
  const app = new App();
  const [there, here] = ['There', 'Here'].map((id) => new Stack(app, id, { env: { account: ACCOUNT, region: 'eu-west-1' } }));
  const source = new veeam.VeeamM365Repository(there, 'Source');
  const network = new veeam.VeeamArchiverNetwork(here, 'Network', { proxyCidrs: [PROXY], repositories: [source.bucket] });
  new veeam.VeeamM365Repository(here, 'Copies', { usage: BACKUP_COPY, archiverAppliance: network.appliance() });
  expect(JSON.stringify(Template.fromStack(here).findResources('AWS::EC2::VPCEndpoint'))).toContain('Fn::ImportValue');
});

test('an imported bucket, used in another stack than the network, is reached too', () => {
  const app = new App();
  const [there, here] = ['There', 'Here'].map((id) => new Stack(app, id, { env: { account: ACCOUNT, region: 'eu-west-1' } }));
  const network = new veeam.VeeamArchiverNetwork(there, 'Network', { proxyCidrs: [PROXY], repositories: [] });
  const bucket = s3.Bucket.fromBucketName(here, 'Mine', 'example-bucket');
  new veeam.VeeamM365Repository(here, 'Copies', { bucket, usage: BACKUP_COPY, archiverAppliance: network.appliance() });
  expect(JSON.stringify(Template.fromStack(there).findResources('AWS::EC2::VPCEndpoint'))).toContain(':s3:::example-bucket/*');
});

test.each([[[]], [undefined]])('a bucket of another account is reached too, with repositories %j', (repositories) => {
  const stack = newStack();
  const network = new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: [PROXY], repositories });
  const bucket = s3.Bucket.fromBucketAttributes(stack, 'Theirs', { bucketName: 'theirs', account: '999999999999' });
  new veeam.VeeamM365Repository(stack, 'Copies', { bucket, usage: BACKUP_COPY, archiverAppliance: network.appliance() });
  const [endpoint] = Object.values(Template.fromStack(stack).findResources('AWS::EC2::VPCEndpoint'));
  const theirs = { StringEquals: { 'aws:ResourceAccount': '999999999999' } };
  const statements = endpoint.Properties.PolicyDocument.Statement as { Condition?: object }[];
  expect(statements.filter(({ Condition }) => JSON.stringify(Condition) === JSON.stringify(theirs))).toEqual([
    expect.objectContaining({ Resource: stack.resolve(bucket.bucketArn) }),
    expect.objectContaining({ Resource: stack.resolve(bucket.arnForObjects('*')) }),
  ]);
  expect(warningsOf(stack).filter((text) => text.includes('endpointPolicy'))).toEqual([]);
});

test('a bucket with an account is reached from a network of a stack that does not know its own', () => {
  const stack = newStack(null);
  const network = new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: [PROXY] });
  const bucket = s3.Bucket.fromBucketAttributes(stack, 'Theirs', { bucketName: 'theirs', account: '999999999999' });
  const copies = (id: string, props: object) =>
    new veeam.VeeamM365Repository(stack, id, { ...props, usage: BACKUP_COPY, archiverAppliance: network.appliance() });
  copies('Copies', { bucket });
  const own = copies('Own', {});
  const policy = JSON.stringify(Template.fromStack(stack).findResources('AWS::EC2::VPCEndpoint'));
  expect(policy).toContain('"aws:ResourceAccount":"999999999999"');
  expect(policy).not.toContain(stack.resolve(own.bucket.bucketArn)['Fn::GetAtt'][0]); // among all of the account
});

test('a repository of another stack, whose policy needs the network, and the network its bucket, is refused', () => {
  const app = new App();
  const [there, here] = ['There', 'Here'].map((id) => new Stack(app, id, { env: { account: ACCOUNT, region: 'eu-west-1' } }));
  const network = (id: string, repositories?: []) => new veeam.VeeamArchiverNetwork(there, id, { proxyCidrs: [PROXY], repositories });
  const copies = (id: string, of: veeam.VeeamArchiverNetwork) =>
    new veeam.VeeamM365Repository(here, id, { usage: BACKUP_COPY, archiverAppliance: of.appliance() });
  expect(errorOf(() => copies('Limited', network('Limited', [])))).toContain(
    "archiverAppliance: got \"a network of stack 'There' that allows only its repositories\"; allowed: a network of stack 'Here'",
  );
  copies('Open', network('Open'));
  expect(() => app.synth()).not.toThrow();
});

test('the outputs are what the console asks for', () => {
  const stack = newStack();
  const network = new veeam.VeeamArchiverNetwork(stack, 'Network', { proxyCidrs: [PROXY] });
  network.addSetupOutputs();
  network.addSetupOutputs();
  const outputs = Object.keys(Template.fromStack(stack).findOutputs('*')).map((id) => id.replace(/^Network|[0-9A-F]{8}$/g, ''));
  expect(outputs).toEqual(['SetupVpc', 'SetupSubnet', 'SetupSecurityGroup', 'SetupRedirectorPort']);
});

const EGRESS = 'SecurityGroupEgress';
const rule = (IpProtocol: unknown, port: unknown, to: object) => ({ IpProtocol, FromPort: port, ToPort: port, ...to });
const [ANYWHERE, NOWHERE] = [{ CidrIp: '0.0.0.0/0' }, { CidrIp: '255.255.255.255/32' }];
const rules = (...some: unknown[]) => ({ override: (l1: ec2.CfnSecurityGroup) => l1.addPropertyOverride(EGRESS, some) });
interface Exit {
  readonly override?: (l1: ec2.CfnSecurityGroup) => void;
  readonly add?: (group: ec2.SecurityGroup) => void;
}
test.each<[string, Exit, boolean]>([
  ['nothing', {}, false],
  ['nothing, by an address that nobody has', rules(rule('-1', undefined, NOWHERE)), false],
  ['nothing, by its own address', rules(rule('-1', undefined, { CidrIp: '127.0.0.1/32' })), false],
  ['HTTP only', { add: (group) => group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(80)) }, false],
  ['DNS only', rules(rule('udp', 443, ANYWHERE)), false],
  ['a rule without a destination', rules(rule('tcp', 443, {})), false],
  ['HTTPS', { add: (group) => group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443)) }, true],
  ['a range of ports', { add: (group) => group.addEgressRule(ec2.Peer.anyIpv6(), ec2.Port.tcpRange(400, 500)) }, true],
  ['all ports of TCP', rules(rule('tcp', -1, ANYWHERE)), true],
  ['the prefix list of S3', { add: (group) => group.addEgressRule(ec2.Peer.prefixList('pl-6da54004'), ec2.Port.tcp(443)) }, true],
  ['the group of an endpoint', { add: (group) => group.connections.allowTo(group, ec2.Port.HTTPS) }, true],
  [
    'HTTPS, by a rule of its own',
    {
      add: ({ securityGroupId: groupId, stack }) =>
        new ec2.CfnSecurityGroupEgress(stack, 'Rule', { groupId, ipProtocol: '6', fromPort: 443, toPort: 443, cidrIp: '0.0.0.0/0' }),
    },
    true,
  ],
  ['a port that the deployment decides', rules(rule('tcp', { Ref: 'Port' }, ANYWHERE)), true],
  ['a rule that the deployment decides', rules({ 'Fn::If': ['Some', rule('-1', undefined, ANYWHERE), { Ref: 'AWS::NoValue' }] }), true],
  ['rules that are a parameter', { override: (l1) => l1.addPropertyOverride(EGRESS, { 'Fn::Transform': {} }) }, true],
  ['everything, by default', { override: (l1) => l1.addPropertyDeletionOverride(EGRESS) }, true],
])('a group that lets out %s', (_, { add, override }, silent) => {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Mine', { maxAzs: 1, natGateways: 0 });
  const securityGroup = new ec2.SecurityGroup(stack, 'Group', { vpc, allowAllOutbound: false });
  add?.(securityGroup);
  override?.(securityGroup.node.defaultChild as ec2.CfnSecurityGroup);
  const archiverAppliance = veeam.VeeamArchiverAppliance.inNetwork({ subnet: vpc.publicSubnets[0], securityGroup });
  new veeam.VeeamM365Repository(stack, 'Copies', { usage: BACKUP_COPY, archiverAppliance });
  expect(warningsOf(stack)).toEqual(
    silent ? [] : [expect.stringMatching(/'Stack\/Group' lets nothing out on port 443.*veeam\.closedExit/)],
  );
});
