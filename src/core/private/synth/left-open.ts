import { matches, pairs } from '../policy/pattern';
import { isAccount, named } from '../policy/principal';
import type { Asked, Cause, Principal } from '../policy/request';
import { hasToken, plain, textOf, texts } from '../policy/text';

/** In a stack that does not know its account, who names one means that of the deployment. */
export const ACCOUNT = /^(aws:(Principal|Resource)Account|s3:ResourceAccount|kms:CallerAccount)$/i;

/**
 * Whether it is the policy that leaves to the deployment what a condition means, not the caller: a parameter in the place of an account, or in
 * an exception. A parameter that names somebody else by a name of its own means nobody whom the app creates.
 */
export function isLeftOpen({ given, key, operator, values }: Asked): boolean {
  const [own] = given ?? [];
  const open = texts(values).filter(hasToken);
  const isKnown = own !== undefined && !hasToken(own);
  return isKnown && open.some((value) => /Not/.test(operator) || ACCOUNT.test(key) || isButForAccount(value, own));
}

/** Elements that are not known because of what the policy leaves to the deployment, or because an exception may not be complete. */
export function openIn({ elements, statement = {} }: Cause, caller: Principal): ('Principal' | 'NotPrincipal' | 'NotResource')[] {
  const { NotPrincipal, NotResource, Principal } = statement;
  const [arn, account] = [caller.arn, caller.account].map((one) => textOf(plain(one)));
  const isOpenAccount = (value: string) => hasToken(value) && !hasToken(account) && isAccount(value, account) === undefined;
  const isOpen = (value: string) => isButForAccount(value, arn) || isOpenAccount(value);
  const whom =
    NotPrincipal !== undefined
      ? hasToken(arn)
        ? []
        : (['NotPrincipal'] as const)
      : named(Principal).some(isOpen)
        ? (['Principal'] as const)
        : [];
  return [
    ...(elements.includes('Principal') ? whom : []),
    ...(elements.includes('Resource') && texts(NotResource).some(hasToken) ? (['NotResource'] as const) : []),
  ];
}

/** Whether two ARNs are the same but for their accounts, which may be the same: only the deployment knows. */
function isButForAccount(wanted: string, own: string): boolean {
  const parts = pairs(wanted, own) ?? [];
  return parts.length > 0 && parts.every(([one, other], at) => matches(one, other, 'text') === (at === 4 ? undefined : true));
}
