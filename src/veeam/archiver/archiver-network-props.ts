import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as s3 from 'aws-cdk-lib/aws-s3';

/** Properties of `VeeamArchiverNetwork`. */
export interface VeeamArchiverNetworkProps {
  /**
   * The public IPv4 addresses of all backup proxies, as CIDR: `203.0.113.7/32` for a single one. Nobody else can reach the appliance.
   *
   * Each can be a token; the list cannot, because synth makes a rule for each.
   */
  readonly proxyCidrs: string[];

  /**
   * The port that Veeam routes requests to the appliance through, as set in its console. Can be a token, such as the value of a parameter.
   *
   * @default 443
   */
  readonly redirectorPort?: number;

  /**
   * A VPC of your own, whose first public subnet is used.
   *
   * @default - a new VPC with one public subnet, without NAT
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Flow logs of the new VPC, such as `{ destination: ec2.FlowLogDestination.toS3(logs) }`. Only without `vpc`: a VPC of your own has its own.
   *
   * @default - none, which cdk-nag reports (AwsSolutions-VPC7)
   */
  readonly flowLogs?: ec2.FlowLogOptions;

  /**
   * The buckets that the appliance copies from and to. The repositories that get `appliance()` are added by themselves: name the sources.
   * Only with an endpoint that this construct makes: the policy of one that is taken is not changed, which is a warning.
   *
   * @default - every bucket of this account, and of another only those of repositories that get `appliance()`
   */
  readonly repositories?: s3.IBucket[];

  /**
   * The S3 gateway endpoint that the route table of the subnet has already. Its policy is not changed.
   *
   * @default - the one of this app for that route table, or a new one
   */
  readonly s3Endpoint?: ec2.IGatewayVpcEndpoint;
}
