import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { CallerNetworks } from '../../core';
import { warnAboutOtherRegion } from '../../core/private/env/cross-region';
import { vpcOf } from '../../core/private/env/vpcs';
import type { PermissionSet } from '../../core/private/model/permission-set';
import type { Product } from '../../core/private/model/product';
import type { BucketAccess } from '../../core/private/provision/bucket-access';
import { ec2Arn, inRegion, volumeKeyResource, WITHOUT_PROFILE } from '../../core/private/provision/ec2-resources';
import { warnAboutOtherCallers } from '../../core/private/provision/networks';
import { askFrom } from '../../core/private/provision/outsiders';
import { attachPolicy } from '../../core/private/provision/policy';
import { groupsOf, needsOf, type PolicyResources } from '../../core/private/provision/statements';
import { checkAtSynth } from '../../core/private/synth/at-synth';
import type { Place } from '../../core/private/validation/prop-types';
import { warn } from '../../core/private/validation/warnings';
import type { ArchiverResource } from './appliance-permissions';
import type { VeeamArchiverNetworkOptions, VeeamArchiverOptions } from './archiver-options';
import { warnAboutCutOff } from './cut-off';
import { warnAboutClosedExit, warnAboutClosedGroup, warnAboutOpenGroup, warnAboutPrivateSubnet } from './network-warnings';

/** The requested appliance: in any network of the region, or in a given one. */
export interface ArchiverPlan {
  readonly options: VeeamArchiverOptions;
  readonly network?: VeeamArchiverNetworkOptions;
  /** Its problems, which the repository that uses it reports. */
  readonly problems: (place: Place) => string[];
  /** Whether the network warns about who reaches it. */
  readonly warnsItself?: boolean;
  /** Tells the network about a repository, so that its endpoint allows what the product needs in the bucket. */
  readonly reach?: (bucket: s3.IBucket, sets: readonly PermissionSet[]) => void;
  /** The stack of the network, if its endpoint allows only its repositories. */
  readonly limitedIn?: Stack;
}

/** The resource types of the appliance, and those of its network. */
const PARTS = ['instance', 'key-pair', 'network-interface', 'volume'];
const NETWORK = ['internet-gateway', 'route-table', 'security-group', 'subnet', 'vpc'];

/** What differs from product to product in its appliance. */
export interface ApplianceOf {
  readonly product: Product;
  /** Construct id of its policy. */
  readonly id: string;
  /** Its permissions in EC2. */
  readonly sets: readonly PermissionSet<ArchiverResource>[];
  /** What the endpoint of its network allows. */
  readonly inS3: readonly PermissionSet[];
  /** Whether the product may open ports of an existing group. */
  readonly opensGroup: boolean;
}

/** Creates the policy of an appliance, attached like that of the repository. */
export function addAppliance(scope: Construct, access: BucketAccess, plan: ArchiverPlan, of: ApplianceOf): iam.ManagedPolicy {
  const { volumeKey, region = Stack.of(scope).region } = plan.options;
  const { id, product, sets } = of;
  const { naming } = access;
  const permissions = { product, sets, resources: archiverResources(scope, plan), id, volumeKey, region, naming, caller: access };
  const { policy } = attachPolicy(scope, permissions, () => ({ attach: access.attach }));
  warnAboutNetwork(scope, plan, of);
  askForNetwork(scope, access, plan, of);
  if (!isWithin(plan, access.onlyFrom?.networks)) {
    warnAboutOtherCallers(scope, access, "the appliance, which calls S3 and EC2 from its own network with Veeam's credentials");
  }
  plan.reach?.(access.bucket, of.inS3);
  warnAboutOtherRegion(scope, access.bucket, region, 'the appliance must run in the region of the bucket.');
  return policy;
}

/** The appliance reads and writes the bucket itself, with the permissions of the repository. */
function askForNetwork(scope: Construct, access: BucketAccess, { network }: ArchiverPlan, { inS3 }: ApplianceOf): void {
  if (network) {
    const { resources, sets } = access.granted;
    const its = new Set(groupsOf(inS3));
    const needs = needsOf(
      groupsOf(sets).filter((group) => its.has(group)),
      resources,
    );
    askFrom(scope, { ...access, needs, who: 'the appliance' }, () => [{ subnet: network.subnet }]);
  }
}

/** Whether the appliance's network is one of those that the principal calls from, as far as this app knows it. */
function isWithin({ network }: ArchiverPlan, { vpcEndpoints = [], vpcs = [] }: CallerNetworks = {}): boolean {
  const own = network && [vpcOf(network.subnet), vpcOf(network.securityGroup)];
  return vpcEndpoints.length > 0 || vpcs.some(({ vpcId }) => own?.includes(vpcId));
}

function warnAboutNetwork(scope: Construct, { network, warnsItself }: ArchiverPlan, { opensGroup }: ApplianceOf): void {
  if (network) {
    checkAtSynth(scope, (app) => [
      ...warnAboutPrivateSubnet(app, scope, network.subnet),
      ...(warnsItself ? [] : [...warnAboutOpenGroup(app, scope, network.securityGroup), ...warnAboutCutOff(app, scope, network.subnet)]),
      ...warnAboutClosedExit(app, scope, network.securityGroup, network.subnet),
      ...(opensGroup ? [] : warnAboutClosedGroup(app, scope, network.securityGroup)),
    ]);
  } else {
    const text =
      'Veeam can create, open and remove any network of the region, and launch instances into it. ' +
      'Use VeeamArchiverNetwork, or VeeamArchiverAppliance.inNetwork with your own network.';
    warn(scope, 'cdk-vendor-access:veeam.managesAnyNetwork', text);
  }
}

function archiverResources(scope: Construct, { network, options }: ArchiverPlan): PolicyResources<ArchiverResource> {
  const { instanceTags, region = Stack.of(scope).region, shieldInstancesWithRole = true } = options;
  const arns = (...types: string[]) => types.map((type) => ec2Arn(scope, region, type));
  const groups = [ec2Arn(scope, region, 'security-group', network?.securityGroup.securityGroupId)];
  const subnets = [ec2Arn(scope, region, 'subnet', network?.subnet.subnetId)];
  const shield = shieldInstancesWithRole ? WITHOUT_PROFILE : undefined;
  const tags = Object.entries(instanceTags ?? {}).map(([key, value]) => [`aws:ResourceTag/${key}`, value]);
  const parameter = { service: 'ssm', region, account: '', resource: 'parameter', resourceName: 'aws/service/*' };
  return {
    region: { arns: ['*'], conditions: inRegion(region) },
    publicParameter: { arns: [Stack.of(scope).formatArn(parameter)] },
    launchInstance: { arns: arns('instance'), conditions: shield },
    launchInterface: { arns: arns('network-interface'), conditions: network && { ArnEquals: { 'ec2:Subnet': subnets } } },
    launch: { arns: [...arns('image', 'key-pair', 'snapshot', 'volume'), ...groups, ...subnets] },
    instance: { arns: arns('instance'), conditions: { ...shield, ...(instanceTags && { StringEquals: Object.fromEntries(tags) }) } },
    keyPair: { arns: arns('key-pair') },
    tag: { arns: arns(...PARTS, ...(network ? [] : NETWORK)), conditions: shield },
    network: { arns: arns(...NETWORK) },
    vpc: { arns: arns('vpc') },
    ingress: { arns: [...groups, ...arns('security-group-rule')] },
    volumeKey: volumeKeyResource(options.volumeKey, region),
  };
}
