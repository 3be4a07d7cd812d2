/**
 * Calls of regional services that may go to a global endpoint, which is in us-east-1: what AWS exempts, for that reason, from its own samples of a
 * region control (.../organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html, and "Region-controls" of
 * https://github.com/aws-samples/service-control-policy-examples, read 2026-12-01). Partitions other than that of us-east-1 have regional ones
 * alone (.../sdkref/latest/guide/feature-sts-regionalized-endpoints.html).
 */
export const GLOBAL_CALLS: readonly string[] = [
  ...['ec2:DescribeRegions', 'ec2:DescribeTransitGateways', 'ec2:DescribeVpnGateways'],
  ...['s3:GetAccountPublic*', 's3:ListAllMyBuckets', 's3:ListMultiRegionAccessPoints', 's3:PutAccountPublic*'],
  'sts:*',
];

/**
 * The region of the global endpoints of a partition, such as the one of IAM, by how its regions begin
 * (.../IAM/latest/UserGuide/reference_policies_examples_aws_deny-requested-region.html, read 2026-11-28). Default: us-east-1
 */
export const HOMES: Readonly<Record<string, string>> = { 'cn-': 'cn-north-1', 'us-gov-': 'us-gov-west-1' };
