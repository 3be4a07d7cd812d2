import { Fn, Stack } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import type { CallerNetworks } from '../../caller-networks';
import type { ConnectionTestOptions } from '../../connection-test-options';
import { areOther, vpcOf } from '../env/vpcs';
import type { BucketAccess } from '../provision/bucket-access';
import { checkAtSynth } from '../synth/at-synth';
import { closedGroupsOf } from '../synth/function-network';
import { resourceGiven } from '../synth/given-resource';
import { type CutOff, unreachableFrom } from '../synth/way-out';
import { problem, throwIfAny } from '../validation/errors';
import { isUnresolved } from '../validation/tokens-in-text';
import { warn } from '../validation/warnings';
import type { TestFunction } from './connection-test-function';

const ELSEWHERE = problem(
  'connectionTest',
  'no vpc',
  "ConnectionTest.atDeployment({ vpc }) with 'onlyFrom'",
  'Give a VPC whose calls come from these networks: those of AWS Lambda itself would be refused.',
);

/** A test that acts as the user has to call from one of the networks that the user is bound to. */
export function checkNetwork(
  scope: Construct,
  { onlyFrom }: BucketAccess,
  acts: boolean,
  { subnets = [], vpc }: ConnectionTestOptions,
): void {
  const others = subnets.filter((subnet) => areOther(vpcOf(subnet), vpc?.vpcId)).map(({ node }) => `'${node.path}'`);
  const ofVpc = `subnets of VPC '${vpc?.node.path}'`;
  throwIfAny(scope, [
    ...(acts && onlyFrom && !vpc ? [ELSEWHERE] : []),
    ...(others.length > 0
      ? [
          problem(
            'connectionTest.subnets',
            `${others.join(', ')} of another VPC`,
            ofVpc,
            'AWS Lambda refuses them with a security group of the VPC.',
          ),
        ]
      : []),
  ]);
}

/** Checks the network that the function of a test is in at the end: that of `onlyFrom`, and a way to what it calls and to where CloudFormation expects the answer. */
export function checkWay(scope: Construct, { bucket, onlyFrom }: BucketAccess, { from, run }: TestFunction, acts: boolean): void {
  const services = acts ? ['s3', 'iam', 'secretsmanager'] : ['s3', 'iam'];
  const regions = [bucket.env.region, Stack.of(scope).region]; // CloudFormation takes the answer in its own
  checkAtSynth(scope, (app) => {
    const by = closedGroupsOf(app, run);
    const closed = from(app)
      .flatMap(({ subnet, within = resourceGiven(app, subnet) }) => (within ? { of: subnet ?? within.construct, within } : []))
      .map(({ of, within }) => ({ of, ...(by ? { by, services } : unreachableFrom(app, within, services, regions)) }))
      .filter((one) => one.services.length > 0);
    warnAboutCutOff(scope, closed);
    const isElsewhere = acts && onlyFrom && app.find(run)?.Properties.VpcConfig === undefined; // an aspect may have removed it
    return isElsewhere ? [ELSEWHERE] : [];
  });
}

interface Closed extends CutOff {
  readonly of: IConstruct;
}

function warnAboutCutOff(scope: Construct, closed: readonly Closed[]): void {
  for (const by of new Set(closed.map((one) => one.by))) {
    const subnets = closed.filter((one) => one.by === by).map((one) => `'${one.of.node.path}' (${one.services.join(', ')})`);
    const todo = by
      ? `It is blocked: ${by}. Allow outbound HTTPS and the answers there, or choose other subnets.`
      : 'It has no public address, so an internet gateway does not help. Choose subnets with a route to a NAT gateway, or add VPC endpoints for these services.';
    const text = `the function of the connection test cannot reach AWS from subnet ${subnets.join(', ')}, so the deployment will fail. ${todo}`;
    warn(scope, 'cdk-vendor-access:core.testCutOff', text);
  }
}

/** One network that the principal may call from, for simulations: the product calls from there. */
export function networkContext({ addresses, vpcEndpoints, vpcs }: CallerNetworks): Record<string, string> {
  const [address, endpoint, vpc] = [addresses?.[0], vpcEndpoints?.[0], vpcs?.[0]];
  if (address !== undefined) {
    return { 'aws:SourceIp': isUnresolved(address) ? Fn.select(0, Fn.split('/', address)) : address.split('/')[0] };
  }
  if (endpoint) {
    return { 'aws:SourceVpce': endpoint.vpcEndpointId };
  }
  return vpc ? { 'aws:SourceVpc': vpc.vpcId } : {};
}
