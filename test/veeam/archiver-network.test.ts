import { App, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
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
  readonly add?: (group: ec2.SecurityGroup, vpc: ec2.Vpc) => void;
}
const INSIDE = ec2.Peer.ipv4('10.0.0.0/16');
const { S3 } = ec2.InterfaceVpcEndpointAwsService;
/** A group without a rule of its own may let everything out. */
const inside = (group: ec2.SecurityGroup, peer: ec2.IPeer) => {
  group.addEgressRule(peer, ec2.Port.HTTPS);
  const own = group.node.defaultChild as ec2.CfnSecurityGroup;
  own.addPropertyOverride(`${EGRESS}.${peer.canInlineRule ? 1 : 0}`, rule('-1', undefined, NOWHERE));
  return true;
};
const listOf = (scope: Construct, ...cidrs: string[]) =>
  ec2.Peer.prefixList(new ec2.PrefixList(scope, 'List', { maxEntries: 9, entries: cidrs.map((cidr) => ({ cidr })) }).prefixListId);
function toList(...cidrs: string[]) {
  return (group: ec2.SecurityGroup) => void inside(group, listOf(group, ...cidrs));
}
const elsewhere = ({ publicSubnets: [{ routeTable }], stack }: ec2.Vpc) =>
  new ec2.CfnRoute(stack, 'Way', { ...routeTable, destinationCidrBlock: '10.9.0.0/16', transitGatewayId: 'tgw-1' });
const privateNat = ({ publicSubnets: [{ subnetId }], stack }: ec2.Vpc) =>
  new ec2.CfnNatGateway(stack, 'Nat', { subnetId, connectivityType: 'private' }).ref;
test.each<[string, Exit, boolean]>([
  ['nothing', {}, false],
  ['nothing, by an address that nobody has', rules(rule('-1', undefined, NOWHERE)), false],
  ['nothing, by its own address', rules(rule('-1', undefined, { CidrIp: '127.0.0.1/32' })), false],
  ['HTTP only', { add: (group) => group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(80)) }, false],
  ['DNS only', rules(rule('udp', 443, ANYWHERE)), false],
  ['a rule without a destination', rules(rule('tcp', 443, {})), false],
  ['HTTPS', { add: (group) => group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443)) }, true],
  ['a range of ports', { add: (group) => group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcpRange(400, 500)) }, true],
  ['HTTPS by IPv6, which S3 has not by default', { add: (group) => group.addEgressRule(ec2.Peer.anyIpv6(), ec2.Port.HTTPS) }, false],
  ['HTTPS inside of its network', { add: (group) => group.addEgressRule(INSIDE, ec2.Port.HTTPS) }, false],
  ['HTTPS inside of its VPC', { add: (group, vpc) => void inside(group, ec2.Peer.ipv4(vpc.vpcCidrBlock)) }, false],
  ['HTTPS to a list of addresses inside of its network', { add: toList('10.0.0.0/16', '172.16.0.0/12') }, false],
  ['HTTPS to a list with addresses outside', { add: toList('10.0.0.0/16', '52.218.0.0/17') }, true],
  [
    'HTTPS inside, where S3 is',
    { add: (group, vpc) => inside(group, INSIDE) && void vpc.addInterfaceEndpoint('S3', { service: S3 }) },
    true,
  ],
  ['HTTPS inside, and there are ways elsewhere', { add: (group, vpc) => inside(group, INSIDE) && elsewhere(vpc) }, true],
  [
    'HTTPS inside, and a private NAT gateway leads elsewhere',
    { add: (group, vpc) => inside(group, INSIDE) && void elsewhere(vpc).addPropertyOverride('NatGatewayId', privateNat(vpc)) },
    true,
  ],
  ['all ports of TCP', rules(rule('tcp', -1, ANYWHERE)), true],
  ['the prefix list of S3', { add: (group) => group.addEgressRule(ec2.Peer.prefixList('pl-6da54004'), ec2.Port.tcp(443)) }, true],
  ['a group, and there is no endpoint', { add: (group) => inside(group, group) }, false],
  [
    'the group of an endpoint',
    { add: (group, vpc) => vpc.addInterfaceEndpoint('S3', { service: S3 }).connections.allowDefaultPortFrom(group) },
    true,
  ],
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
  add?.(securityGroup, vpc);
  override?.(securityGroup.node.defaultChild as ec2.CfnSecurityGroup);
  const archiverAppliance = veeam.VeeamArchiverAppliance.inNetwork({ subnet: vpc.publicSubnets[0], securityGroup });
  new veeam.VeeamM365Repository(stack, 'Copies', { usage: BACKUP_COPY, archiverAppliance });
  expect(warningsOf(stack)).toEqual(
    silent ? [] : [expect.stringMatching(/'Stack\/Group' lets nothing out on port 443.*veeam\.closedExit/)],
  );
});

