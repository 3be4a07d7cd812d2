import { Stack } from 'aws-cdk-lib';
import type { IVpc, IVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { NETWORKS } from '../env/shared-principals';
import { partsOf } from '../policy/document';
import type { Json, Request } from '../policy/request';
import { plain } from '../policy/text';
import { isUnresolved } from '../validation/tokens-in-text';
import { warn } from '../validation/warnings';
import type { Asking, Origin } from './asking';
import { endpointsFrom, isGateway, isInRegion, isOfService } from './endpoints';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { resourceGiven } from './given-resource';
import { knownIn } from './known-names';
import { callsThrough, callsThroughVpc, THROUGH_ONE } from './through-endpoint';

type Context = Request['context'];

/** Calls from an address come through no endpoint. */
const THROUGH_NONE = Object.fromEntries(
  ['SourceVpc', 'SourceVpcArn', 'SourceVpce', 'VpceAccount', 'VpceOrgID', 'VpceOrgPaths', 'VpcSourceIp'].map((key) => [`aws:${key}`, null]),
);

/** A call of a service from each of the networks that `onlyFrom` gives. Keys are used by S3, from where it runs. */
export function callsFromInside(app: FinalApp, asking: Asking, service: string): Context[] {
  if (service === 'kms') {
    return [];
  }
  const { addresses = [], vpcEndpoints = [], vpcs = [] } = networksOf(asking);
  const { policy } = asking;
  const value = (given: string): Json => plain(app.render(policy, given), knownIn(app, Stack.of(policy)));
  const serves = (one: FinalResource) => servesFor(app, one, service, asking.bucket);
  return [
    ...addresses.map((range) => ({ ...THROUGH_NONE, 'aws:SourceIp': value(range) })),
    ...vpcEndpoints
      .filter((one) => mayServe(app, one, service, asking.bucket))
      .flatMap((one) => {
        const final = resourceGiven(app, one);
        return final ? callsThrough(app, policy, final) : [{ ...THROUGH_ONE, 'aws:SourceVpce': value(one.vpcEndpointId) }];
      }),
    ...vpcs.flatMap((vpc) => {
      const through = callsThroughVpc(app, policy, vpc, serves);
      return through.length > 0 ? through : [{ ...THROUGH_ONE, 'aws:SourceVpc': value(vpc.vpcId) }];
    }),
  ];
}

/** Warns about networks from none of which Amazon S3 can be called. */
export function warnAboutNetworks(app: FinalApp, scope: Construct, asking: Asking): void {
  const { bucket } = asking;
  const { addresses = [], vpcEndpoints = [], vpcs = [] } = networksOf(asking);
  const networks = [...vpcEndpoints, ...vpcs].map(({ node }) => `'${node.path}'`).join(', ');
  const isReached =
    addresses.length > 0 ||
    vpcEndpoints.some((one) => mayServe(app, one, 's3', bucket)) ||
    vpcs.some((one) => mayHaveWay(app, one, bucket));
  if (!bucket || networks === '' || isReached) {
    return;
  }
  const { region } = bucket.env;
  const place = isUnresolved(region) ? '' : ` in ${region}`;
  const denied = `so that the policy denies every call to bucket '${bucket.node.path}'`;
  if (vpcs.length === 0) {
    const todo = 'Add the endpoint for S3, the VPC, or an address.';
    warn(scope, DENIED, `onlyFrom: the VPC endpoints ${networks} do not lead to Amazon S3${place}, ${denied}. ${todo}`);
  } else {
    const isElsewhere = place !== '' && vpcs.every(({ env }) => !isUnresolved(env.region) && env.region !== region);
    const todo = isElsewhere
      ? 'Endpoints serve the buckets of their own region: add a VPC or an endpoint of that region, or an address'
      : 'Add a gateway endpoint with route tables to the VPC (vpc.addGatewayEndpoint)';
    const unless = 'or acknowledge if there is an endpoint that is created outside of this app.';
    warn(
      scope,
      MAY_BE,
      `onlyFrom: no VPC endpoint of the app leads from ${networks} to Amazon S3${place}. ${ONLY_THROUGH_ONE}, ${denied}. ${todo}, ${unless}`,
    );
  }
}

const [DENIED, MAY_BE] = ['cdk-vendor-access:core.denied', 'cdk-vendor-access:core.mayBeDenied'];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html, read 2026-11-30. */
const ONLY_THROUGH_ONE = 'Without one, no call says which VPC it comes from';

/** Of an imported VPC, no template shows the endpoints. A gateway without route tables is in no way. */
const mayHaveWay = (app: FinalApp, vpc: IVpc, bucket: IBucket | undefined): boolean =>
  !resourceGiven(app, vpc) ||
  endpointsFrom(app, { vpc }).some(
    (one) => servesFor(app, one, 's3', bucket) && !(isGateway(one) && partsOf(one.Properties.RouteTableIds).length === 0),
  );

/** The networks that calls come from, as far as they are known, and how many there are. */
export function originsOf(asking: Asking): { readonly origins: readonly Origin[]; readonly count: number } {
  const { addresses = [], vpcEndpoints = [], vpcs = [] } = networksOf(asking);
  const given = [...vpcEndpoints.map((vpcEndpoint) => ({ vpcEndpoint })), ...vpcs.map((vpc) => ({ vpc }))];
  const origins = asking.from ?? given;
  return { origins, count: origins.length + (asking.from ? 0 : addresses.length) };
}

const networksOf = ({ role, user }: Asking) => NETWORKS.get((user ?? role) as NonNullable<typeof user | typeof role>) ?? {};

/** Each endpoint serves one service, which an imported one does not show. */
function mayServe(app: FinalApp, endpoint: IVpcEndpoint, service: string, bucket: IBucket | undefined): boolean {
  const final = resourceGiven(app, endpoint);
  return !final || servesFor(app, final, service, bucket);
}

const servesFor = (app: FinalApp, endpoint: FinalResource, service: string, bucket: IBucket | undefined): boolean =>
  isOfService(app, endpoint, service) && isInRegion(app, endpoint, bucket?.env.region);
