import type { Json } from '../policy/request';
import { plain, texts } from '../policy/text';
import { namesAnotherAccount } from './named-account';

/** What becomes of data whose destination is in another account. */
export const COPIED = 'another account gets copies or lists of the data, or notice of each object';

const OWN = texts(plain({ Ref: 'AWS::AccountId' }))[0];
const ACCOUNT = /^(Bucket)?Account(Id)?$/;

/** Whether a setting of a bucket has a destination in another account: by its account, which only the deployment may know, or by an ARN. */
export const goesToAnotherAccount = (setting: unknown, account: string): boolean => goes(plain(setting as Json), account);

function goes(value: Json, account: string, key = ''): boolean {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).some(([name, inner]) => goes(inner as Json, account, Array.isArray(value) ? key : name));
  }
  const text = String(value ?? '');
  if (ACCOUNT.test(key)) {
    return text !== account && text !== OWN;
  }
  return namesAnotherAccount(text, account);
}