const raw = (scope: Construct, id: string, type: string, properties: object) => new CfnResource(scope, id, { type, properties });
const makePublic = ({ node }: ec2.ISubnet) => {
  (node.defaultChild as ec2.CfnSubnet).mapPublicIpOnLaunch = true;
};
const acl = (vpc: ec2.IVpc, subnet: ec2.ISubnet, ...denied: [boolean, number][]) => {
  const made = new ec2.NetworkAcl(vpc, 'Acl', { vpc, subnetSelection: { subnets: [subnet] } });
  const common = { networkAclId: made.networkAclId, cidrBlock: '0.0.0.0/0', protocol: 6 };
  for (const egress of [true, false]) {
    new ec2.CfnNetworkAclEntry(vpc, `All${egress}`, { ...common, egress, ruleAction: 'allow', ruleNumber: 100, protocol: -1 });
  }
  for (const [egress, port] of denied) {
    const portRange = { from: port, to: port };
    new ec2.CfnNetworkAclEntry(vpc, `Deny${egress}${port}`, { ...common, egress, ruleAction: 'deny', ruleNumber: port, portRange });
  }
  return made;
};
/** The rules of an ACL with addresses, in their order; by default, all else is allowed. */
const rulesFor =
  (...entries: [egress: boolean, ruleAction: string, cidrBlock: string, from?: number, to?: number][]) =>
  ({ subnet, vpc }: veeam.VeeamArchiverNetwork) => {
    const { networkAclId } = new ec2.NetworkAcl(vpc, 'Acl', { vpc, subnetSelection: { subnets: [subnet] } });
    entries.forEach(([egress, ruleAction, cidrBlock, from, to = from], index) => {
      const traffic = from === undefined ? { protocol: -1 } : { protocol: 6, portRange: { from, to } };
      const range = cidrBlock === OWN ? vpc.vpcCidrBlock : cidrBlock;
      new ec2.CfnNetworkAclEntry(vpc, `Entry${index}`, {
        networkAclId,
        egress,
        ruleAction,
        cidrBlock: range,
        ruleNumber: index + 1,
        ...traffic,
      });
    });
  };
const OWN = 'of the VPC';
const [OUT, IN] = [true, false].map((egress) => [egress, 'allow', '0.0.0.0/0'] as [boolean, string, string]);
const block = (scope: Construct, InternetGatewayBlockMode: string) =>
  raw(scope, 'Block', 'AWS::EC2::VPCBlockPublicAccessOptions', { InternetGatewayBlockMode });
/** A declarative policy of the organization. */
const declare = (scope: Construct, mode: unknown, target = ACCOUNT, account = '999999999999') =>
  raw(new Stack(scope.node.root, `Organization${target}`, { env: { account } }), 'Policy', 'AWS::Organizations::Policy', {
    ...{ Name: 'block', Type: 'DECLARATIVE_POLICY_EC2', TargetIds: [target] },
    Content: { ec2_attributes: { vpc_block_public_access: { internet_gateway_block: { mode: { '@@assign': mode } } } } },
  });
const exclude = (scope: Construct, InternetGatewayExclusionMode: string, of: object) =>
  raw(scope, 'Except', 'AWS::EC2::VPCBlockPublicAccessExclusion', { InternetGatewayExclusionMode, ...of });

