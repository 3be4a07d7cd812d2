import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { isToken, plain, symbols, textOf } from '../policy/text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { Mentions } from './mentions';
import { Targets } from './targets';

// How something without a public address, such as a function of AWS Lambda, reaches AWS from a subnet of the app.

/**
 * Which of these services of AWS it certainly does not reach: no route leads elsewhere than to an internet gateway, and the VPC has no endpoint of
 * the service. What the app does not show may be a way (https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html, read 2026-11-30).
 */
export function unreachableFrom(app: FinalApp, subnet: ec2.ISubnet, services: readonly string[]): string[] {
  const final = app.find(subnet);
  const tables = final ? tablesOf(app, final) : [];
  const isClosed = tables.length > 0 && !tables.some((table) => table === undefined || hasWay(app, table));
  return final && isClosed ? services.filter((service) => !endpointsIn(app, final).some((name) => isOf(name, service))) : [];
}

/** The route tables of a subnet; undefined stands for one that the app does not make. */
const tablesOf = (app: FinalApp, subnet: FinalResource): (FinalResource | undefined)[] =>
  mentioning(app, subnet, 'AWS::EC2::SubnetRouteTableAssociation').map((one) => targetOf(app, one, 'RouteTableId'));

/** A gateway of a VPN writes routes itself. */
const hasWay = (app: FinalApp, table: FinalResource): boolean =>
  mentioning(app, table, 'AWS::EC2::VPNGatewayRoutePropagation').length > 0 ||
  mentioning(app, table, 'AWS::EC2::Route').some((route) => targetOf(app, route, 'GatewayId')?.Type !== 'AWS::EC2::InternetGateway');

/** The names of the services that have an endpoint in the VPC of a subnet, or may have. */
function endpointsIn(app: FinalApp, subnet: FinalResource): string[] {
  const vpc = targetOf(app, subnet, 'VpcId');
  const inVpc = (endpoint: FinalResource) => [undefined, vpc].includes(targetOf(app, endpoint, 'VpcId')) || vpc === undefined;
  return app
    .ofType('AWS::EC2::VPCEndpoint')
    .filter(inVpc)
    .map(({ Properties }) => textOf(plain(Properties.ServiceName ?? '')));
}

const isOf = (name: string, service: string): boolean => name.split('.').at(-1) === service || isToken(symbols(name).at(-1));

const mentioning = (app: FinalApp, one: FinalResource, type: string): FinalResource[] =>
  Mentions.of(app)
    .to(one.construct)
    .flatMap(({ by }) => (by.Type === type ? by : []));

/** The resource of the app that a property refers to. */
function targetOf(app: FinalApp, { construct, Properties }: FinalResource, property: string): FinalResource | undefined {
  return app.find(Targets.of(app).find(construct.stack, Properties[property])?.element);
}
