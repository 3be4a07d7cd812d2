import { problem } from './errors';
import { isLookedUpLater } from './looked-up';
import type { Place } from './prop-types';
import { checkFinal, pathIn } from './resolved-later';
import { LEFTOVER, UNFIT } from './text-types';
import { isUnresolved, joined, withoutTokens } from './tokens-in-text';

/** What an id or ARN looks like, and the words for it. */
export type Form = readonly [pattern: RegExp, named: string];
/** An ARN does not end before the name. */
export const ANY_FORM: Form = [/[^:]$/, ''];
const idOf = (kind: string): Form => [new RegExp(`^${kind}-[\\da-z-]+$`), `, whose id begins with '${kind}-'`];
/** Until the CLI has looked them up, the subnets of a VPC have ids such as s-12345 and p-12345. */
export const SUBNET_ID: Form = [/^(subnet|[ps])-[\da-z-]+$/, ", whose id begins with 'subnet-'"];
export const KEY_ARN: Form = [/^arn:[^:]+:kms:[^:]+:[^:]+:key\/[\w-]+$/, ', by an ARN with key/ and its id: policies do not take aliases'];

export const POLICY_ARN: Form = [/^arn:[^:]+:iam::[^:]*:policy\/./, ', by its ARN with policy/ and its name'];
export const ROLE_ARN: Form = [/^arn:[^:]+:iam::[^:]*:role\/./, ', by its ARN with role/ and its name'];

export const VPC_ID = idOf('vpc');
export const ENDPOINT_ID = idOf('vpce');
export const GROUP_ID = idOf('sg');

/** Checks an imported id or ARN, because it goes into policies and templates; again when the values of its tokens are known. */
export function unfitProblems(what: string, text: string, allowed: string, todo: string, form: Form, place: Place): string[] {
  checkFinal(place, what, [text], allowed, (final) => {
    const known = joined(final).replaceAll('…', 'x');
    const isWritten = (typeof final === 'string' && !isLookedUpLater(final)) || known.startsWith('arn:');
    return isWritten ? unfitIn(pathIn(place, what), known, allowed, todo, form) : [];
  });
  return unfitIn(what, text, allowed, todo, form);
}

function unfitIn(what: string, text: string, allowed: string, todo: string, [pattern, named]: Form): string[] {
  const known = withoutTokens(text, 'x');
  if (!isUnresolved(text) && UNFIT.test(text)) {
    return [problem(what, text, `${allowed} with a literal name`, todo)];
  }
  const isWritten = !isUnresolved(text) || known.startsWith('arn:');
  return isWritten && (LEFTOVER.test(known) || !pattern.test(known)) ? [problem(what, text, `${allowed}${named}`, todo)] : [];
}
