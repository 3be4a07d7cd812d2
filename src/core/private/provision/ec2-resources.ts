import { Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Conditions } from '../model/permission-set';
import type { PolicyResource } from './statements';
import { throughService } from './via-service';

const EVERY = '*';

/**
 * Types that accounts share, and the account in their ARNs: none, or that of the owner, which may be another account (AWS RAM).
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html, read 2026-11-28
 */
const SHARED: Readonly<Record<string, string>> = { image: '', snapshot: '', 'security-group': EVERY, subnet: EVERY };

/** The ARN of an EC2 resource, or of all resources of its type in this account. An id is unique, so its owner may be any account. */
export function ec2Arn(scope: Construct, region: string, type: string, id = EVERY): string {
  const owner = SHARED[type];
  const account = owner === EVERY && id === EVERY ? undefined : owner;
  return Stack.of(scope).formatArn({ service: 'ec2', region, resource: type, resourceName: id, account });
}

/** For actions that AWS cannot limit to a resource: limits at least the region. */
export const inRegion = (region: string): Conditions => ({ StringEquals: { 'aws:RequestedRegion': region } });

/**
 * Only instances without a role. The product cannot pass roles, so it never launched an instance that has one. The condition therefore
 * excludes all other instances that could be used to gain the rights of a role.
 */
export const WITHOUT_PROFILE: Conditions = { Null: { 'ec2:InstanceProfile': 'true' } };

/** The key that EC2 encrypts volumes with, only through EC2. */
export function volumeKeyResource(key: kms.IKey | undefined, region: string): PolicyResource | undefined {
  return key && { arns: [key.keyArn], conditions: throughService('ec2', region) };
}
