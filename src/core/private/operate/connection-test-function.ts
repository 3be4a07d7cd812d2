import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { ConnectionTestOptions } from '../../connection-test-options';
import { checkAtSynth } from '../synth/at-synth';
import { promise } from '../synth/promise';
import { warnAboutReferences } from '../synth/references';
import { CONNECTION_TEST_CODE } from './connection-test-code';
import { subnetsOf } from './connection-test-network';
import { type Tested, testRole } from './connection-test-role';

/** Longer than all attempts together. */
const SECONDS = 300;

/** CloudFormation would otherwise wait an hour for an answer that cannot come. */
export const ANSWER_SECONDS = SECONDS + 60;

/** An L1: the L2 would, depending on the feature flags of the app, create a log group and permissions to write to it. */
export function testFunction(scope: Construct, tested: Tested, options: ConnectionTestOptions): lambda.CfnFunction {
  const role = testRole(scope, { ...tested, vpc: options.vpc, subnets: options.vpc && subnetsOf(options.vpc, options.subnets) });
  const made = new lambda.CfnFunction(scope, 'Function', {
    description: 'Tests the connection at deployment',
    runtime: lambda.Runtime.NODEJS_24_X.name,
    handler: 'index.handler',
    code: { zipFile: CONNECTION_TEST_CODE },
    role: role.roleArn,
    timeout: SECONDS,
    memorySize: 256,
    vpcConfig: options.vpc && vpcConfig(scope, options.vpc, options.subnets),
  });
  promise(scope, made);
  checkAtSynth(scope, (app) => {
    warnAboutReferences(app, scope, { test: made });
    return [];
  });
  return made;
}

function vpcConfig(scope: Construct, vpc: ec2.IVpc, given: ec2.ISubnet[] | undefined) {
  const description = 'The connection test: HTTPS to AWS only';
  const group = new ec2.SecurityGroup(scope, 'SecurityGroup', { vpc, description, allowAllOutbound: false });
  group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443), 'AWS');
  promise(scope, group);
  const subnets = subnetsOf(vpc, given);
  return { subnetIds: subnets.map(({ subnetId }) => subnetId), securityGroupIds: [group.securityGroupId] };
}
