import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct, IConstruct } from 'constructs';
import { checkOnlyOne } from '../../core/private/env/claims';
import { isPlaceholder } from '../../core/private/env/vpcs';
import { endpointsOfTable, serviceOf } from '../../core/private/synth/endpoints';
import type { FinalApp } from '../../core/private/synth/final-app';
import type { FinalResource } from '../../core/private/synth/final-resource';
import { resourceGiven } from '../../core/private/synth/given-resource';
import { worstCase } from '../../core/private/synth/policy-size';
import { problem } from '../../core/private/validation/errors';
import { warn } from '../../core/private/validation/warnings';

/** AWS's quota, including whitespace: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html, read 2026-11-25. */
const POLICY_SIZE = 20_480;

/** The existing S3 endpoint of this app in a route table: AWS refuses a second one. */
export function endpointOf(scope: Construct, subnet: ec2.ISubnet): ec2.GatewayVpcEndpoint | undefined {
  return inApp(scope).find(
    (one): one is ec2.GatewayVpcEndpoint => one instanceof ec2.GatewayVpcEndpoint && leads(one.node.defaultChild, subnet),
  );
}

const inApp = (scope: Construct): IConstruct[] => scope.node.root.node.findAll();

function leads(l1: IConstruct | undefined, { routeTable: { routeTableId } }: ec2.ISubnet): boolean {
  if (!(l1 instanceof ec2.CfnVPCEndpoint) || isPlaceholder(routeTableId)) {
    return false;
  }
  const toS3 = /\.s3"/.test(JSON.stringify(Stack.of(l1).resolve(l1.serviceName)));
  return toS3 && (l1.routeTableIds ?? []).includes(routeTableId);
}

/** Checks the final endpoint; promises cover its policy. */
export function checkEndpoint(app: FinalApp, endpoint: ec2.GatewayVpcEndpoint, subnet: ec2.ISubnet): string[] {
  const what = `policy of endpoint '${endpoint.node.path}'`;
  const size = worstCase(app.find(endpoint)?.Properties.PolicyDocument ?? {}, true);
  const todo = 'Omit repositories, so that the endpoint allows every bucket of the account, or create several networks.';
  return [
    ...checkOnlyEndpoint(app, endpoint, subnet),
    ...(size > POLICY_SIZE ? [problem(what, `up to ${size} characters`, `${POLICY_SIZE} (AWS's quota)`, todo)] : []),
  ];
}

/** An endpoint that was created later, for the whole VPC, or unknown to the construct. */
function checkOnlyEndpoint(app: FinalApp, endpoint: ec2.GatewayVpcEndpoint, subnet: ec2.ISubnet): string[] {
  const isOther = (one: FinalResource) => one.construct !== endpoint.node.defaultChild && serviceOf(app, one).endsWith('.s3');
  const other = endpointsOfTable(app, subnet).find(isOther);
  const todo = 'Create that endpoint before this construct, which then uses it. Or pass it as s3Endpoint, or remove it.';
  return checkOnlyOne(`S3 endpoint of subnet '${subnet.node.path}'`, other?.construct, '', 'one for each route table', todo);
}

/** The construct does not own this endpoint, so it does not control what its policy allows. */
export function warnAboutPolicy(
  app: FinalApp,
  scope: Construct,
  endpoint: ec2.IGatewayVpcEndpoint,
  repositories?: readonly s3.IBucket[],
): string[] {
  const final = resourceGiven(app, endpoint);
  const open = final && !final.Properties.PolicyDocument;
  if (!open || repositories) {
    const todo = open
      ? 'it has no policy, so it allows every bucket, not only the repositories'
      : 'make sure that its policy allows the repositories and the packages of Amazon Linux';
    warn(scope, 'cdk-vendor-access:veeam.endpointPolicy', `the S3 endpoint '${endpoint.node.path}' is used unchanged: ${todo}`);
  }
  return [];
}
