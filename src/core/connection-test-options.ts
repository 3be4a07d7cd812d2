import type * as ec2 from 'aws-cdk-lib/aws-ec2';

/** Options of `ConnectionTest.atDeployment`. */
export interface ConnectionTestOptions {
  /**
   * The VPC that the test calls AWS from, for access that is allowed from there only. From its subnets, the function must reach Amazon S3, AWS
   * Secrets Manager, IAM and the address in S3 to which CloudFormation expects the answer, through NAT or endpoints; otherwise the deployment waits
   * for six minutes and fails. A function has no public address: a public subnet does not help. Must be in the region of the stack.
   *
   * @default - no VPC: the test calls AWS from a network of AWS
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets of the VPC that the function runs in, such as `vpc.isolatedSubnets`.
   *
   * @default - those that `vpc.selectSubnets()` chooses: the private ones, if there are any
   */
  readonly subnets?: ec2.ISubnet[];
}
