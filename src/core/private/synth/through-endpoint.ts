import { Stack } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import type { Json, Request } from '../policy/request';
import { plain } from '../policy/text';
import { endpointsFrom, isGateway } from './endpoints';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { resourceGiven } from './given-resource';
import { knownIn } from './known-names';
import { rangeIn } from './prefix-lists';
import { mentioning, targetOf } from './related';

type Context = Request['context'];

/** Calls through an endpoint have no public address. */
export const THROUGH_ONE = { 'aws:SourceIp': null };

/** A call through an endpoint of the app, as policies that are rendered for `scope` name things. A gateway serves its own VPC alone. */
export function callsThrough(app: FinalApp, scope: IConstruct, endpoint: FinalResource): Context[] {
  const value = (given: unknown): Json => plain(app.render(scope, given), knownIn(app, Stack.of(scope)));
  const vpc = targetOf(app, endpoint, 'VpcId');
  const call = {
    ...THROUGH_ONE,
    'aws:SourceVpc': value(vpc?.construct.ref ?? endpoint.Properties.VpcId),
    'aws:SourceVpce': value(endpoint.construct.ref),
  };
  const ranges = vpc && isGateway(endpoint) ? rangesOf(app, vpc) : [];
  return ranges.length > 0 ? ranges.map((range) => ({ ...call, 'aws:VpcSourceIp': range })) : [call];
}

/** The same from a VPC of the app, through each endpoint that serves. An imported VPC may have others. */
export const callsThroughVpc = (app: FinalApp, scope: IConstruct, vpc: IVpc, serves: (endpoint: FinalResource) => boolean): Context[] =>
  resourceGiven(app, vpc) ? endpointsFrom(app, { vpc }).flatMap((one) => (serves(one) ? callsThrough(app, scope, one) : [])) : [];

/** The addresses of a VPC, if they are all known, and of IPv4. */
function rangesOf(app: FinalApp, vpc: FinalResource): string[] {
  const blocks = mentioning(app, vpc, 'AWS::EC2::VPCCidrBlock');
  const ranges = [vpc, ...blocks].map(({ construct, Properties }) => rangeIn(app, construct.stack, Properties.CidrBlock));
  return ranges.some((one) => one === undefined) ? [] : (ranges as string[]);
}
