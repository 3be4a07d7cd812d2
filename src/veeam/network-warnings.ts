import { Annotations } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { listed } from '../core/private/bucket-findings';
import { finalResource } from '../core/private/final-template';

// What is to be known of the network of an appliance as it will be deployed. Warnings, because it may be meant.

export function warnOfPrivateSubnet(scope: Construct, subnet: ec2.ISubnet): string[] {
  const final = finalResource(subnet);
  if (final && final.Properties.MapPublicIpOnLaunch !== true) {
    const text = `subnet '${subnet.node.path}' assigns no public IPv4 addresses by itself, which the archiver appliance needs`;
    Annotations.of(scope).addWarningV2('cdk-vendor-access:veeam.subnetWithoutPublicIp', text);
  }
  return [];
}

/** A group that lets in everybody to ports which the proxies alone need. Rules that are resources of their own are not seen. */
export function warnOfOpenGroup(scope: Construct, group: ec2.ISecurityGroup): string[] {
  const rules = listed(finalResource(group)?.Properties.SecurityGroupIngress);
  if (rules.some(({ CidrIp, CidrIpv6 }) => [CidrIp, CidrIpv6].some((cidr) => typeof cidr === 'string' && cidr.endsWith('/0')))) {
    const text = `security group '${group.node.path}' lets in the whole internet to the archiver appliance: name the addresses of the proxies.`;
    Annotations.of(scope).addWarningV2('cdk-vendor-access:veeam.openToAll', text);
  }
  return [];
}
