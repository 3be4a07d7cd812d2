import { isButForAccount } from '../policy/pattern';
import type { Asked } from '../policy/request';
import { hasToken, texts } from '../policy/text';

const ACCOUNT = /^(aws:(Principal|Resource)Account|s3:ResourceAccount|kms:CallerAccount)$/i;

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
