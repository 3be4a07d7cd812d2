import type { Construct } from 'constructs';
import { pathOf } from '../validation/shown-value';
import { warn } from '../validation/warnings';
import type { Asking } from './asking';
import { warnAboutEndpoints } from './endpoint-denials';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { originsOf, warnAboutNetworks } from './given-networks';
import { type Instance, instancesOf } from './instances';
import { stoppedByAcl, TO_PROXY } from './network-acls';
import { isClosedToProxies, isClosedToS3 } from './outbound-rules';
import type { Situation } from './situation';
import { atEdge, noWayTo } from './way-out';

/** Warns about what on the way of its calls stops the product: in the networks of `onlyFrom`, or of the instances that it runs on. */
export function warnAboutWayOfCalls(app: FinalApp, scope: Construct, asking: Asking, situation: () => Situation): void {
  warnAboutNetworks(app, scope, asking);
  warnAboutEndpoints(app, scope, asking, situation);
  const instances = instancesOf(app, asking.role);
  const subnets = new Set(instances.map(({ subnet }) => subnet));
  if (originsOf(asking).count === 0 && !subnets.has(undefined)) {
    const from = [...subnets].map((within) => ({ within }));
    warnAboutEndpoints(app, scope, { ...asking, from }, situation);
  }
  const without = instances.filter(({ isWithoutCredentials }) => isWithoutCredentials).map(({ by }) => `'${pathOf(by.construct)}'`);
  if (without.length > 0) {
    const text = `instances with the role '${asking.role?.node.path}' get no credentials, because their metadata service is off: ${[...new Set(without)].join(', ')}. Set HttpEndpoint of MetadataOptions to enabled.`;
    warn(scope, 'cdk-vendor-access:core.instanceCutOff', text);
  }
  const cutOff = asking.bucket ? instances.flatMap((one) => cutOffBy(app, one, asking.bucket?.env.region) ?? []) : [];
  if (cutOff.length > 0) {
    const text = `instances with the role '${asking.role?.node.path}' cannot reach Amazon S3: ${[...new Set(cutOff)].join('; ')}. Allow outbound HTTPS there, add a route or a VPC endpoint, or acknowledge if they use a proxy in the same VPC.`;
    warn(scope, 'cdk-vendor-access:core.instanceCutOff', text);
  }
}

/** What certainly keeps an instance from Amazon S3. Groups that let out other TCP than HTTPS only are for a forward proxy. */
function cutOffBy(app: FinalApp, { by, groups, subnet }: Instance, region: string | undefined): string | undefined {
  const isClosed = groups.every((one) => one !== undefined) && isClosedToS3(app, groups, subnet);
  const what = isClosed
    ? isClosedToProxies(app, groups as FinalResource[])
      ? `security group '${groups.map((one) => pathOf((one as FinalResource).construct)).join("', '")}' lets nothing out on port 443`
      : undefined
    : subnet && (stoppedByAcl(app, subnet, atEdge(app, subnet, 's3', TO_PROXY)) ?? noWayTo(app, subnet, 's3', region));
  return what === undefined ? undefined : `'${pathOf(by.construct)}' (${what})`;
}
