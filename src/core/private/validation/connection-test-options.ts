import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { ConnectionTestOptions } from '../../connection-test-options';
import { problem } from './errors';
import { isStruct, propType, struct } from './prop-types';
import { VPC } from './resource-types';

/** CDK judges what is in it. */
const SUBNETS = propType<ec2.SubnetSelection>(
  isStruct,
  'a selection of subnets',
  'For example, { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }.',
);

export const CONNECTION_TEST = struct<ConnectionTestOptions>({ vpc: VPC, vpcSubnets: SUBNETS }, (rule) => [
  rule(['vpc', 'vpcSubnets'], ({ vpc, vpcSubnets }) =>
    vpcSubnets && !vpc ? [problem('vpcSubnets', vpcSubnets, "only with 'vpc'", 'Pass the VPC too, or omit it.')] : [],
  ),
]);
