import { Stack, Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { PermissionSet } from '../../core/private/model/permission-set';
import { ec2Arn, inRegion, volumeKeyResource, WITHOUT_PROFILE } from '../../core/private/provision/ec2-resources';
import { attachPolicy } from '../../core/private/provision/policy';
import type { BoundAccess } from '../../core/private/provision/principals';
import type { PolicyResources } from '../../core/private/provision/statements';
import { problem } from '../../core/private/validation/errors';
import { type Kind, typeProblems } from '../../core/private/validation/prop-types';
import { regionProblems } from '../../core/private/validation/region-options';
import { warn } from '../../core/private/validation/warnings';
import { M365 } from '../sources';
import type { VeeamArchiverNetworkOptions, VeeamArchiverOptions } from './archiver-options';
import { APPLIANCE, type ArchiverResource, MANAGED_NETWORK, OWN_NETWORK, TAG, TAG_ON_CREATE, VOLUME_KEY } from './archiver-permissions';
import { placeProblems } from './network-options';
import { warnAboutClosedGroup, warnAboutOpenGroup, warnAboutPrivateSubnet } from './network-warnings';

/** An appliance that was asked for: in any network of the region, or in a given one. */
export interface ArchiverPlan {
  readonly options: VeeamArchiverOptions;
  readonly network?: VeeamArchiverNetworkOptions;
  /** Whether the network warns of its group. */
  readonly warnsItself?: boolean;
  /** Tells the network of a repository, so that its endpoint lets through to the bucket. */
  readonly reach?: (bucket: s3.IBucket) => void;
  /** The stack of the network, if its endpoint lets through to its repositories only. */
  readonly limitedIn?: Stack;
}

/** How to know an appliance: plain JavaScript lets pass anything. */
export const PLANNED: Kind = {
  member: '_plan',
  allowed: 'what VeeamArchiverAppliance makes',
  todo: 'For a VeeamArchiverNetwork: its appliance().',
};

/** What a policy would not take as it stands there. */
const WILD = /[*?]|\$\{/;

/** What the appliance is made of, and what its network is made of. */
const PARTS = ['instance', 'key-pair', 'network-interface', 'volume'];
const NETWORK = ['internet-gateway', 'route-table', 'security-group', 'subnet', 'vpc'];

/** What is wrong with a plan, as far as the props show it. */
export function archiverProblems(
  scope: Construct,
  { limitedIn, network, options }: ArchiverPlan,
  bucket: s3.IBucket | undefined,
): string[] {
  const wrong = typeProblems(options);
  if (wrong.length > 0) {
    return wrong; // the other checks rely on it
  }
  const region = options.region ?? Stack.of(scope).region;
  const tags = Object.entries(options.instanceTags ?? {});
  const noTags =
    options.instanceTags &&
    (tags.length === 0 || tags.some(([key, value]) => key === '' || WILD.test(key) || (!Token.isUnresolved(value) && WILD.test(value))));
  return [
    ...regionProblems(region, options.volumeKey),
    ...(noTags
      ? [problem('instanceTags', JSON.stringify(options.instanceTags), 'at least one tag, without *, ? or ${', 'Or leave it out.')]
      : []),
    ...(options.instanceTags && !options.tagOnCreateOnly
      ? [
          problem(
            'instanceTags',
            JSON.stringify(options.instanceTags),
            "only with 'tagOnCreateOnly: true'",
            'Set it too: who may tag any instance could give it these tags.',
          ),
        ]
      : []),
    ...(options.manageIngress === false && !network
      ? [problem('manageIngress', false, 'only in a network that is there', 'Veeam opens the group of a network that it makes.')]
      : []),
    ...(network ? placeProblems(network, region) : []),
    ...(limitedIn && !isImported(bucket) ? cycleProblems(Stack.of(scope), limitedIn, Stack.of(bucket ?? scope)) : []),
  ];
}

/** Then its ARN is a text, which no stack has to wait for. */
const isImported = (bucket: s3.IBucket | undefined): boolean => bucket !== undefined && !bucket.node.defaultChild;

/** The policy names the network, and the endpoint of the network the bucket: CDK's own error would not say which. */
function cycleProblems(own: Stack, ofNetwork: Stack, ofBucket: Stack): string[] {
  const got = `a network of stack '${ofNetwork.node.path}' that lets through to its repositories only`;
  const todo = 'Make both in one stack, or leave out repositories, so that it lets through to every bucket of the account.';
  return ofNetwork !== own && ofBucket === own ? [problem('archiverAppliance', got, `one of stack '${own.node.path}'`, todo)] : [];
}

/** The policy of an appliance, attached like that of the repository. */
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
  };
  const { policy } = attachPolicy(scope, permissions, () => ({ attach: bound.attach }));
  if (network) {
    scope.node.addValidation({
      validate: () => [
        ...warnAboutPrivateSubnet(scope, network.subnet),
        ...(plan.warnsItself ? [] : warnAboutOpenGroup(scope, network.securityGroup)),
        ...(network.manageIngress === false ? warnAboutClosedGroup(scope, network.securityGroup) : []),
      ],
    });
  } else {
    const text =
      'the vendor may make, open and remove any network of the region, and launch instances into it. ' +
      'Use VeeamArchiverNetwork, or VeeamArchiverAppliance.inNetwork with a network of yours.';
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
