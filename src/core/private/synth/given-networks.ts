import { Stack } from 'aws-cdk-lib';
import type { IVpc, IVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { NETWORKS } from '../env/shared-principals';
import type { Json, Request } from '../policy/request';
import { plain } from '../policy/text';
import { warn } from '../validation/warnings';
import type { Asking, Origin } from './asking';
import { endpointsFrom, serviceOf } from './endpoints';
import type { FinalApp } from './final-app';
import { knownIn } from './known-names';

type Context = Request['context'];

/** Calls from an address come through no endpoint, and calls through one have no public address. */
const THROUGH_NONE = Object.fromEntries(
  ['SourceVpc', 'SourceVpcArn', 'SourceVpce', 'VpceAccount', 'VpceOrgID', 'VpceOrgPaths', 'VpcSourceIp'].map((key) => [`aws:${key}`, null]),
);
const THROUGH_ONE = { 'aws:SourceIp': null };

/** A call of a service from each of the networks that `onlyFrom` gives. Keys are used by S3, from where it runs. */
export function callsFromInside(app: FinalApp, asking: Asking, service: string): Context[] {
  if (service === 'kms') {
    return [];
  }
  const { addresses = [], vpcEndpoints = [], vpcs = [] } = networksOf(asking);
  const { policy } = asking;
  const value = (given: string): Json => plain(app.render(policy, given), knownIn(app, Stack.of(policy)));
  return [
    ...addresses.map((range) => ({ ...THROUGH_NONE, 'aws:SourceIp': value(range) })),
    ...vpcEndpoints
      .filter((one) => mayServe(app, one, service))
      .map(({ vpcEndpointId }) => ({ ...THROUGH_ONE, 'aws:SourceVpce': value(vpcEndpointId) })),
    ...vpcs.map(({ vpcId }) => ({ ...THROUGH_ONE, 'aws:SourceVpc': value(vpcId) })),
  ];
}

/** Warns about networks from none of which Amazon S3 can be called. */
export function warnAboutNetworks(app: FinalApp, scope: Construct, asking: Asking): void {
  const { addresses = [], vpcEndpoints = [], vpcs = [] } = networksOf(asking);
  const networks = [...vpcEndpoints, ...vpcs].map(({ node }) => `'${node.path}'`).join(', ');
  const isReached =
    addresses.length > 0 || vpcEndpoints.some((one) => mayServe(app, one, 's3')) || vpcs.some((one) => mayHaveWay(app, one));
  if (!asking.bucket || networks === '' || isReached) {
    return;
  }
  const denied = `so that the policy denies every call to bucket '${asking.bucket.node.path}'`;
  if (vpcs.length === 0) {
    const todo = 'Add the endpoint for S3, the VPC, or an address.';
    warn(scope, DENIED, `onlyFrom: the VPC endpoints ${networks} serve other services than Amazon S3, ${denied}. ${todo}`);
  } else {
    const todo = 'Add a gateway endpoint to the VPC (vpc.addGatewayEndpoint), or acknowledge if it is created outside of this app.';
    warn(scope, MAY_BE, `onlyFrom: the app has no VPC endpoint for Amazon S3 in ${networks}. ${ONLY_THROUGH_ONE}, ${denied}. ${todo}`);
  }
}

const [DENIED, MAY_BE] = ['cdk-vendor-access:core.denied', 'cdk-vendor-access:core.mayBeDenied'];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html, read 2026-11-30. */
const ONLY_THROUGH_ONE = 'Without one, no call says which VPC it comes from';

/** Of an imported VPC, no template shows the endpoints. */
const mayHaveWay = (app: FinalApp, vpc: IVpc): boolean =>
  !app.find(vpc) || endpointsFrom(app, { vpc }).some((one) => isFor(serviceOf(app, one), 's3'));

/** The networks that calls come from, as far as they are known, and how many there are. */
export function originsOf(asking: Asking): { readonly origins: readonly Origin[]; readonly count: number } {
  const { addresses = [], vpcEndpoints = [], vpcs = [] } = networksOf(asking);
  const given = [...vpcEndpoints.map((vpcEndpoint) => ({ vpcEndpoint })), ...vpcs.map((vpc) => ({ vpc }))];
  const origins = asking.from ?? given;
  return { origins, count: origins.length + (asking.from ? 0 : addresses.length) };
}

const networksOf = ({ role, user }: Asking) => NETWORKS.get((user ?? role) as NonNullable<typeof user | typeof role>) ?? {};

/** Each endpoint serves one service, which an imported one does not show: `com.amazonaws.eu-west-1.s3`. */
function mayServe(app: FinalApp, endpoint: IVpcEndpoint, service: string): boolean {
  const final = app.find(endpoint);
  return !final || isFor(serviceOf(app, final), service);
}

const isFor = (name: string, service: string): boolean => !name.startsWith('com.amazonaws.') || name.includes(`.${service}`);
