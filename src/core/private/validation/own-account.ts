import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Whether it is `AWS::AccountId`, whichever token stands for it. */
export function isOwnAccount(scope: Construct, account: string): boolean {
  return Token.isUnresolved(account) && JSON.stringify(Stack.of(scope).resolve(account)) === '{"Ref":"AWS::AccountId"}';
}
