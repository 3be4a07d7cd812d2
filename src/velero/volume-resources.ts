import { Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { ec2Arn, inRegion, volumeKeyResource } from '../core/private/provision/ec2-resources';
import type { PolicyResources } from '../core/private/provision/statements';
import type { VeleroResource } from './permissions';

/** The volumes of the account and its snapshots, in the region of the stack. */
export function volumeResources(scope: Construct, key: kms.IKey | undefined): PolicyResources<VeleroResource> {
  const { region } = Stack.of(scope);
  const [volume, snapshot] = ['volume', 'snapshot'].map((type) => ec2Arn(scope, region, type));
  return {
    region: { arns: ['*'], conditions: inRegion(region) },
    volume: { arns: [volume] },
    snapshot: { arns: [snapshot] },
    volumeOrSnapshot: { arns: [volume, snapshot] },
    volumeKey: volumeKeyResource(key, region),
  };
}
