import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { PermissionSet } from '../../core/private/model/permission-set';
import type { BoundAccess } from '../../core/private/provision/binding';
import { ec2Arn, inRegion, volumeKeyResource, WITHOUT_PROFILE } from '../../core/private/provision/ec2-resources';
import { attachPolicy } from '../../core/private/provision/policy';
import type { PolicyResources } from '../../core/private/provision/statements';
import { checkAtSynth } from '../../core/private/synth/at-synth';
import type { Place } from '../../core/private/validation/prop-types';
import { warn } from '../../core/private/validation/warnings';
import { M365 } from '../sources';
import type { VeeamArchiverNetworkOptions, VeeamArchiverOptions } from './archiver-options';
import { APPLIANCE, type ArchiverResource, MANAGED_NETWORK, OWN_NETWORK, TAG, TAG_ON_CREATE, VOLUME_KEY } from './archiver-permissions';
import { warnAboutClosedGroup, warnAboutOpenGroup, warnAboutPrivateSubnet } from './network-warnings';

/** The requested appliance: in any network of the region, or in a given one. */
export interface ArchiverPlan {
  readonly options: VeeamArchiverOptions;
  readonly network?: VeeamArchiverNetworkOptions;
  /** Its problems, which the repository that uses it reports. */
  readonly problems: (place: Place) => string[];
  /** Whether the network warns about its group. */
  readonly warnsItself?: boolean;
  /** Tells the network about a repository, so that its endpoint allows the bucket. */
  readonly reach?: (bucket: s3.IBucket) => void;
  /** The stack of the network, if its endpoint allows only its repositories. */
  readonly limitedIn?: Stack;
}

/** The resource types of the appliance, and those of its network. */
const PARTS = ['instance', 'key-pair', 'network-interface', 'volume'];
const NETWORK = ['internet-gateway', 'route-table', 'security-group', 'subnet', 'vpc'];

/** Creates the policy of an appliance, attached like that of the repository. */
export function makeArchiverPolicy(scope: Construct, bound: BoundAccess, plan: ArchiverPlan): iam.ManagedPolicy {
  const { network, options } = plan;
  const sets: PermissionSet<ArchiverResource>[] = [
    APPLIANCE,
    options.tagOnCreateOnly ? TAG_ON_CREATE : TAG,
    ...(network ? (network.manageIngress === false ? [] : [OWN_NETWORK]) : [MANAGED_NETWORK]),
    ...(options.volumeKey ? [VOLUME_KEY] : []),
  ];
  const permissions = {
    product: M365,
    sets,
    resources: archiverResources(scope, plan),
    id: 'ArchiverPolicy',
    volumeKey: options.volumeKey,
    caller: bound,
  };
  const { policy } = attachPolicy(scope, permissions, () => ({ attach: bound.attach }));
  if (network) {
    checkAtSynth(scope, (app) => [
      ...warnAboutPrivateSubnet(app, scope, network.subnet),
      ...(plan.warnsItself ? [] : warnAboutOpenGroup(app, scope, network.securityGroup)),
      ...(network.manageIngress === false ? warnAboutClosedGroup(app, scope, network.securityGroup) : []),
    ]);
  } else {
    const text =
      'Veeam can create, open and remove any network of the region, and launch instances into it. ' +
      'Use VeeamArchiverNetwork, or VeeamArchiverAppliance.inNetwork with your own network.';
    warn(scope, 'cdk-vendor-access:veeam.managesAnyNetwork', text);
  }
  return policy;
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
    ingress: { arns: [...groups, ...arns('security-group-rule')] },
    volumeKey: volumeKeyResource(options.volumeKey, region),
  };
}
