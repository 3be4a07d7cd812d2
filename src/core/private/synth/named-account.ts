import { Token } from 'aws-cdk-lib';
import { accountIn } from '../policy/text';

/** Whether an ARN certainly names another account than that of the stack: what names none is of this one. */
export function namesAnotherAccount(text: string, account: string): boolean {
  const of = accountIn(text);
  return of !== undefined && /^\d{12}$/.test(of) && of !== account && !Token.isUnresolved(account);
}
