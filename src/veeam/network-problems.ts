import { Token } from 'aws-cdk-lib';
import { problem } from '../core/private/validate';
import type { VeeamArchiverNetworkProps } from './archiver-network-props';

/** What is wrong with the props of a network, as far as they show it. */
export function networkProblems(props: VeeamArchiverNetworkProps): string[] {
  return [...proxyProblems(props.proxyCidrs), ...portProblems(props.redirectorPort ?? 443), ...vpcProblems(props)];
}

function proxyProblems(cidrs: string[]): string[] {
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
