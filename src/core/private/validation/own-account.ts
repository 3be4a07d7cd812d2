import { Stack, TokenComparison } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { compare } from './looked-up';
import { isUnresolved } from './tokens-in-text';

/** Whether it is the account of the stack, or `AWS::AccountId`, whichever token stands for it. */
export function isOwnAccount(scope: Construct, account: string): boolean {
  const stack = Stack.of(scope);
  const isPseudo = isUnresolved(account) && JSON.stringify(stack.resolve(account)) === '{"Ref":"AWS::AccountId"}';
  return isPseudo || compare(account, stack.account) === TokenComparison.SAME;
}
