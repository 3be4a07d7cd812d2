import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { ConnectionTestOptions } from '../../connection-test-options';
import type { Origin } from '../synth/asking';
import { checkAtSynth } from '../synth/at-synth';
import type { FinalApp } from '../synth/final-app';
import { originsOfFunction } from '../synth/function-network';
import { promise } from '../synth/promise';
import { warnAboutReferences } from '../synth/references';
import { refusedSettings } from '../synth/refused-settings';
import { CONNECTION_TEST_CODE } from './connection-test-code';
import { subnetsOf } from './connection-test-network';
import { type Tested, testRole } from './connection-test-role';

/** Longer than all attempts together. */
const SECONDS = 300;

/** CloudFormation would otherwise wait an hour for an answer that cannot come. */
export const ANSWER_SECONDS = SECONDS + 60;

/** The function of a test. */
export interface TestFunction {
  readonly run: lambda.CfnFunction;
  /** Where it runs in the end. */
  readonly from: (app: FinalApp) => readonly Origin[];
}

/** An L1: the L2 would, depending on the feature flags of the app, create a log group and permissions to write to it. */
export function testFunction(scope: Construct, tested: Omit<Tested, 'from' | 'inVpc'>, options: ConnectionTestOptions): TestFunction {
  const subnets = subnetsOf(options);
  const from = (app: FinalApp) => originsOfFunction(app, run, subnets);
  const role = testRole(scope, { ...tested, inVpc: options.vpc !== undefined, from });
  const run = new lambda.CfnFunction(scope, 'Function', {
    description: 'Tests the connection at deployment',
    runtime: lambda.Runtime.NODEJS_24_X.name,
    handler: 'index.handler',
    code: { zipFile: CONNECTION_TEST_CODE },
    role: role.roleArn,
    timeout: SECONDS,
    memorySize: 256,
    vpcConfig: options.vpc && vpcConfig(scope, options.vpc, subnets),
  });
  promise(scope, run, {}, { rules: refusedSettings(role) });
  checkAtSynth(scope, (app) => {
    warnAboutReferences(app, scope, { test: run });
    return [];
  });
  return { from, run };
}

function vpcConfig(scope: Construct, vpc: ec2.IVpc, subnets: readonly ec2.ISubnet[]) {
  const description = 'The connection test: HTTPS to AWS only';
  const group = new ec2.SecurityGroup(scope, 'SecurityGroup', { vpc, description, allowAllOutbound: false });
  group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443), 'AWS');
  promise(scope, group);
  return { subnetIds: subnets.map(({ subnetId }) => subnetId), securityGroupIds: [group.securityGroupId] };
}
