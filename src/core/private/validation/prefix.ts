import { Token } from 'aws-cdk-lib';
import { problem } from './errors';

const ALLOWED =
  "a path such as 'office' or 'office/pc-1': no slash at the start, no '//', '..', '*', '?' or policy variable, and no letters that policies " +
  'cannot have (beyond U+00FF)';

/** What is wrong with the prefix of keys that a user gave. It goes into ARNs and conditions, where some characters would reach further than they look. */
export function prefixProblems(what: string, prefix: string | undefined): string[] {
  if (prefix === undefined || Token.isUnresolved(prefix)) {
    return [];
  }
  const wrong =
    typeof prefix !== 'string' || prefix === '' || prefix.startsWith('/') || /[*?]|\.\.|\/\/|\$\{|\p{Cc}|[^\0-\u00ff]/u.test(prefix);
  return wrong ? [problem(what, prefix, ALLOWED, 'Leave it out for the whole bucket.')] : [];
}

/** Without a slash at its end, which is added wherever it is used. */
export function normalPrefix<T extends string | undefined>(prefix: T): T {
  return (typeof prefix === 'string' && !Token.isUnresolved(prefix) ? prefix.replace(/\/$/, '') : prefix) as T;
}
