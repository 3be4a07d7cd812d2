import { Aws, Names, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { NamingOptions } from '../../naming-options';
import { NAMED } from '../synth/unique-names';
import { isUnresolved } from '../validation/tokens-in-text';
import { definedProps } from './defined-props';

/** How what a principal gets later is called: all but the name of its first policy. */
const NAMING = new WeakMap<iam.IIdentity, NamingOptions>();

/** Of a principal that another construct created or named. */
export const namingOf = (principal: iam.IIdentity): NamingOptions | undefined => NAMING.get(principal);

export function rememberNaming(principal: iam.IIdentity, { namePrefix, path }: NamingOptions): void {
  NAMING.set(principal, { namePrefix, path });
}

/** IAM's quota of the name of a user or role: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, read 2026-11-28. */
const LONGEST = 64;

/**
 * The name of a resource with this construct id: the given one, one with the prefix, or one that CloudFormation generates. With the prefix, it is
 * made of the names of the stack and of the constructs, or of parts and a hash of them if they are too long.
 */
export function nameOf(scope: Construct, id: string, given: string | undefined, { namePrefix }: NamingOptions): string | undefined {
  if (given !== undefined || namePrefix === undefined) {
    return given;
  }
  const stack = Stack.of(scope);
  const path = scope.node.scopes.slice(stack.node.scopes.length).map((one) => one.node.id.replace(/[^A-Za-z0-9]/g, ''));
  const rest = `-${[...path, id].join('-')}`;
  const fits = !isUnresolved(stack.stackName) && `${namePrefix}${stack.stackName}${rest}`.length <= LONGEST;
  const most = { maxLength: LONGEST - namePrefix.length - id.length - 1, separator: '-' };
  return fits ? `${namePrefix}${Aws.STACK_NAME}${rest}` : `${namePrefix}${Names.uniqueResourceName(scope, most)}-${id}`;
}

/** What to do about a name that another one has: given, with the prefix, or by an aspect. Undefined of a given one: to share the principal. */
export const todoOfName = (given: string | undefined, { namePrefix }: NamingOptions = {}): string | undefined =>
  given !== undefined
    ? undefined
    : namePrefix === undefined
      ? NAMED
      : 'Give each stack of this name another namePrefix: IAM knows no regions.';

/** The props of a managed policy. */
export function policyNaming(scope: Construct, id: string, naming: NamingOptions = {}): iam.ManagedPolicyProps {
  const { path, policyName } = naming;
  const given = policyName === undefined || id === 'Policy' ? policyName : `${policyName}-${id}`;
  return definedProps({ path, managedPolicyName: nameOf(scope, id, given, naming) });
}
