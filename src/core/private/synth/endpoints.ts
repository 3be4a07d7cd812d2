import { Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { isPlaceholder, vpcOf } from '../env/vpcs';
import { objectOf, partsOf } from '../policy/document';
import type { Json } from '../policy/request';
import { hasToken, isToken, plain, symbols, textOf } from '../policy/text';
import { isUnresolved } from '../validation/tokens-in-text';
import type { Origin } from './asking';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { resourceGiven } from './given-resource';
import { groupedBy } from './grouped-by';
import { knownIn } from './known-names';
import { oncePerApp } from './once';
import { Targets } from './targets';
import { textIn } from './text-in';

/** The endpoints of the app through which calls from a place go, of any service. Of an imported one, no template shows the policy. */
export function endpointsFrom(app: FinalApp, { subnet, vpc, vpcEndpoint, within }: Origin): FinalResource[] {
  const at = (place: string | undefined) => (place === undefined ? [] : (endpointsByPlace(app).get(place) ?? []));
  return [
    resourceGiven(app, vpcEndpoint) ?? [],
    vpc ? at(placeOf(app, vpc, vpc.vpcId)) : [],
    within
      ? [...at(tables(app).get(within.construct.node.path)), ...at(vpcIn(app, within)).filter((one) => answersEveryone(app, one))]
      : [],
    subnet ? [...endpointsOfTable(app, subnet), ...at(vpcOfSubnet(app, subnet)).filter((one) => answersEveryone(app, one))] : [],
  ].flat();
}

/** The gateway endpoints in the route table of a subnet. */
export const endpointsOfTable = (app: FinalApp, subnet: ec2.ISubnet): readonly FinalResource[] =>
  endpointsByPlace(app).get(tableOf(app, subnet) ?? '') ?? [];

/** The name of the service of an endpoint: `com.amazonaws.eu-west-1.s3`. */
export const serviceOf = (app: FinalApp, { construct, Properties }: FinalResource): string =>
  textOf(plain(Properties.ServiceName ?? '', knownIn(app, construct.stack))).replace(/^cn\./, '');

/** Whether it is of a service, or may be: not of `s3express`, `s3-outposts` (.../vpc/latest/privatelink/aws-services-privatelink-support.html). */
export function isOfService(app: FinalApp, endpoint: FinalResource, service: string): boolean {
  const name = serviceOf(app, endpoint);
  return [service, `${service}-fips`].includes(name.split('.').at(-1) ?? '') || isToken(symbols(name).at(-1));
}

/**
 * Whether an endpoint may serve a bucket in a region: that of its name, for S3 answers for the buckets of one region
 * (https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html and .../aws-services-cross-region-privatelink-support.html, read 2026-12-01).
 */
export function isInRegion(app: FinalApp, endpoint: FinalResource, region: string | undefined): boolean {
  const [, own = ''] = /^com\.amazonaws\.([^.]+)\.s3$/.exec(serviceOf(app, endpoint)) ?? [];
  return own === '' || hasToken(own) || region === undefined || isUnresolved(region) || own === region;
}

/**
 * The route tables that something names, each as a resource of the app, or undefined if it may be any. A gateway endpoint serves those alone
 * (.../vpc/latest/privatelink/gateway-endpoints.html, read 2026-12-01).
 */
export const tablesIn = (app: FinalApp, { construct }: FinalResource, named: unknown): (FinalResource | undefined)[] =>
  partsOf(named as Json).flatMap(({ value }) => {
    const made = Targets.of(app).resource(construct.stack, value);
    return made?.Type === 'AWS::EC2::RouteTable' ? [made] : objectOf(value) ? [undefined] : [];
  });

export const isGateway = ({ Properties: { VpcEndpointType = 'Gateway' } }: FinalResource): boolean => VpcEndpointType === 'Gateway';

/** By VPC and by route table. */
const endpointsByPlace = oncePerApp((app) => {
  const placesOf = ({ construct: { stack }, Properties: { RouteTableIds, VpcId } }: FinalResource) => {
    const tables = partsOf(RouteTableIds).flatMap(({ sure, value }) => (sure ? [value] : []));
    return new Set([VpcId, ...tables].map((id) => identityOf(app, stack, id)));
  };
  return groupedBy(app.ofType('AWS::EC2::VPCEndpoint').flatMap((one) => [...placesOf(one)].map((place) => [place, one] as const)));
});

/** The route tables of subnets. */
const tables = oncePerApp(
  (app) =>
    new Map(
      app.ofType('AWS::EC2::SubnetRouteTableAssociation').map(({ construct, Properties }) => {
        const [subnet, table] = [Properties.SubnetId, Properties.RouteTableId].map((id) => identityOf(app, construct.stack, id));
        return [subnet, table];
      }),
    ),
);

function tableOf(app: FinalApp, subnet: ec2.ISubnet): string | undefined {
  const { routeTableId } = subnet.routeTable as Partial<ec2.IRouteTable>; // an import may lack it
  return tables(app).get(placeOf(app, subnet, subnet.subnetId) ?? '') ?? placeOf(app, subnet, routeTableId);
}

function vpcOfSubnet(app: FinalApp, subnet: ec2.ISubnet): string | undefined {
  const final = resourceGiven(app, subnet);
  return final ? vpcIn(app, final) : placeOf(app, subnet, vpcOf(subnet));
}

const vpcIn = (app: FinalApp, { construct: { stack }, Properties }: FinalResource): string => identityOf(app, stack, Properties.VpcId);

const placeOf = (app: FinalApp, scope: IConstruct, id: unknown): string | undefined =>
  id === undefined || isPlaceholder(id) ? undefined : identityOf(app, Stack.of(scope), app.render(scope, id));

/** The same for all ways to refer to a resource, and for the same text. */
function identityOf(app: FinalApp, stack: Stack, id: unknown): string {
  return Targets.of(app).resource(stack, id)?.construct.node.path ?? textIn(app, stack)(id);
}

/**
 * Whether the usual name of the service leads to it from inside of the VPC. By default, that of Amazon S3 leads there from outside only
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html, read 2026-11-30).
 */
function answersEveryone(app: FinalApp, endpoint: FinalResource): boolean {
  const { DnsOptions, PrivateDnsEnabled, VpcEndpointType } = endpoint.Properties;
  const isForAll = DnsOptions?.PrivateDnsOnlyForInboundResolverEndpoint === 'AllResolvers' || !serviceOf(app, endpoint).endsWith('.s3');
  return VpcEndpointType === 'Interface' && `${PrivateDnsEnabled}` === 'true' && isForAll;
}
