import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { PermissionSet } from '../../core/private/model/permission-set';
import { groupsOf, statementsOf } from '../../core/private/provision/statements';
import { checkAtSynth } from '../../core/private/synth/at-synth';
import { askedStatements, promise, written } from '../../core/private/synth/promise';
import { allBuckets } from '../all-buckets';
import { PACKAGES } from '../permissions';
import { NETWORK } from './network-rules';
import { checkEndpoint } from './s3-endpoint-validation';

/** The endpoint that a network created, and the statements of its policy, which can grow. */
export interface OwnEndpoint {
  readonly endpoint: ec2.GatewayVpcEndpoint;
  readonly statements: object[];
  /** What it allows already. */
  readonly known: Set<string>;
}

const S3 = ec2.GatewayVpcEndpointAwsService.S3;

/**
 * Creates the endpoint, through which the appliance uses S3 without leaving AWS. Its policy is a limit and grants nothing: it allows what a
 * repository needs, only on the repositories, and the packages of the operating system.
 */
export function makeEndpoint(scope: Construct, vpc: ec2.IVpc, subnet: ec2.ISubnet): OwnEndpoint {
  const endpoint = new ec2.GatewayVpcEndpoint(scope, 'S3Endpoint', { vpc, service: S3, subnets: [{ subnets: [subnet] }] });
  const { region } = Stack.of(scope);
  const buckets = [`amazonlinux-2-repos-${region}`, `al2023-repos-${region}-de612dc2`]; // the second one has the same suffix in every region
  const arns = buckets.map((resource) =>
    Stack.of(scope).formatArn({ service: 's3', region: '', account: '', resource, resourceName: '*' }),
  );
  const own: OwnEndpoint = { endpoint, statements: [], known: new Set() };
  add(own, statementsOf([PACKAGES], { packages: { arns } }, EVERYBODY));
  promise(scope, endpoint, askedStatements('PolicyDocument', own.statements), NETWORK);
  checkAtSynth(scope, (app) => checkEndpoint(app, endpoint, subnet));
  return own;
}

function add({ endpoint, statements }: OwnEndpoint, more: readonly iam.PolicyStatement[]): void {
  for (const statement of more) {
    endpoint.addToPolicy(statement);
    statements.push(written(statement));
  }
}

const EVERYBODY = { sids: false, principals: [new iam.StarPrincipal()] }; // gateway endpoints accept no other form

/** Allows the endpoint what these sets need, in a repository or in every bucket of the account. */
export function letThrough(scope: Construct, endpoint: OwnEndpoint, sets: readonly PermissionSet[], bucket?: s3.IBucket): void {
  const { buckets } = allBuckets(scope, bucket?.env.account);
  const arns = bucket ? [bucket.bucketArn] : buckets.arns;
  const groups = groupsOf(sets);
  const actions = (...kinds: string[]) => groups.filter(({ on }) => kinds.includes(on)).flatMap((group) => group.actions);
  for (const [names, resources] of [
    [actions('bucket', 'listing'), arns],
    [actions('object'), arns.map((arn) => `${arn}/*`)],
  ] as const) {
    const owner = { conditions: buckets.conditions, principals: EVERYBODY.principals };
    const isNew = (name: string) => resources.some((arn) => !endpoint.known.has(`${name} ${arn}`));
    const more = names.filter(isNew).sort();
    if (more.length > 0) {
      add(endpoint, [new iam.PolicyStatement({ actions: more, resources: [...resources], ...owner })]);
      for (const arn of resources) {
        for (const name of more) endpoint.known.add(`${name} ${arn}`);
      }
    }
  }
}