// each returns the subnet of the appliance; by default, that of a network of the library
test.each<[string, RegExp | undefined, (network: veeam.VeeamArchiverNetwork, stack: Stack) => unknown]>([
  [
    'an isolated subnet that assigns public addresses',
    /'Stack\/Mine\/IsolatedSubnet1' is cut off: it has no route to an internet gateway\. /,
    (_, stack) => {
      const { isolatedSubnets } = new ec2.Vpc(stack, 'Mine', { maxAzs: 1, natGateways: 0 });
      return isolatedSubnets.map((one) => makePublic(one) ?? one)[0];
    },
  ],
  [
    'a subnet behind a NAT gateway',
    /it has no route to an internet gateway/,
    (_, stack) => new ec2.Vpc(stack, 'Mine', { maxAzs: 1 }).privateSubnets.map((one) => makePublic(one) ?? one)[0],
  ],
  [
    'a subnet with a route to a gateway of another app',
    undefined,
    (_, stack) => {
      const { isolatedSubnets } = new ec2.Vpc(stack, 'Mine', { maxAzs: 1, natGateways: 0 });
      const [{ routeTable }] = isolatedSubnets;
      new ec2.CfnRoute(stack, 'Way', { ...routeTable, destinationCidrBlock: '0.0.0.0/0', gatewayId: 'igw-1a2b3c4d' });
      return isolatedSubnets.map((one) => makePublic(one) ?? one)[0];
    },
  ],
  [
    'a network ACL without entries',
    /network ACL 'Stack\/Acl' denies outbound TCP on port 443, inbound TCP on port 1024-65535, inbound TCP on port 22, outbound TCP/,
    ({ subnet, vpc }, stack) => void new ec2.NetworkAcl(stack, 'Acl', { vpc, subnetSelection: { subnets: [subnet] } }),
  ],
  [
    'a network ACL that denies SSH',
    /'Stack\/Network\/Vpc\/Acl' denies inbound TCP on port 22\. /,
    ({ subnet, vpc }) => void acl(vpc, subnet, [false, 22]),
  ],
  ['a network ACL that denies SSH after all is allowed', undefined, ({ subnet, vpc }) => void acl(vpc, subnet, [false, 3389])],
  ['a network ACL that allows all', undefined, ({ subnet, vpc }) => void acl(vpc, subnet)],
  [
    'a network ACL of which little is known',
    undefined,
    ({ subnet, vpc }, stack) => {
      const { networkAclId } = new ec2.NetworkAcl(stack, 'Acl', { vpc, subnetSelection: { subnets: [subnet] } });
      const properties = { NetworkAclId: networkAclId, CidrBlock: '0.0.0.0/0', RuleNumber: 1, RuleAction: 'allow', Protocol: -1 };
      raw(stack, 'Entry', 'AWS::EC2::NetworkAclEntry', { ...properties, Egress: { Ref: 'AWS::NoValue' } });
      raw(stack, 'Other', 'AWS::EC2::NetworkAclEntry', { ...properties, Egress: Fn.conditionIf('Some', true, false) });
    },
  ],
  [
    'a network ACL of another app',
    undefined,
    ({ subnet }, stack) =>
      void raw(stack, 'Acl', 'AWS::EC2::SubnetNetworkAclAssociation', { SubnetId: subnet.subnetId, NetworkAclId: 'acl-1a2b3c4d' }),
  ],
  [
    'the default network ACL with a denial before what it allows',
    /network ACL 'Stack\/Network\/Vpc, the default one' denies outbound TCP on port 443, /,
    ({ vpc }, stack) => {
      const networkAclId = (vpc as ec2.Vpc).vpcDefaultNetworkAcl;
      const entry = { networkAclId, cidrBlock: '0.0.0.0/0', egress: true, protocol: -1, ruleAction: 'deny', ruleNumber: 1 };
      new ec2.CfnNetworkAclEntry(stack, 'Entry', entry);
    },
  ],
  ...(
    [
      [
        'lets in from its VPC only',
        /denies inbound TCP on port 1024-65535 from public addresses, inbound TCP on port 22 from 203.0.113.7\/32\. /,
        [OUT, [false, 'allow', OWN]],
      ],
      ['lets out to private addresses only', /denies outbound TCP on port 443 to public addresses, /, [[true, 'allow', '10.0.0.0/8'], IN]],
      ['lets in the proxies only', /denies inbound TCP on port 1024-65535 from public addresses\. /, [OUT, [false, 'allow', PROXY]]],
      ['denies the proxies first', /denies inbound TCP on port 22 from 203.0.113.7\/32\. /, [[false, 'deny', '203.0.113.0/24'], OUT, IN]],
      [
        'denies SSH in halves',
        /inbound TCP on port 22\. /,
        [[false, 'deny', '0.0.0.0/1', 22], [false, 'deny', '128.0.0.0/1', 22], OUT, IN],
      ],
      [
        'lets out to some, and in from others',
        /denies outbound TCP on port 443 to public addresses or inbound TCP on port 1024-65535 from public addresses\. /,
        [
          [true, 'allow', '52.0.0.0/8'],
          [true, 'allow', PROXY],
          [false, 'allow', '54.0.0.0/8'],
          [false, 'allow', PROXY],
        ],
      ],
      ['lets in the proxies, and answers', undefined, [OUT, [false, 'allow', PROXY], [false, 'allow', '0.0.0.0/0', 1024, 65_535]]],
      ['lets in the proxies before it denies SSH', undefined, [[false, 'allow', PROXY], [false, 'deny', '0.0.0.0/0', 22], OUT, IN]],
      ['denies SSH of another proxy', undefined, [[false, 'deny', '203.0.113.8/32'], OUT, IN]],
      ['denies SSH of what the deployment gives', undefined, [[false, 'deny', Fn.ref('Others')], OUT, IN]],
      ['lets in what the deployment gives', undefined, [OUT, [false, 'allow', Fn.ref('Others')]]],
      ['lets out to 10.0.0.0/7, half of which is public', undefined, [[true, 'allow', '10.0.0.0/7'], [true, 'allow', PROXY], IN]],
    ] as const
  ).map(([what, says, entries]): [string, RegExp | undefined, (network: veeam.VeeamArchiverNetwork) => void] => [
    `a network ACL that ${what}`,
    says,
    rulesFor(...(entries as unknown as Parameters<typeof rulesFor>)),
  ]),
  [
    'a block of what comes in',
    /is cut off: AWS::EC2::VPCBlockPublicAccessOptions 'Stack\/Block' blocks/,
    (_, stack) => void block(stack, 'block-ingress'),
  ],
  ['a block of everything', /VPCBlockPublicAccessOptions 'Stack\/Block' blocks/, (_, stack) => void block(stack, 'block-bidirectional')],
  [
    'a block, and an exclusion of what goes out',
    /VPCBlockPublicAccessOptions 'Stack\/Block' blocks/,
    ({ vpc }, stack) => void [block(stack, 'block-bidirectional'), exclude(stack, 'allow-egress', { VpcId: vpc.vpcId })],
  ],
  [
    'a block, and an exclusion of another VPC',
    /VPCBlockPublicAccessOptions 'Stack\/Block' blocks/,
    (_, stack) => void [block(stack, 'block-ingress'), exclude(stack, 'allow-bidirectional', { VpcId: 'vpc-1a2b3c4d' })],
  ],
  [
    'a block, and an exclusion of its VPC',
    undefined,
    ({ vpc }, stack) => void [block(stack, 'block-ingress'), exclude(stack, 'allow-bidirectional', { VpcId: vpc.vpcId })],
  ],
  [
    'a block, and an exclusion of itself',
    undefined,
    ({ subnet }, stack) => void [block(stack, 'block-ingress'), exclude(stack, 'allow-bidirectional', { SubnetId: subnet.subnetId })],
  ],
  [
    'a block that the organization declares',
    /AWS::Organizations::Policy 'Organization\d+\/Policy' blocks the internet/,
    (_, stack) => void declare(stack, 'block_ingress'),
  ],
  [
    'a block that the organization declares for all',
    /Organizations::Policy '/,
    (_, stack) => void declare(stack, 'block_bidirectional', 'r-a1b2'),
  ],
  [
    'a block that the organization declares, and an exclusion',
    undefined,
    ({ vpc }, stack) => void [declare(stack, 'block_ingress'), exclude(stack, 'allow-bidirectional', { VpcId: vpc.vpcId })],
  ],
  [
    'a block that the organization declares for all, but not for the account',
    undefined,
    (_, stack) => void [declare(stack, 'block_ingress', 'r-a1b2'), declare(stack, 'off')],
  ],
  ['a block that the organization declares for others', undefined, (_, stack) => void declare(stack, 'block_ingress', '222222222222')],
  ['a block that the deployment decides', undefined, (_, stack) => void declare(stack, { Ref: 'Mode' })],
  [
    'a block in another region',
    undefined,
    (_, stack) => void block(new Stack(stack.node.root, 'Other', { env: { account: ACCOUNT, region: 'us-east-1' } }), 'block-ingress'),
  ],
])('an appliance in %s', (_, says, change) => {
  const { network, stack } = templateOf();
  const subnet = (change(network, stack) as ec2.ISubnet | undefined) ?? network.subnet;
  const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1');
  const other = subnet === network.subnet ? undefined : veeam.VeeamArchiverAppliance.inNetwork({ subnet, securityGroup });
  new veeam.VeeamM365Repository(stack, 'Copies', { usage: BACKUP_COPY, archiverAppliance: other ?? network.appliance() });
  const said = says && expect.stringMatching(new RegExp(`${says.source}.*veeam\\.applianceCutOff`));
  expect(warningsOf(stack)).toEqual(said ? [said] : []);
});

