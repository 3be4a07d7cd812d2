import { Token } from 'aws-cdk-lib';
import { text } from './text-types';

/** The prefix of keys. It goes into ARNs and conditions, where some characters would reach further than they look. */
export const PREFIX = text({
  pattern: /^(?!\/)(?!.*(\/\/|\.\.|\$\{))[^*?\\\p{Cc}\u0100-\u{10ffff}]+$/u,
  allowed:
    "a path such as 'office' or 'office/pc-1': no slash at the start, no '//', '..', '*', '?', backslash or policy variable, and no letters that " +
    'policies cannot have (beyond U+00FF)',
  todo: 'Leave it out for the whole bucket.',
  standIn: 'x',
});

/** Without a slash at its end, which is added wherever it is used. */
export function normalPrefix<T extends string | undefined>(prefix: T): T {
  return (typeof prefix === 'string' && !Token.isUnresolved(prefix) ? prefix.replace(/\/$/, '') : prefix) as T;
}
