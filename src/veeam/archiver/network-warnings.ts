import { Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { isPrivate, isWide, isWithin } from '../../core/private/model/addresses';
import { partsOf } from '../../core/private/policy/document';
import type { FinalApp } from '../../core/private/synth/final-app';
import type { FinalResource } from '../../core/private/synth/final-resource';
import { resourceGiven } from '../../core/private/synth/given-resource';
import { widenedBy } from '../../core/private/synth/hidden';
import { isClosedToS3 } from '../../core/private/synth/outbound-rules';
import { rangesOf } from '../../core/private/synth/prefix-lists';
import { isMade } from '../../core/private/synth/promise';
import { targetOf } from '../../core/private/synth/related';
import { Targets } from '../../core/private/synth/targets';
import { finding } from '../../core/private/validation/errors';
import { pathOf } from '../../core/private/validation/shown-value';
import { joined } from '../../core/private/validation/tokens-in-text';
import { warn } from '../../core/private/validation/warnings';

// Findings about the final network of an appliance. Warnings, because they may be intended.

export const OPENED_FURTHER = 'the security group of the archiver appliance allows others than the proxies';
export const CLOSE = 'Remove the rule, give the addresses that it allows as proxyCidrs, or acknowledge.';

export function warnAboutPrivateSubnet(app: FinalApp, scope: Construct, subnet: ec2.ISubnet): string[] {
  const final = resourceGiven(app, subnet);
  if (final && final.Properties.MapPublicIpOnLaunch !== true) {
    const text = `subnet '${subnet.node.path}' does not assign public IPv4 addresses, but the archiver appliance needs one. Set mapPublicIpOnLaunch, or choose another subnet.`;
    warn(scope, 'cdk-vendor-access:veeam.subnetWithoutPublicIp', text);
  }
  return [];
}

/** A group that allows everyone on ports that only the proxies need. */
export function warnAboutOpenGroup(app: FinalApp, scope: Construct, group: ec2.ISecurityGroup): string[] {
  const rules = rulesOf(app, group);
  const final = resourceGiven(app, group);
  const judged = final && isMade(final.construct) ? rules.filter(({ by }) => by === final) : rules; // others are further rules
  const perhaps = judged.flatMap(({ by, rule: { CidrIp, CidrIpv6 } }) => widenedBy(app, by.construct.stack, CidrIp ?? CidrIpv6));
  const isOpen = rules.some(({ by, rule }) => isForEverybody(app, by.construct.stack, rule));
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
export function warnAboutFurtherRules(app: FinalApp, scope: Construct, group: ec2.ISecurityGroup, proxyCidrs: readonly string[]): string[] {
  const further = rulesApart(app, group).filter(
    ({ construct, Properties }) =>
      !isMade(construct) &&
      !isForEverybody(app, construct.stack, Properties) &&
      !isForProxies(app, construct.stack, Properties, proxyCidrs),
  );
  if (further.length > 0) {
    const paths = further.map((one) => placeOf(app, one)).join(', ');
    warn(scope, 'cdk-vendor-access:veeam.openedFurther', `${OPENED_FURTHER}: ${paths}. ${CLOSE}`);
  }
  return [];
}

/** The id that CDK gives to a rule does not always say whom the rule allows. */
function placeOf(app: FinalApp, rule: FinalResource): string {
  const from = ['SourcePrefixListId', 'SourceSecurityGroupId'].flatMap((name) => targetOf(app, rule, name) ?? []);
  return [`'${pathOf(rule.construct)}'`, ...from.map(({ construct }) => `(it allows '${pathOf(construct)}')`)].join(' ');
}

/** Whether a rule certainly allows nobody but the proxies, also by a prefix list of the app. */
export function isForProxies(app: FinalApp, stack: Stack, rule: InboundRule, proxyCidrs: readonly string[]): boolean {
  const { CidrIp, CidrIpv6, SourcePrefixListId: list, SourceSecurityGroupId } = rule;
  const ranges = list === undefined ? [] : (rangesOf(app, stack, list) ?? [list]);
  const sources = [CidrIp, CidrIpv6, SourceSecurityGroupId, ...ranges].filter((one) => one !== undefined);
  const proxies = proxyCidrs.map((cidr) => JSON.stringify(stack.resolve(cidr)));
  const isProxy = (source: unknown) =>
    proxies.includes(JSON.stringify(source)) || (typeof source === 'string' && proxyCidrs.some((cidr) => isWithin(source, cidr)));
  return sources.length > 0 && sources.every(isProxy);
}

/** Wider than anything that one organization owns, also by a prefix list of the app. */
export const isForEverybody = (app: FinalApp, stack: Stack, { CidrIp, CidrIpv6, SourcePrefixListId }: InboundRule): boolean =>
  [CidrIp, CidrIpv6, ...(rangesOf(app, stack, SourcePrefixListId) ?? [])].some((cidr) => isWide(joined(cidr)));

interface InboundRule {
  readonly CidrIp?: unknown;
  readonly CidrIpv6?: unknown;
  readonly SourcePrefixListId?: unknown;
  readonly SourceSecurityGroupId?: unknown;
}

/** Veeam's page asks for the public address of each proxy, because the appliance is reached by its own public address. */
export function warnAboutPrivateProxies(scope: Construct, cidrs: readonly string[]): void {
  const found = cidrs.filter(isPrivate);
  if (found.length > 0) {
    const todo = 'Use their addresses on the internet, or acknowledge if your network routes private addresses to the appliance.';
    const text = finding('proxyCidrs', `private addresses (${found.join(', ')})`, 'public addresses of the proxies', todo);
    warn(scope, 'cdk-vendor-access:veeam.privateProxy', text);
  }
}

/** A group of this app through which the appliance cannot call Amazon S3. */
export function warnAboutClosedExit(app: FinalApp, scope: Construct, group: ec2.ISecurityGroup, subnet: ec2.ISubnet): string[] {
  const final = resourceGiven(app, group);
  if (final && isClosedToS3(app, [final], resourceGiven(app, subnet))) {
    const text =
      `security group '${group.node.path}' lets nothing out on port 443 to Amazon S3, so the archiver appliance cannot reach it. ` +
      'Add an outbound rule for HTTPS: to any IPv4 address, to the prefix list of Amazon S3, or to the group of its VPC endpoint.';
    warn(scope, 'cdk-vendor-access:veeam.closedExit', text);
  }
  return [];
}

/** A group of this app that allows nobody, for an appliance that cannot open it. */
export function warnAboutClosedGroup(app: FinalApp, scope: Construct, group: ec2.ISecurityGroup): string[] {
  const final = resourceGiven(app, group);
  const later = final && !Array.isArray(final.Properties.SecurityGroupIngress ?? []);
  if (final && !later && rulesOf(app, group).length === 0) {
    const text =
      `security group '${group.node.path}' allows nobody, and Veeam cannot open it. ` +
      'Allow the addresses of the proxies, on port 22 and the redirector port.';
    warn(scope, 'cdk-vendor-access:veeam.closedToAll', text);
  }
  return [];
}

/** Inbound rules, also those that it may have. */
const rulesOf = (app: FinalApp, group: ec2.ISecurityGroup): { readonly by: FinalResource; readonly rule: InboundRule }[] => {
  const final = resourceGiven(app, group);
  const inGroup = final
    ? partsOf(final.Properties.SecurityGroupIngress).map(({ value }) => ({ by: final, rule: value as InboundRule }))
    : [];
  return [...inGroup, ...rulesApart(app, group).map((by) => ({ by, rule: by.Properties }))];
};

/** Outside of the group: created by CDK for an imported group or one of another stack, or by the user. */
function rulesApart(app: FinalApp, group: ec2.ISecurityGroup, type = 'AWS::EC2::SecurityGroupIngress'): FinalResource[] {
  const made = resourceGiven(app, group)?.construct;
  const id = JSON.stringify(Stack.of(group).resolve(group.securityGroupId));
  const isOfGroup = (groupId: unknown, stack: Stack) =>
    JSON.stringify(groupId) === id ||
    (made !== undefined && typeof groupId === 'object' && Targets.of(app).find(stack, groupId ?? {})?.element === made);
  return app.ofType(type).filter(({ construct, Properties }) => isOfGroup(Properties.GroupId, construct.stack));
}