test.each<[string, string[], RegExp | undefined]>([
  ['everyone', ['0.0.0.0/0'], /veeam\.openToAll/],
  ['everyone, in two halves', ['0.0.0.0/1', '128.0.0.0/1'], /veeam\.openToAll/],
  ['another proxy', ['203.0.113.8/32'], /(\(it allows 'Stack\/List'\)|SecurityGroupIngress).*veeam\.openedFurther/],
  ['a proxy and another one', [PROXY, '203.0.113.8/32'], /veeam\.openedFurther/],
  ['the proxies', [PROXY], undefined],
])('a network that a prefix list opens to %s, in its group and apart from it', (_, cidrs, says) => {
  const change: Record<string, (made: veeam.VeeamArchiverNetwork, list: ec2.IPeer, id: string) => unknown> = {
    'by a rule': ({ securityGroup }, list) => securityGroup.addIngressRule(list, ec2.Port.allTcp()),
    'in the group': ({ securityGroup: { node } }, _list, id) =>
      (node.defaultChild as ec2.CfnSecurityGroup).addPropertyOverride('SecurityGroupIngress.2', {
        IpProtocol: '-1',
        SourcePrefixListId: { 'Fn::GetAtt': [id, 'PrefixListId'] },
      }),
  };
  for (const open of Object.values(change)) {
    const { network, stack } = templateOf();
    const list = listOf(stack, ...cidrs);
    open(network, list, stack.getLogicalId(stack.node.findChild('List').node.defaultChild as CfnResource));
    expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
  }
});

