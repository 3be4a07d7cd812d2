import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct, IConstruct } from 'constructs';
import { checkOnlyOne } from '../../core/private/env/claims';
import { referredTo } from '../../core/private/env/comparable';
import { listed } from '../../core/private/synth/bucket-predicates';
import type { FinalApp } from '../../core/private/synth/final-app';
import type { FinalResource } from '../../core/private/synth/final-resource';
import { worstCase } from '../../core/private/synth/policy-size';
import { Targets } from '../../core/private/synth/targets';
import { problem } from '../../core/private/validation/errors';
import { warn } from '../../core/private/validation/warnings';

/** AWS's quota, with blanks: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html, read 2026-11-25. */
const POLICY_SIZE = 20_480;

/** What `Vpc.fromLookup` answers until the CLI has looked the VPC up, for every VPC the same. */
const LOOKED_UP_LATER = /^rtb-(12345|[56]7890)[sp]$/;

/** The endpoint for S3 that a route table of this app has already: AWS refuses a second one. */
export function endpointOf(scope: Construct, subnet: ec2.ISubnet): ec2.GatewayVpcEndpoint | undefined {
  return inApp(scope).find(
    (one): one is ec2.GatewayVpcEndpoint => one instanceof ec2.GatewayVpcEndpoint && leads(one.node.defaultChild, subnet),
  );
}

const inApp = (scope: Construct): IConstruct[] => scope.node.root.node.findAll();

function leads(l1: IConstruct | undefined, { routeTable: { routeTableId } }: ec2.ISubnet): boolean {
  if (!(l1 instanceof ec2.CfnVPCEndpoint) || LOOKED_UP_LATER.test(routeTableId)) {
    return false;
  }
  const toS3 = /\.s3"/.test(JSON.stringify(Stack.of(l1).resolve(l1.serviceName)));
  return toS3 && (l1.routeTableIds ?? []).includes(routeTableId);
}

/** What is wrong with the endpoint as it will be deployed; what its policy says is promised. */
export function checkEndpoint(app: FinalApp, endpoint: ec2.GatewayVpcEndpoint, subnet: ec2.ISubnet): string[] {
  const what = `policy of endpoint '${endpoint.node.path}'`;
  const size = worstCase(app.find(endpoint)?.Properties.PolicyDocument ?? {}, true);
  const todo = 'Leave out repositories, so that it lets through to every bucket of the account, or make several networks.';
  return [
    ...checkOnlyEndpoint(app, endpoint, subnet),
    ...(size > POLICY_SIZE ? [problem(what, `up to ${size} characters`, `${POLICY_SIZE} (AWS's quota)`, todo)] : []),
  ];
}

/** One that was made later, for the VPC as a whole, or of which the construct could not know. */
function checkOnlyEndpoint(app: FinalApp, endpoint: ec2.GatewayVpcEndpoint, subnet: ec2.ISubnet): string[] {
  const other = app.ofType('AWS::EC2::VPCEndpoint').find((one) => one.construct !== endpoint.node.defaultChild && serves(app, one, subnet));
  const todo = 'Make that endpoint before this construct, which then takes it (or pass it as s3Endpoint), or leave it out.';
  return checkOnlyOne(`S3 endpoint of subnet '${subnet.node.path}'`, other?.construct, '', 'one for a route table', todo);
}

/** Whether an endpoint stands in the route table of a subnet, and leads to S3. */
function serves(app: FinalApp, { construct, Properties }: FinalResource, { routeTable: { routeTableId } }: ec2.ISubnet): boolean {
  const table = referredTo(routeTableId) ?? (LOOKED_UP_LATER.test(routeTableId) ? undefined : routeTableId);
  const meant = (id: unknown) => (typeof id === 'object' && id !== null ? Targets.of(app).find(construct.stack, id)?.element : id);
  return (
    /\.s3"/.test(JSON.stringify(Properties.ServiceName)) &&
    listed(Properties.RouteTableIds).some((id) => table !== undefined && meant(id) === table)
  );
}

/** An endpoint of somebody else's: what passes it is not ours to decide. */
export function warnAboutPolicy(
  app: FinalApp,
  scope: Construct,
  endpoint: ec2.IGatewayVpcEndpoint,
  repositories?: readonly s3.IBucket[],
): string[] {
  const final = app.find(endpoint);
  const open = final && !final.Properties.PolicyDocument;
  if (!open || repositories) {
    const todo = open
      ? 'it has no policy, so that it lets through to every bucket, not to the repositories only'
      : 'see to it that its policy lets through to the repositories and the packages of Amazon Linux';
    warn(scope, 'cdk-vendor-access:veeam.endpointPolicy', `the S3 endpoint '${endpoint.node.path}' is taken as it is: ${todo}`);
  }
  return [];
}
