import type * as ec2 from 'aws-cdk-lib/aws-ec2';

/**
 * The network resources that restored instances can use. All others are denied.
 *
 * Withholds `ec2:ImportInstance` and `ec2:RequestSpotInstances`, which can launch without naming a subnet. An agent that calls them is denied, and
 * needs a restore without a placement.
 */
export interface CloudBerryRestorePlacement {
  /** The subnets that instances can be launched into, at least one. */
  readonly subnets: ec2.ISubnet[];

  /** The security groups that instances can use, at least one. */
  readonly securityGroups: ec2.ISecurityGroup[];

  /**
   * The key pair that instances can use.
   *
   * @default - none: instances are launched without a key pair
   */
  readonly keyPair?: ec2.IKeyPair;

  /**
   * Whether instances can be Spot Instances, launched with `RunInstances`.
   *
   * @default false
   */
  readonly spot?: boolean;
}
