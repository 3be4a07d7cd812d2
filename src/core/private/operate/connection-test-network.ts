import { Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { ConnectionTestOptions } from '../../connection-test-options';
import type { BucketAccess } from '../provision/bucket-access';
import type { GrantedAccess } from '../provision/granted-access';
import { askFrom } from '../provision/outsiders';
import { groupsOf, needsOf } from '../provision/statements';
import type { Need, Origin } from '../synth/asking';
import type { FinalApp } from '../synth/final-app';
import { isUnresolved } from '../validation/tokens-in-text';
import { liveCalls } from './live-calls';

/** The subnets that the function is made for. */
export const subnetsOf = ({ subnets, vpc }: ConnectionTestOptions): readonly ec2.ISubnet[] =>
  vpc ? (subnets ?? vpc.selectSubnets().subnets) : [];

/** Warns about VPC endpoints that stop what the function calls in Amazon S3: as the user, if it `acts`, and with its answer. */
export function askForNetwork(test: Construct, access: BucketAccess, acts: boolean, from: (app: FinalApp) => readonly Origin[]): void {
  const calls = acts ? callsOf(access.granted) : [];
  askFrom(test, { ...access, needs: [...calls, answerOf(test)], isUntagged: true, who: 'the connection test' }, from);
}

/** Of what the product needs, what the test calls. */
function callsOf(granted: GrantedAccess): Need[] {
  const live = new Set(liveCalls(granted).flatMap(({ Needs }) => Needs.map((need) => need.split(' ')[0])));
  return needsOf(groupsOf(granted.sets), granted.resources).map((need) => ({
    ...need,
    actions: need.actions.filter((one) => live.has(one)),
    why: 'the connection test, and with it the deployment',
  }));
}

/** The bucket of CloudFormation has the region without hyphens: .../lambda/latest/dg/services-cloudformation.html, read 2026-11-30. */
function answerOf(test: Construct): Need {
  const { region } = Stack.of(test);
  const resource = `cloudformation-custom-resource-response-${region.replaceAll('-', '')}`;
  const arn = Stack.of(test).formatArn({ service: 's3', region: '', account: '', resource, resourceName: '*' });
  return {
    actions: ['s3:PutObject'],
    arns: isUnresolved(region) ? [] : [arn],
    why: 'the answer of the connection test to CloudFormation',
    signedByAws: true,
  };
}
