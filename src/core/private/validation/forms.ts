import { problem } from './errors';
import { LEFTOVER, UNFIT } from './text-types';
import { isUnresolved, withoutTokens } from './tokens-in-text';

/** What an id or ARN looks like, and the words for it. */
export type Form = readonly [pattern: RegExp, named: string];
export const ANY_FORM: Form = [/./, ''];
const idOf = (kind: string): Form => [new RegExp(`^${kind}-[\\da-z-]+$`), `, whose id begins with '${kind}-'`];
/** Until the CLI has looked them up, the subnets of a VPC have ids such as s-12345 and p-12345. */
export const SUBNET_ID: Form = [/^(subnet|[ps])-[\da-z-]+$/, ", whose id begins with 'subnet-'"];
export const KEY_ARN: Form = [/^arn:[^:]+:kms:[^:]+:[^:]+:key\/[\w-]+$/, ', by an ARN with key/ and its id: policies do not take aliases'];

export const VPC_ID = idOf('vpc');
export const ENDPOINT_ID = idOf('vpce');
export const GROUP_ID = idOf('sg');

/** Checks an imported id or ARN, because it goes into policies. Tokens are checked when their values are known. */
export function unfitProblems(what: string, text: string, allowed: string, todo: string, [pattern, named]: Form): string[] {
  const known = withoutTokens(text, 'x');
  if (!isUnresolved(text) && UNFIT.test(text)) {
    return [problem(what, text, `${allowed} with a literal name`, todo)];
  }
  const isWritten = !isUnresolved(text) || known.startsWith('arn:');
  return isWritten && (LEFTOVER.test(known) || !pattern.test(known)) ? [problem(what, text, `${allowed}${named}`, todo)] : [];
}