test.each<[string, string, boolean]>([
  ['198.51.100.0/25', 'the same', false],
  ['198.51.100.64/26', 'a part', false],
  ['198.51.100.128/25', 'others', true],
  ['198.51.100.0/24', 'more', true],
  ['2001:db8::/32', 'IPv6', true],
])('a rule for %s, in place of the proxies: %s', (cidr, _, isSaid) => {
  const { network, stack } = templateOf({ proxyCidrs: ['198.51.100.0/25', Fn.ref('Proxy')] });
  network.securityGroup.addIngressRule(ec2.Peer.ipv4(Fn.ref('Proxy')), ec2.Port.SSH);
  raw(stack, 'Rule', 'AWS::EC2::SecurityGroupIngress', { GroupId: network.securityGroup.securityGroupId, IpProtocol: '-1', CidrIp: cidr });
  const said = warningsOf(stack).filter((one) => /openedFurther/.test(one));
  expect(said).toEqual(isSaid ? [expect.stringContaining("proxies: 'Stack/Rule'. ")] : []);
});

const injecting = (more: object) => ({
  propertyInjectors: [{ constructUniqueId: ec2.SecurityGroup.PROPERTY_INJECTION_ID, inject: (props: object) => ({ ...props, ...more }) }],
});
test.each<[string, object, RegExp | undefined]>([
  ['closes it', { allowAllOutbound: false }, /'Stack\/Network\/SecurityGroup' lets nothing out on port 443.*veeam\.closedExit/],
  ['writes its rules apart', { disableInlineRules: true }, undefined],
  ['lets IPv6 out too', { allowAllIpv6Outbound: true }, undefined],
])('the group of a network, if a property injector %s', (_, more, says) => {
  const { network, stack } = templateOf({}, newStack(undefined, injecting(more)));
  new veeam.VeeamM365Repository(stack, 'Copies', { usage: BACKUP_COPY, archiverAppliance: network.appliance() });
  expect(warningsOf(stack)).toEqual(says ? [expect.stringMatching(says)] : []);
});
