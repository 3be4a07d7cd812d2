import { Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { partsOf } from '../../core/private/policy/document';
import { listed } from '../../core/private/synth/bucket-predicates';
import type { FinalApp } from '../../core/private/synth/final-app';
import type { FinalResource } from '../../core/private/synth/final-resource';
import { widenedBy } from '../../core/private/synth/hidden';
import { isMade } from '../../core/private/synth/promise';
import { Targets } from '../../core/private/synth/targets';
import { isPrivate, isWide } from '../../core/private/validation/addresses';
import { finding } from '../../core/private/validation/errors';
import { referredTo } from '../../core/private/validation/referred';
import { pathOf } from '../../core/private/validation/shown-value';
import { warn } from '../../core/private/validation/warnings';

// Findings about the final network of an appliance. Warnings, because they may be intended.

export const OPENED_FURTHER = 'the security group of the archiver appliance allows others than the proxies';
export const CLOSE = 'Remove the rule, add the address to proxyCidrs, or acknowledge.';

export function warnAboutPrivateSubnet(app: FinalApp, scope: Construct, subnet: ec2.ISubnet): string[] {
  const final = app.find(subnet);
  if (final && final.Properties.MapPublicIpOnLaunch !== true) {
    const text = `subnet '${subnet.node.path}' does not assign public IPv4 addresses, but the archiver appliance needs one. Set mapPublicIpOnLaunch, or choose another subnet.`;
    warn(scope, 'cdk-vendor-access:veeam.subnetWithoutPublicIp', text);
  }
  return [];
}

/** A group that allows everyone on ports that only the proxies need. */
export function warnAboutOpenGroup(app: FinalApp, scope: Construct, group: ec2.ISecurityGroup): string[] {
  const rules = rulesOf(app, group);
  const final = finalGroup(app, group);
  const judged = final && isMade(final.construct) ? listed(final.Properties.SecurityGroupIngress) : rules; // others are further rules
  const perhaps = judged.flatMap(({ CidrIp, CidrIpv6 }) => widenedBy(app, Stack.of(group), CidrIp ?? CidrIpv6));
  const isOpen = rules.some(isForEverybody);
  if (isOpen || perhaps.length > 0) {
    const allows = isOpen ? 'allows' : `may allow (${[...new Set(perhaps)].join('; ')})`;
    const text =
      `security group '${group.node.path}' ${allows} the whole internet, or a large part of it, to reach the archiver appliance. Allow only the ` +
      'addresses of the proxies; if a parameter gives them, with allowedValues, or an allowedPattern such as ^[0-9.]+/(3[0-2]|2[4-9])$.';
    warn(scope, 'cdk-vendor-access:veeam.openToAll', text);
  }
  return [];
}

/** Rules of the app beside a group that the library made. Those in the group itself are a change of what was promised. */
export function warnAboutFurtherRules(app: FinalApp, scope: Construct, group: ec2.ISecurityGroup): string[] {
  const further = rulesApart(app, group).filter(({ construct, Properties }) => !isMade(construct) && !isForEverybody(Properties));
  if (further.length > 0) {
    const paths = further.map(({ construct }) => `'${pathOf(construct)}'`).join(', ');
    warn(scope, 'cdk-vendor-access:veeam.openedFurther', `${OPENED_FURTHER}: ${paths}. ${CLOSE}`);
  }
  return [];
}

/** Wider than anything that one organization owns. */
export const isForEverybody = ({ CidrIp, CidrIpv6 }: { CidrIp?: unknown; CidrIpv6?: unknown }): boolean =>
  [CidrIp, CidrIpv6].some((cidr) => typeof cidr === 'string' && isWide(cidr));

/** Veeam's page asks for the public address of each proxy, because the appliance is reached by its own public address. */
export function warnAboutPrivateProxies(scope: Construct, cidrs: readonly string[]): void {
  const found = cidrs.filter(isPrivate);
  if (found.length > 0) {
    const todo =
      'Use the addresses that the proxies have on the internet, or acknowledge if your network routes private addresses to the appliance.';
    const text = finding('proxyCidrs', `private addresses (${found.join(', ')})`, 'public addresses of the proxies', todo);
    warn(scope, 'cdk-vendor-access:veeam.privateProxy', text);
  }
}

/** A group of this app through which the appliance cannot call Amazon S3. Without rules of its own, a group lets everything out. */
export function warnAboutClosedExit(app: FinalApp, scope: Construct, group: ec2.ISecurityGroup): string[] {
  const inGroup = partsOf(finalGroup(app, group)?.Properties.SecurityGroupEgress).map(({ value }) => value);
  const apart = rulesApart(app, group, 'AWS::EC2::SecurityGroupEgress').map(({ Properties }) => Properties);
  if (inGroup.length > 0 && ![...inGroup, ...apart].some(letsOut)) {
    const text =
      `security group '${group.node.path}' lets nothing out on port 443, so the archiver appliance cannot reach Amazon S3. ` +
      'Add an outbound rule for HTTPS: to any address, to the prefix list of Amazon S3, or to the group of its VPC endpoint.';
    warn(scope, 'cdk-vendor-access:veeam.closedExit', text);
  }
  return [];
}

/** Addresses that stand in a rule so that there is one, which matches nothing. */
const NOWHERE = /^(255\.255\.255\.255\/32|127\.|::1\/)/;
const HTTPS = 443;

/** Whether an outbound rule may let HTTPS out to somewhere: what only the deployment knows may. */
function letsOut(rule: unknown): boolean {
  const { CidrIp, CidrIpv6, DestinationPrefixListId, DestinationSecurityGroupId, FromPort, IpProtocol, Ref, ToPort, ...more } =
    rule as Record<string, unknown>;
  const isKnown = (value: unknown) => typeof value !== 'object';
  const [from, to] = [FromPort, ToPort].map((port) => (isKnown(port) ? Number(port ?? -1) : HTTPS));
  const isOfHttps = /^(tcp|6)$/.test(String(IpProtocol)) && (from === -1 || (from <= HTTPS && HTTPS <= to));
  const destinations = [CidrIp, CidrIpv6, DestinationPrefixListId, DestinationSecurityGroupId].filter((one) => one !== undefined);
  const isIntrinsic = Ref !== undefined || Object.keys(more).some((key) => key.startsWith('Fn::'));
  const isOpen = `${IpProtocol}` === '-1' || !isKnown(IpProtocol) || isOfHttps;
  return isIntrinsic || (isOpen && destinations.some((one) => !isKnown(one) || !NOWHERE.test(String(one))));
}

/** A group of this app that allows nobody, for an appliance that cannot open it. */
export function warnAboutClosedGroup(app: FinalApp, scope: Construct, group: ec2.ISecurityGroup): string[] {
  const final = finalGroup(app, group);
  const later = final && !Array.isArray(final.Properties.SecurityGroupIngress ?? []);
  if (final && !later && rulesOf(app, group).length === 0) {
    const text =
      `security group '${group.node.path}' allows nobody, and Veeam cannot open it. ` +
      'Allow the addresses of the proxies, on port 22 and the redirector port.';
    warn(scope, 'cdk-vendor-access:veeam.closedToAll', text);
  }
  return [];
}

/** An import may refer to a group of the app. */
const madeGroup = (group: ec2.ISecurityGroup) => group.node.defaultChild ?? referredTo(group.securityGroupId);
const finalGroup = (app: FinalApp, group: ec2.ISecurityGroup) => app.find(madeGroup(group));

const rulesOf = (app: FinalApp, group: ec2.ISecurityGroup): { CidrIp?: unknown; CidrIpv6?: unknown }[] => [
  ...listed(finalGroup(app, group)?.Properties.SecurityGroupIngress),
  ...rulesApart(app, group).map(({ Properties }) => Properties),
];

/** Outside of the group: created by CDK for an imported group or one of another stack, or by the user. */
function rulesApart(app: FinalApp, group: ec2.ISecurityGroup, type = 'AWS::EC2::SecurityGroupIngress'): FinalResource[] {
  const made = madeGroup(group);
  const id = JSON.stringify(Stack.of(group).resolve(group.securityGroupId));
  const isOfGroup = (groupId: unknown, stack: Stack) =>
    JSON.stringify(groupId) === id ||
    (made !== undefined && typeof groupId === 'object' && Targets.of(app).find(stack, groupId ?? {})?.element === made);
  return app.ofType(type).filter(({ construct, Properties }) => isOfGroup(Properties.GroupId, construct.stack));
}
