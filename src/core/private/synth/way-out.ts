import { pathOf } from '../validation/shown-value';
import { isUnresolved } from '../validation/tokens-in-text';
import { isGateway, isInRegion, isOfService, tablesIn } from './endpoints';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { type Connection, callsOver, stoppedByAcl } from './network-acls';
import { publicAccessBlock } from './public-access-blocks';
import { mentioning, targetOf } from './related';

// How something reaches AWS from a subnet of the app, or is reached in it.

/** What something without a public address, such as a function of AWS Lambda, certainly does not reach, and why. */
export interface CutOff {
  readonly services: readonly string[];
  /** What blocks it. Default: no route leads elsewhere than to an internet gateway */
  readonly by?: string;
}

/**
 * Which of these services of AWS it certainly does not reach: no route leads elsewhere than to an internet gateway, and the VPC has no endpoint of
 * the service, of S3 in one of the regions. What the app does not show may be a way (https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html, read 2026-11-30).
 */
export function unreachableFrom(app: FinalApp, subnet: FinalResource, services: readonly string[], regions: readonly string[]): CutOff {
  const lacks = (types: RegExp) => (service: string) => !regions.every((region) => hasEndpoint(app, subnet, service, types, region));
  const outside = services.filter(lacks(IN_SUBNET));
  const acls = outside.map((service) => stoppedByAcl(app, subnet, [callsTo(app, subnet, service)]));
  const by = acls.find((acl) => acl !== undefined);
  if (by !== undefined) {
    return { services: outside.filter((_, index) => acls[index] !== undefined), by };
  }
  const isClosed = isWithout(app, subnet, isWay);
  const [block] = isClosed ? routesOf(app, subnet).flatMap((route) => blockOfNat(app, route) ?? []) : [];
  return { services: isClosed ? services.filter(lacks(ANYWHERE)) : [], by: block };
}

/** What a call of a service needs outside of a subnet. `others`: who has other addresses than the service. */
export const callsTo = (app: FinalApp, subnet: FinalResource, service: string, others: readonly string[] = []): Connection =>
  callsOver(isServicePublic(app, subnet, service), others);

/** What calls of a service need at the edge of a subnet: nothing, if an endpoint may be inside of it. */
export const atEdge = (app: FinalApp, subnet: FinalResource, service: string, outside: Connection): Connection[] =>
  hasEndpoint(app, subnet, service, IN_SUBNET) ? [] : [outside];

/** Why there certainly is no way from a subnet to a service, even with a public address: no endpoint, and no route that nothing blocks. */
export function noWayTo(app: FinalApp, subnet: FinalResource, service: string, region: string | undefined): string | undefined {
  const block = (route: FinalResource) => (isToInternet(app, route) ? publicAccessBlock(app, subnet, 'out') : blockOfNat(app, route));
  const isCutOff = isWithout(app, subnet, (_, route) => block(route) === undefined) && !hasEndpoint(app, subnet, service, ANYWHERE, region);
  const [by] = isCutOff ? routesOf(app, subnet).flatMap((route) => block(route) ?? []) : [];
  const place = region === undefined || isUnresolved(region) ? '' : ` in ${region}`;
  return isCutOff ? (by ?? `subnet '${pathOf(subnet.construct)}' has no route and no endpoint for ${service}${place}`) : undefined;
}

/** Whether something with a public address certainly is not reached by it. A NAT gateway lets nothing in. */
export const isWithoutInternet = (app: FinalApp, subnet: FinalResource): boolean =>
  isWithout(app, subnet, (_, { Properties }) => Properties.NatGatewayId === undefined);

/** Whether no private address, and none of IPv6, certainly is one of a service: not in the VPC, and not elsewhere. */
export const isServicePublic = (app: FinalApp, subnet: FinalResource, service: string): boolean =>
  targetOf(app, subnet, 'VpcId')?.Type === 'AWS::EC2::VPC' &&
  !hasEndpoint(app, subnet, service, IN_SUBNET) &&
  isWithout(app, subnet, (_, one) => !publicNat(app, one) && !isToInternet(app, one));

type IsWay = (app: FinalApp, route: FinalResource) => boolean;

function isWithout(app: FinalApp, subnet: FinalResource, isWay: IsWay): boolean {
  const tables = tablesOf(app, subnet);
  return tables.length > 0 && !tables.some((table) => table === undefined || hasWay(app, table, isWay));
}

/** The route tables of a subnet; undefined stands for one that the app does not make. */
const tablesOf = (app: FinalApp, subnet: FinalResource): (FinalResource | undefined)[] =>
  mentioning(app, subnet, 'AWS::EC2::SubnetRouteTableAssociation').flatMap((one) => tablesIn(app, one, one.Properties.RouteTableId));

/** A gateway of a VPN writes routes itself. Of IPv6, neither functions nor the names of the services make use by default. */
const hasWay = (app: FinalApp, table: FinalResource, isWay: IsWay): boolean =>
  mentioning(app, table, 'AWS::EC2::VPNGatewayRoutePropagation').length > 0 ||
  mentioning(app, table, 'AWS::EC2::Route').some((one) => one.Properties.DestinationIpv6CidrBlock === undefined && isWay(app, one));

const isWay = (app: FinalApp, route: FinalResource): boolean => !isToInternet(app, route) && blockOfNat(app, route) === undefined;

const isToInternet = (app: FinalApp, route: FinalResource): boolean =>
  targetOf(app, route, 'GatewayId')?.Type === 'AWS::EC2::InternetGateway';

const routesOf = (app: FinalApp, subnet: FinalResource): FinalResource[] =>
  tablesOf(app, subnet).flatMap((table) => (table ? mentioning(app, table, 'AWS::EC2::Route') : []));

/** The NAT gateway of the app that a route leads to. A private one does not use the internet. */
function publicNat(app: FinalApp, route: FinalResource): FinalResource | undefined {
  const nat = targetOf(app, route, 'NatGatewayId');
  return nat && (nat.Properties.ConnectivityType ?? 'public') === 'public' ? nat : undefined;
}

/** What keeps that gateway from the internet. */
function blockOfNat(app: FinalApp, route: FinalResource): string | undefined {
  const nat = publicNat(app, route);
  const subnet = nat && targetOf(app, nat, 'SubnetId');
  return subnet && publicAccessBlock(app, subnet, 'out');
}

/** Interfaces may be in the subnet itself; a gateway is at its edge. */
const [IN_SUBNET, ANYWHERE] = [/^Interface$/, /./];

/**
 * Whether a service has an endpoint that a subnet uses, or may use: a gateway is for the route tables that it names. `region`: of the bucket, if
 * the service is S3.
 */
function hasEndpoint(app: FinalApp, subnet: FinalResource, service: string, types: RegExp, region?: string): boolean {
  const vpc = targetOf(app, subnet, 'VpcId');
  const inVpc = (endpoint: FinalResource) => [undefined, vpc].includes(targetOf(app, endpoint, 'VpcId')) || vpc === undefined;
  const tables = tablesOf(app, subnet);
  const leads = (one: FinalResource) =>
    !isGateway(one) || tablesIn(app, one, one.Properties.RouteTableIds).some((table) => table === undefined || tables.includes(table));
  return app
    .ofType('AWS::EC2::VPCEndpoint')
    .filter((one) => inVpc(one) && types.test(String(one.Properties.VpcEndpointType ?? 'Gateway')) && leads(one))
    .some((one) => isOfService(app, one, service) && isInRegion(app, one, region));
}
