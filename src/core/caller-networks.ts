import type * as ec2 from 'aws-cdk-lib/aws-ec2';

/** The networks that a principal calls from. A call from any of them is allowed, all others are denied. At least one is required. */
export interface CallerNetworks {
  /**
   * Public IPv4 or IPv6 addresses, as CIDR, such as `203.0.113.7/32`. AWS sees the public address, so a private one never matches. Can be a
   * token, such as the value of a parameter.
   *
   * A call through a VPC endpoint has no public address: it also needs `vpcEndpoints` or `vpcs`.
   *
   * @default - none
   */
  readonly addresses?: string[];

  /**
   * VPC endpoints. They serve one AWS service each, so the calls to other services (STS, EC2) still need `addresses`, or endpoints of their own.
   *
   * @default - none
   */
  readonly vpcEndpoints?: ec2.IVpcEndpoint[];

  /**
   * VPCs: calls through any VPC endpoint in them. Without an endpoint of the service, a call leaves the VPC, and comes from a public address.
   *
   * @default - none
   */
  readonly vpcs?: ec2.IVpc[];
}
