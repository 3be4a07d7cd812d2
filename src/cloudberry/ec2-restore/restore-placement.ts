import type * as ec2 from 'aws-cdk-lib/aws-ec2';

/**
 * Where restored instances may run. What is not given cannot be used.
 *
 * Withholds `ec2:ImportInstance` and `ec2:RequestSpotInstances`, which AWS lets launch without naming a subnet; an agent that calls them is
 * refused, and needs a restore without placement.
 */
export interface CloudBerryRestorePlacement {
  /** The subnets that instances may be launched into, at least one. */
  readonly subnets: ec2.ISubnet[];

  /** The security groups that they may get, at least one. */
  readonly securityGroups: ec2.ISecurityGroup[];

  /**
   * The key pair that they may get.
   *
   * @default - none: instances are launched without a key pair
   */
  readonly keyPair?: ec2.IKeyPair;

  /**
   * Whether they may be spot instances, launched by `RunInstances`.
   *
   * @default false
   */
  readonly spot?: boolean;
}
