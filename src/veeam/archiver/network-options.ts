import { type CfnResource, Stack, Token, TokenComparison } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { referredTo } from '../../core/private/env/comparable';
import { problem } from '../../core/private/validation/errors';

/** The value that `Vpc.fromLookup` returns until the CLI has looked up the VPC: the same for every VPC. */
const LOOKED_UP_LATER = 'vpc-12345';

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

/** Checks a subnet and a group together, as far as this app knows them. */
export function placeProblems(securityGroup: ec2.ISecurityGroup, subnet: ec2.ISubnet): string[] {
  const got = `'${securityGroup.node.path}' in a different VPC than subnet '${subnet.node.path}'`;
  return areDifferent(vpcOf(securityGroup), vpcOf(subnet))
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

/** The VPC of a resource of the app or, for a subnet that is imported together with its VPC, that VPC. */
export function vpcOf(one: ec2.ISecurityGroup | ec2.ISubnet): string | undefined {
  const l1 = one.node.defaultChild as Partial<ec2.CfnSecurityGroup | ec2.CfnSubnet> | undefined;
  const { isolatedSubnets, privateSubnets, publicSubnets, vpcId } = (one.node.scope ?? {}) as Partial<ec2.IVpc>;
  const imported: unknown[] = [publicSubnets, privateSubnets, isolatedSubnets].flat();
  return l1 ? l1.vpcId : imported.includes(one) ? vpcId : undefined;
}

/** A VPC of the app and an imported one may be the same, and so may parameters and imported values. */
function areDifferent(one: string | undefined, other: string | undefined): boolean {
  const [made, alsoMade] = [one, other].map(referredTo);
  const known = one !== undefined && other !== undefined && ![one, other].includes(LOOKED_UP_LATER);
  return known && (Token.compareStrings(one, other) === TokenComparison.DIFFERENT || (isVpc(made) && isVpc(alsoMade) && made !== alsoMade));
}

const isVpc = (resource: CfnResource | undefined): boolean => resource?.cfnResourceType === 'AWS::EC2::VPC';
