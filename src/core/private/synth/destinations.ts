import type { Stack } from 'aws-cdk-lib';
import { partsOf } from '../policy/document';
import type { Json } from '../policy/request';
import { plain, textOf, texts } from '../policy/text';
import { isBucketElsewhere } from './bucket-owners';
import type { FinalApp } from './final-app';
import { namesAnotherAccount, namesOpenAccount } from './named-account';
import { isRuleOff } from './switched-off';

/** What becomes of data whose destination is in another account, or outside of AWS. */
export const COPIED = 'copies or lists of the data, or notices of each object, go to somebody outside this account';

const OWN = texts(plain({ Ref: 'AWS::AccountId' }))[0];
const ACCOUNT = /^(Bucket)?Account(Id)?$/;
const INTRINSIC = /^(Ref|Fn::\w+)$/;

/** Whether a setting of a bucket in a stack has a destination in another account, or in one that only the deployment knows. */
export function goesToAnotherAccount(app: FinalApp, stack: Stack, setting: unknown, key = ''): boolean {
  if (typeof setting !== 'object' || setting === null) {
    return isElsewhere(app, stack, setting, key);
  }
  const inside = (value: unknown, name: string) => goesToAnotherAccount(app, stack, value, name);
  const [[name, value] = [''], ...more] = Object.entries(setting);
  if (name === 'Fn::If') {
    return (value as unknown[]).slice(1).some((branch) => inside(branch, key));
  }
  if (isRuleOff(setting)) {
    return false;
  }
  return INTRINSIC.test(name) && more.length === 0
    ? isElsewhere(app, stack, setting, key)
    : Object.entries(setting).some(([name, inner]) => inside(inner, Array.isArray(setting) ? key : name));
}

function isElsewhere(app: FinalApp, stack: Stack, value: Json, key: string): boolean {
  const text = textOf(plain(value) ?? '');
  if (ACCOUNT.test(key)) {
    return text !== '' && text !== stack.account && text !== OWN;
  }
  return namesAnotherAccount(text, stack.account) || namesOpenAccount(text) || isBucketElsewhere(app, stack, value);
}

/** The objects in a list, or the one that stands there. */
export const objects = (value: unknown): Record<string, Json>[] =>
  partsOf(value).map(({ value: one }) => Object(one) as Record<string, Json>);
