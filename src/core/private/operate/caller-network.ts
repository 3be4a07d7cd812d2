import { Fn, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ConnectionTestOptions } from '../../connection-test-options';
import type { BucketAccess } from '../provision/bucket-access';
import { problem, throwIfAny } from '../validation/errors';

/** A test that acts as the user has to call from one of the networks that the user is bound to. */
export function checkNetwork(scope: Construct, { onlyFrom }: BucketAccess, acts: boolean, { vpc }: ConnectionTestOptions): void {
  const todo = 'Give a VPC whose calls come from these networks: those of AWS Lambda itself would be refused.';
  const isElsewhere = acts && onlyFrom && !vpc;
  throwIfAny(scope, isElsewhere ? [problem('connectionTest', 'no vpc', "ConnectionTest.atDeployment({ vpc }) with 'onlyFrom'", todo)] : []);
}

/** One network that the principal may call from, for simulations: the product calls from there. */
export function networkContext({ onlyFrom }: BucketAccess): Record<string, string> {
  const { addresses: [address] = [], vpcEndpoints: [endpoint] = [], vpcs: [vpc] = [] } = onlyFrom?.networks ?? {};
  if (address !== undefined) {
    return { 'aws:SourceIp': Token.isUnresolved(address) ? Fn.select(0, Fn.split('/', address)) : address.split('/')[0] };
  }
  if (endpoint) {
    return { 'aws:SourceVpce': endpoint.vpcEndpointId };
  }
  return vpc ? { 'aws:SourceVpc': vpc.vpcId } : {};
}
