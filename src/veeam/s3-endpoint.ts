import { Annotations, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct, IConstruct } from 'constructs';
import { finalResource } from '../core/private/final-template';
import { groupsOf, statementsOf } from '../core/private/statements';
import { problem } from '../core/private/validate';
import { IMMUTABILITY, ONE_BUCKET, PACKAGES, REPOSITORY, RETRIEVAL } from './permissions';
import { allBuckets } from './repository';

const S3 = ec2.GatewayVpcEndpointAwsService.S3;

/** The endpoint for S3 that a route table of this app has already: AWS refuses a second one. */
export function endpointOf(scope: Construct, subnet: ec2.ISubnet, except?: IConstruct): ec2.GatewayVpcEndpoint | undefined {
  return scope.node.root.node
    .findAll()
    .find((one): one is ec2.GatewayVpcEndpoint => one instanceof ec2.GatewayVpcEndpoint && one !== except && leads(one, subnet));
}

function leads(endpoint: ec2.GatewayVpcEndpoint, subnet: ec2.ISubnet): boolean {
  const l1 = endpoint.node.defaultChild as ec2.CfnVPCEndpoint;
  const toS3 = /\.s3"/.test(JSON.stringify(Stack.of(l1).resolve(l1.serviceName)));
  return toS3 && (l1.routeTableIds ?? []).includes(subnet.routeTable.routeTableId);
}

/**
 * Makes the endpoint, through which the appliance reaches S3 without leaving AWS. Its policy is a ceiling, it grants nothing: what a repository
 * needs, on the repositories only, and the packages of the operating system.
 */
export function makeEndpoint(scope: Construct, vpc: ec2.IVpc, subnet: ec2.ISubnet): ec2.GatewayVpcEndpoint {
  const endpoint = new ec2.GatewayVpcEndpoint(scope, 'S3Endpoint', { vpc, service: S3, subnets: [{ subnets: [subnet] }] });
  const { region } = Stack.of(scope);
  const buckets = [`amazonlinux-2-repos-${region}`, `al2023-repos-${region}-de612dc2`]; // the second one has the same ending in every region
  const arns = buckets.map((resource) =>
    Stack.of(scope).formatArn({ service: 's3', region: '', account: '', resource, resourceName: '*' }),
  );
  for (const statement of statementsOf([PACKAGES], { packages: { arns } }, EVERYBODY)) {
    endpoint.addToPolicy(statement);
  }
  scope.node.addValidation({ validate: () => checkOnlyOne(scope, endpoint, subnet) });
  return endpoint;
}

const EVERYBODY = { sids: false, principals: [new iam.StarPrincipal()] }; // gateway endpoints take no other form

/** Lets the endpoint through to a repository, or to every bucket of the account. */
export function letThrough(scope: Construct, endpoint: ec2.GatewayVpcEndpoint, bucket?: s3.IBucket): void {
  const { buckets } = allBuckets(scope, bucket?.env.account ?? Stack.of(scope).account);
  const arns = bucket ? [bucket.bucketArn] : buckets.arns;
  const groups = groupsOf([REPOSITORY, ONE_BUCKET, IMMUTABILITY, RETRIEVAL]);
  const actions = (...kinds: string[]) => groups.filter(({ on }) => kinds.includes(on)).flatMap((group) => group.actions);
  for (const [names, resources] of [
    [actions('bucket', 'listing'), arns],
    [actions('object'), arns.map((arn) => `${arn}/*`)],
  ] as const) {
    const owner = { conditions: buckets.conditions, principals: EVERYBODY.principals };
    endpoint.addToPolicy(new iam.PolicyStatement({ actions: [...names].sort(), resources: [...resources], ...owner }));
  }
}

/** An endpoint that was made later, for the VPC as a whole. */
function checkOnlyOne(scope: Construct, endpoint: ec2.GatewayVpcEndpoint, subnet: ec2.ISubnet): string[] {
  const other = endpointOf(scope, subnet, endpoint);
  const todo = 'Make that endpoint before this construct, which then takes it, or leave it out.';
  return other ? [problem(`S3 endpoint of subnet '${subnet.node.path}'`, `'${other.node.path}' too`, 'one for a route table', todo)] : [];
}

/** An endpoint of somebody else's: what passes it is not ours to decide. */
export function warnOfPolicy(scope: Construct, endpoint: ec2.IGatewayVpcEndpoint): string[] {
  const final = finalResource(endpoint);
  if (!final || final.Properties.PolicyDocument) {
    const text = `the S3 endpoint '${endpoint.node.path}' is taken as it is: see to it that its policy lets through to the repositories and the packages of Amazon Linux`;
    Annotations.of(scope).addWarningV2('cdk-vendor-access:veeam.endpointPolicy', text);
  }
  return [];
}
