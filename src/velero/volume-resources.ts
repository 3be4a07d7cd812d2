import { Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Conditions } from '../core/private/model/permission-set';
import { ec2Arn, inRegion, volumeKeyResource } from '../core/private/provision/ec2-resources';
import type { PolicyResources } from '../core/private/provision/statements';
import type { VeleroResource } from './permissions';

/** Every snapshot that Velero takes has this tag, and every volume that it restores gets the tags of its snapshot. */
const tagged = (of: 'Request' | 'Resource'): Conditions => ({ Null: { [`aws:${of}Tag/velero.io/backup`]: 'false' } });

/** The volumes of the account and its snapshots, in the region of the stack. */
export function volumeResources(scope: Construct, key: kms.IKey | undefined): PolicyResources<VeleroResource> {
  const { region } = Stack.of(scope);
  const [volume, snapshot] = ['volume', 'snapshot'].map((type) => ec2Arn(scope, region, type));
  return {
    region: { arns: ['*'], conditions: inRegion(region) },
    volume: { arns: [volume] },
    newSnapshot: { arns: [snapshot], conditions: tagged('Request') },
    ownSnapshot: { arns: [snapshot], conditions: tagged('Resource') },
    newVolume: { arns: [volume], conditions: tagged('Request') },
    tag: { arns: [volume, snapshot] },
    volumeKey: volumeKeyResource(key, region),
  };
}
