import { type CfnResource, TokenComparison } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { referredTo, resourceOf } from '../validation/referred';
import { compareStrings } from '../validation/tokens-in-text';

/** The values that `Vpc.fromLookup` returns until the CLI has looked up the VPC: the same for every VPC. */
const PLACEHOLDER = /^(vpc-12345|rtb-(12345|[56]7890)[sp])$/;
export const isPlaceholder = (id: unknown): boolean => PLACEHOLDER.test(String(id));

/** The VPC of a resource of the app or, for a subnet that is imported together with its VPC, that VPC. */
export function vpcOf(one: ec2.ISecurityGroup | ec2.ISubnet): string | undefined {
  const made = resourceOf(one, 'subnetId' in one ? one.subnetId : one.securityGroupId);
  const l1 = made as Partial<ec2.CfnSecurityGroup | ec2.CfnSubnet> | undefined;
  const { isolatedSubnets, privateSubnets, publicSubnets, vpcId } = (one.node.scope ?? {}) as Partial<ec2.IVpc>;
  const imported: unknown[] = [publicSubnets, privateSubnets, isolatedSubnets].flat();
  return l1?.vpcId ?? (imported.includes(one) ? vpcId : undefined);
}

/** Whether a group and a subnet are certainly in different VPCs. */
export const areApart = (securityGroup: ec2.ISecurityGroup, subnet: ec2.ISubnet): boolean => areOther(vpcOf(securityGroup), vpcOf(subnet));

/** A VPC of the app and an imported one may be the same, and so may parameters and imported values. */
export function areOther(one: string | undefined, other: string | undefined): boolean {
  const [made, alsoMade] = [one, other].map(referredTo);
  const known = one !== undefined && other !== undefined && ![one, other].some(isPlaceholder);
  return known && (compareStrings(one, other) === TokenComparison.DIFFERENT || (isVpc(made) && isVpc(alsoMade) && made !== alsoMade));
}

const isVpc = (resource: CfnResource | undefined): boolean => resource?.cfnResourceType === 'AWS::EC2::VPC';
