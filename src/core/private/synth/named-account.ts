import { segments } from '../policy/pattern';
import { intrinsicOf } from '../policy/text';
import { isUnresolved } from '../validation/tokens-in-text';

/** Whether an ARN certainly names another account than that of the stack: what names none is of this one. */
export function namesAnotherAccount(text: string, account: string): boolean {
  const of = accountIn(text);
  return of !== undefined && /^\d{12}$/.test(of) && of !== account && !isUnresolved(account);
}

/** Whether the account in an ARN is a parameter. */
export function namesOpenAccount(text: string): boolean {
  const { Ref = 'AWS::AccountId' } = (intrinsicOf(accountIn(text) ?? '') ?? {}) as { Ref?: string };
  return !Ref.startsWith('AWS::');
}

/** The account that an ARN names, if it is an ARN. An intrinsic is one of its parts, whatever its JSON contains. */
function accountIn(text: string): string | undefined {
  const [arn, , , , account] = segments(text);
  return arn === 'arn' ? account : undefined;
}
