import { Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Conditions } from '../model/permission-set';
import type { PolicyResource } from './statements';

/** Types whose ARNs name no account, because accounts share them. */
const SHARED = ['image', 'snapshot'];

/** The ARN of an EC2 resource in this account, or of all resources of its type. */
export function ec2Arn(scope: Construct, region: string, type: string, id = '*'): string {
  const owner = SHARED.includes(type) ? { account: '' } : {};
  return Stack.of(scope).formatArn({ service: 'ec2', region, resource: type, resourceName: id, ...owner });
}

/** For actions that AWS cannot limit to a resource: limits at least the region. */
export const inRegion = (region: string): Conditions => ({ StringEquals: { 'aws:RequestedRegion': region } });

/**
 * Only instances without a role. The product cannot pass roles, so it never launched an instance that has one. The condition therefore
 * excludes all other instances that could be used to gain the rights of a role.
 */
export const WITHOUT_PROFILE: Conditions = { Null: { 'ec2:InstanceProfile': 'true' } };

/**
 * The key that EC2 encrypts volumes with, only through EC2. The suffix is open because AWS does not clearly document that of the China
 * regions.
 */
export function volumeKeyResource(key: kms.IKey | undefined, region: string): PolicyResource | undefined {
  return key && { arns: [key.keyArn], conditions: { StringLike: { 'kms:ViaService': `ec2.${region}.amazonaws.com*` } } };
}
