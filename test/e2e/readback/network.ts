import type { Json } from '../../matrix/types';
import { ask, type Properties, type Reader, type Resource } from './reader';

const ec2 = (resource: Resource, ...args: string[]) => ask(resource.target, 'ec2', ...args);

const tagsOf = (all: Json[] | undefined) => {
  const own = (all ?? []).filter(({ Key }) => !Key.startsWith('aws:'));
  return own.length > 0 ? own.map(({ Key, Value }) => ({ Key, Value })) : undefined;
};

async function vpc(resource: Resource): Promise<Properties> {
  const attribute = (name: string) => ec2(resource, 'describe-vpc-attribute', '--vpc-id', resource.id, '--attribute', name);
  const { Vpcs } = await ec2(resource, 'describe-vpcs', '--vpc-ids', resource.id);
  return {
    CidrBlock: Vpcs[0].CidrBlock,
    EnableDnsHostnames: (await attribute('enableDnsHostnames')).EnableDnsHostnames.Value,
    EnableDnsSupport: (await attribute('enableDnsSupport')).EnableDnsSupport.Value,
    InstanceTenancy: Vpcs[0].InstanceTenancy,
    Tags: tagsOf(Vpcs[0].Tags),
  };
}

async function subnet(resource: Resource): Promise<Properties> {
  const { Subnets } = await ec2(resource, 'describe-subnets', '--subnet-ids', resource.id);
  const [{ AvailabilityZone, CidrBlock, MapPublicIpOnLaunch, Tags, VpcId }] = Subnets;
  return { AvailabilityZone, CidrBlock, MapPublicIpOnLaunch, Tags: tagsOf(Tags), VpcId };
}

async function routeTableOf(resource: Resource, id: string): Promise<Json> {
  return (await ec2(resource, 'describe-route-tables', '--route-table-ids', id)).RouteTables[0];
}

async function routeTable(resource: Resource): Promise<Properties> {
  const { Tags, VpcId } = await routeTableOf(resource, resource.id);
  return { Tags: tagsOf(Tags), VpcId };
}

async function route(resource: Resource): Promise<Properties> {
  const { DestinationCidrBlock, RouteTableId } = resource.promised;
  const { Routes } = await routeTableOf(resource, RouteTableId);
  const found = Routes.find((one: Json) => one.DestinationCidrBlock === DestinationCidrBlock);
  return { DestinationCidrBlock: found?.DestinationCidrBlock, GatewayId: found?.GatewayId, RouteTableId };
}

async function association(resource: Resource): Promise<Properties> {
  const { RouteTableId, SubnetId } = resource.promised;
  const { Associations } = await routeTableOf(resource, RouteTableId);
  return { RouteTableId, SubnetId: Associations.find((one: Json) => one.SubnetId === SubnetId)?.SubnetId };
}

async function gatewayOf(resource: Resource, id: string): Promise<Json> {
  return (await ec2(resource, 'describe-internet-gateways', '--internet-gateway-ids', id)).InternetGateways[0];
}

async function attachment(resource: Resource): Promise<Properties> {
  const { InternetGatewayId } = resource.promised;
  const { Attachments } = await gatewayOf(resource, InternetGatewayId);
  return { InternetGatewayId, VpcId: Attachments[0]?.VpcId };
}

async function securityGroup(resource: Resource): Promise<Properties> {
  const { SecurityGroups } = await ec2(resource, 'describe-security-groups', '--group-ids', resource.id);
  const [{ Description, IpPermissions, IpPermissionsEgress, VpcId }] = SecurityGroups;
  return {
    GroupDescription: Description,
    SecurityGroupIngress: rules(IpPermissions, resource.promised.SecurityGroupIngress),
    SecurityGroupEgress: rules(IpPermissionsEgress, resource.promised.SecurityGroupEgress),
    VpcId,
  };
}

/** One rule an address, in the order in which they are promised. */
function rules(permissions: Json[], promised: Json[] = []): Json {
  const all = permissions.flatMap(({ FromPort, IpProtocol, IpRanges = [], ToPort }) =>
    IpRanges.map(({ CidrIp, Description }: Json) => ({ CidrIp, Description, FromPort, IpProtocol, ToPort })),
  );
  const place = (rule: Json) => promised.findIndex(({ CidrIp, FromPort }) => CidrIp === rule.CidrIp && FromPort === rule.FromPort);
  return all.length > 0 ? all.sort((a, b) => place(a) - place(b)) : undefined;
}

async function endpoint(resource: Resource): Promise<Properties> {
  const { VpcEndpoints } = await ec2(resource, 'describe-vpc-endpoints', '--vpc-endpoint-ids', resource.id);
  const [{ PolicyDocument, RouteTableIds, ServiceName, Tags, VpcEndpointType, VpcId }] = VpcEndpoints;
  return { PolicyDocument: JSON.parse(PolicyDocument), RouteTableIds, ServiceName, Tags: tagsOf(Tags), VpcEndpointType, VpcId };
}

async function flowLog(resource: Resource): Promise<Properties> {
  const { FlowLogs } = await ec2(resource, 'describe-flow-logs', '--flow-log-ids', resource.id);
  const [{ LogDestination, LogDestinationType, ResourceId, Tags, TrafficType }] = FlowLogs;
  return { LogDestination, LogDestinationType, ResourceId, ResourceType: 'VPC', Tags: tagsOf(Tags), TrafficType };
}

/** Recorded by the local AWS, but no packet is ever sent. */
export const NETWORK: Record<string, Reader> = {
  'AWS::EC2::FlowLog': { read: flowLog },
  'AWS::EC2::InternetGateway': {
    read: async (resource) => ({ Tags: tagsOf((await gatewayOf(resource, resource.id)).Tags) }),
  },
  'AWS::EC2::Route': { read: route },
  'AWS::EC2::RouteTable': { read: routeTable },
  'AWS::EC2::SecurityGroup': { read: securityGroup },
  'AWS::EC2::Subnet': { read: subnet },
  'AWS::EC2::SubnetRouteTableAssociation': { read: association },
  'AWS::EC2::VPC': { read: vpc },
  'AWS::EC2::VPCEndpoint': { read: endpoint, byAws: ['PolicyDocument'] },
  'AWS::EC2::VPCGatewayAttachment': { read: attachment },
};
