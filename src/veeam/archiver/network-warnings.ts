import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { referredTo } from '../../core/private/env/comparable';
import { listed } from '../../core/private/synth/bucket-predicates';
import { finalResource } from '../../core/private/synth/rendered-resource';
import { warn } from '../../core/private/validation/warnings';

// What is to be known of the network of an appliance as it will be deployed. Warnings, because it may be meant.

export function warnAboutPrivateSubnet(scope: Construct, subnet: ec2.ISubnet): string[] {
  const final = finalResource(subnet);
  if (final && final.Properties.MapPublicIpOnLaunch !== true) {
    const text = `subnet '${subnet.node.path}' assigns no public IPv4 addresses by itself, which the archiver appliance needs`;
    warn(scope, 'cdk-vendor-access:veeam.subnetWithoutPublicIp', text);
  }
  return [];
}

/** A group that lets in everybody to ports which the proxies alone need. */
export function warnAboutOpenGroup(scope: Construct, group: ec2.ISecurityGroup): string[] {
  if (rulesOf(group).some(({ CidrIp, CidrIpv6 }) => [CidrIp, CidrIpv6].some((cidr) => typeof cidr === 'string' && cidr.endsWith('/0')))) {
    const text = `security group '${group.node.path}' lets in the whole internet to the archiver appliance: name the addresses of the proxies.`;
    warn(scope, 'cdk-vendor-access:veeam.openToAll', text);
  }
  return [];
}

/** A group of this app that lets in nobody, of an appliance that may not open it. */
export function warnAboutClosedGroup(scope: Construct, group: ec2.ISecurityGroup): string[] {
  const final = finalResource(group);
  const later = final && !Array.isArray(final.Properties.SecurityGroupIngress ?? []);
  if (final && !later && rulesOf(group).length === 0) {
    const text =
      `security group '${group.node.path}' lets in nobody, and Veeam may not open it (manageIngress: false): ` +
      'let in the addresses of the proxies, on port 22 and the redirector port.';
    warn(scope, 'cdk-vendor-access:veeam.closedToAll', text);
  }
  return [];
}

/** In the group itself, or made apart from it: by the CDK for an imported group or one of another stack, or by the user. */
function rulesOf(group: ec2.ISecurityGroup): { CidrIp?: unknown; CidrIpv6?: unknown }[] {
  const { securityGroupId: id } = group;
  const made = group.node.defaultChild ?? referredTo(id);
  const isOfGroup = ({ groupId }: ec2.CfnSecurityGroupIngress) => groupId === id || (made !== undefined && referredTo(groupId) === made);
  const apart = group.node.root.node.findAll().filter((one) => one instanceof ec2.CfnSecurityGroupIngress);
  return [
    ...listed(finalResource(group)?.Properties.SecurityGroupIngress),
    ...apart.filter(isOfGroup).map(({ cidrIp: CidrIp, cidrIpv6: CidrIpv6 }) => ({ CidrIp, CidrIpv6 })),
  ];
}
