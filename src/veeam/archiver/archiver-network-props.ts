import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as s3 from 'aws-cdk-lib/aws-s3';

/** Properties of `VeeamArchiverNetwork`. */
export interface VeeamArchiverNetworkProps {
  /**
   * The public IPv4 addresses of all backup proxies, as CIDR: `203.0.113.7/32` for a single one. No other address can reach the appliance.
   *
   * Each can be a token; the list cannot, because each needs a rule at synth.
   */
  readonly proxyCidrs: string[];

  /**
   * The port on which Veeam routes requests to the appliance, as set in its console. Can be a token, such as the value of a parameter.
   *
   * @default 443
   */
  readonly redirectorPort?: number;

  /**
   * Your own VPC. Its first public subnet is used.
   *
   * @default - a new VPC with one public subnet, without NAT
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The flow logs of the new VPC, such as `{ destination: ec2.FlowLogDestination.toS3(logs) }`. Only without `vpc`: add them to your own VPC yourself.
   *
   * @default - none, which cdk-nag reports (AwsSolutions-VPC7)
   */
  readonly flowLogs?: ec2.FlowLogOptions;

  /**
   * The buckets that the appliance copies from and to. Repositories that use `appliance()` are added automatically: list only the sources.
   * Only with an endpoint that this construct creates: the policy of an existing endpoint is not changed, which gives a warning.
   *
   * @default - all buckets of this account; of other accounts, only those of repositories that use `appliance()`
   */
  readonly repositories?: s3.IBucket[];

  /**
   * The existing S3 gateway endpoint in the route table of the subnet. Its policy is not changed.
   *
   * @default - the endpoint of this app for that route table, or a new one
   */
  readonly s3Endpoint?: ec2.IGatewayVpcEndpoint;
}
