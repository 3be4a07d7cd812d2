import { Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { areApart } from '../../core/private/env/vpcs';
import { problem } from '../../core/private/validation/errors';

/** The appliance needs a public subnet, and the endpoint its route table. */
export function vpcProblems(vpc: ec2.IVpc | undefined, s3Endpoint: ec2.IGatewayVpcEndpoint | undefined): string[] {
  const subnet = vpc?.publicSubnets[0];
  const todo = 'Choose another VPC, or omit it for a new one.';
  if (vpc && !subnet) {
    return [problem('vpc', `'${vpc.node.path}' without public subnets`, 'a VPC with a public subnet', todo)];
  }
  return subnet && !subnet.routeTable.routeTableId && !s3Endpoint
    ? [problem('vpc', `'${vpc?.node.path}' without known route tables`, 'a VPC with publicSubnetRouteTableIds', 'Or pass s3Endpoint.')]
    : [];
}

/** A property injector may have changed what was asked for. */
export function newVpcProblems(vpc: ec2.IVpc): string[] {
  const todo = "Leave VeeamArchiverNetwork out of what changes the VPC, or pass your own VPC as 'vpc'.";
  return vpc.publicSubnets.length === 0 ? [problem('vpc', 'a new VPC without public subnets', 'one with a public subnet', todo)] : [];
}

/** Checks a subnet and a group together, as far as this app knows them. */
export function placeProblems(securityGroup: ec2.ISecurityGroup, subnet: ec2.ISubnet): string[] {
  const got = `'${securityGroup.node.path}' in a different VPC than subnet '${subnet.node.path}'`;
  return areApart(securityGroup, subnet)
    ? [problem('securityGroup', got, 'a group in the VPC of the subnet', 'EC2 cannot launch an instance with both.')]
    : [];
}

/** The policy references the network, and the endpoint of the network references the bucket. CDK's own error would not say which. */
export function cycleProblems(what: string, own: Stack, ofNetwork: Stack, bucket: s3.IBucket | undefined): string[] {
  const isImported = bucket !== undefined && !bucket.node.defaultChild; // its ARN is a literal, which no stack depends on
  const got = `a network of stack '${ofNetwork.node.path}' that allows only its repositories`;
  const todo = 'Create both in one stack, or omit repositories, so that the network allows every bucket of the account.';
  const isCycle = !isImported && ofNetwork !== own && (bucket ? Stack.of(bucket) : own) === own;
  return isCycle ? [problem(what, got, `a network of stack '${own.node.path}'`, todo)] : [];
}
