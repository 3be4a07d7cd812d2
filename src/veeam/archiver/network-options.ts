import { type CfnResource, Token, TokenComparison } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { referredTo } from '../../core/private/env/comparable';
import { problem } from '../../core/private/validation/errors';
import type { VeeamArchiverNetworkProps } from './archiver-network-props';
import type { VeeamArchiverNetworkOptions } from './archiver-options';

/** What `Vpc.fromLookup` answers until the CLI has looked the VPC up, for every VPC the same. */
const LOOKED_UP_LATER = 'vpc-12345';

/** What is wrong with the props of a network, as far as they show it. */
export function networkProblems(props: VeeamArchiverNetworkProps): string[] {
  return [...proxyProblems(props.proxyCidrs), ...portProblems(props.redirectorPort ?? 443), ...vpcProblems(props)];
}

function proxyProblems(cidrs: string[]): string[] {
  if (!Array.isArray(cidrs) || Token.isUnresolved(cidrs)) {
    const todo = 'A list whose length only the deployment knows gives no rules: use Fn.select for each address.';
    return [problem('proxyCidrs', Token.isUnresolved(cidrs) ? 'a list that is known later' : cidrs, 'a list of addresses', todo)];
  }
  const part = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)';
  const cidr = new RegExp(`^${part}(\\.${part}){3}/(3[0-2]|[12]?\\d)$`);
  const allowed = 'IPv4 addresses of the backup proxies, as CIDR';
  const wrong = cidrs.filter((one) => !Token.isUnresolved(one) && !cidr.test(one));
  return cidrs.length === 0
    ? [problem('proxyCidrs', 'none', allowed, 'Without them nobody could reach the appliance.')]
    : wrong.map((one) => problem('proxyCidrs', one, allowed, 'Such as 203.0.113.7/32.'));
}

function portProblems(port: number): string[] {
  const good = Token.isUnresolved(port) || (Number.isInteger(port) && port >= 1 && port <= 65_535 && port !== 22);
  return good ? [] : [problem('redirectorPort', port, '1 to 65535, other than 22', 'It is the port that is set in Veeam, 443 by default.')];
}

function vpcProblems({ s3Endpoint, vpc }: VeeamArchiverNetworkProps): string[] {
  const subnet = vpc?.publicSubnets[0];
  const todo = 'Choose another VPC, or leave it out for a new one.';
  if (vpc && !subnet) {
    return [problem('vpc', `'${vpc.node.path}' without public subnets`, 'a VPC with a public subnet', todo)];
  }
  return subnet && !subnet.routeTable.routeTableId && !s3Endpoint
    ? [problem('vpc', `'${vpc?.node.path}' without known route tables`, 'a VPC with publicSubnetRouteTableIds', 'Or pass s3Endpoint.')]
    : [];
}

/** What is wrong with a subnet and a group that are given, as far as this app knows them. */
export function placeProblems({ securityGroup, subnet }: VeeamArchiverNetworkOptions, region: string): string[] {
  const elsewhere = Token.compareStrings(subnet.env.region, region) === TokenComparison.DIFFERENT;
  const got = `'${securityGroup.node.path}' of another VPC than subnet '${subnet.node.path}'`;
  return [
    ...(areDifferent(vpcOf(securityGroup), vpcOf(subnet))
      ? [problem('securityGroup', got, 'a group of the VPC of the subnet', 'EC2 refuses to launch with both.')]
      : []),
    ...(elsewhere ? [problem('subnet', `one in ${subnet.env.region}`, `one in ${region}`, 'Set region to that of the subnet.')] : []),
  ];
}

/** That of what the app makes, or, of a subnet that is imported together with its VPC, that of the VPC. */
function vpcOf(one: ec2.ISecurityGroup | ec2.ISubnet): string | undefined {
  const l1 = one.node.defaultChild as Partial<ec2.CfnSecurityGroup | ec2.CfnSubnet> | undefined;
  const { isolatedSubnets, privateSubnets, publicSubnets, vpcId } = (one.node.scope ?? {}) as Partial<ec2.IVpc>;
  const imported: unknown[] = [publicSubnets, privateSubnets, isolatedSubnets].flat();
  return l1 ? l1.vpcId : imported.includes(one) ? vpcId : undefined;
}

/** A VPC of the app and one that is imported may be the same, as far as anybody can tell, and so may parameters and imported values. */
function areDifferent(one: string | undefined, other: string | undefined): boolean {
  const [made, alsoMade] = [one, other].map(referredTo);
  const known = one !== undefined && other !== undefined && ![one, other].includes(LOOKED_UP_LATER);
  return known && (Token.compareStrings(one, other) === TokenComparison.DIFFERENT || (isVpc(made) && isVpc(alsoMade) && made !== alsoMade));
}

const isVpc = (resource: CfnResource | undefined): boolean => resource?.cfnResourceType === 'AWS::EC2::VPC';
