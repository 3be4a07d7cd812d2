import type { ConnectionTestOptions } from '../../connection-test-options';
import { problem } from './errors';
import { listOf } from './nested-types';
import { struct } from './prop-types';
import { SUBNET, VPC } from './resource-types';

const SUBNETS = listOf(SUBNET, 'at least one subnet', 'List subnets of the VPC, or omit it.', 1);

export const CONNECTION_TEST = struct<ConnectionTestOptions>({ vpc: VPC, subnets: SUBNETS }, (rule) => [
  rule(['vpc', 'subnets'], ({ subnets, vpc }) =>
    subnets && !vpc ? [problem('subnets', subnets, "only with 'vpc'", 'Pass the VPC too, or omit it.')] : [],
  ),
]);
