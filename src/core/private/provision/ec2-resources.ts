import { Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Conditions } from '../model/permission-set';
import type { PolicyResource } from './statements';

/** Types whose ARNs name no account, because accounts share them. */
const SHARED = ['image', 'snapshot'];

/** The ARN of a resource of EC2 in this account, or of all of its type. */
export function ec2Arn(scope: Construct, region: string, type: string, id = '*'): string {
  const owner = SHARED.includes(type) ? { account: '' } : {};
  return Stack.of(scope).formatArn({ service: 'ec2', region, resource: type, resourceName: id, ...owner });
}

/** For what AWS cannot narrow to a resource: the region at least. */
export const inRegion = (region: string): Conditions => ({ StringEquals: { 'aws:RequestedRegion': region } });

/**
 * Instances without a role only. Who may not pass a role to an instance cannot have launched one that carries a role, so that the condition
 * spares every instance that is not the product's and could be used to gain the rights of its role.
 */
export const WITHOUT_PROFILE: Conditions = { Null: { 'ec2:InstanceProfile': 'true' } };

/** The key that EC2 encrypts volumes with, through EC2 only; the ending is open because that of the China regions is not documented with certainty. */
export function volumeKeyResource(key: kms.IKey | undefined, region: string): PolicyResource | undefined {
  return key && { arns: [key.keyArn], conditions: { StringLike: { 'kms:ViaService': `ec2.${region}.amazonaws.com*` } } };
}
