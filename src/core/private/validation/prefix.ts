import { Token } from 'aws-cdk-lib';
import { problem } from './errors';
import { text } from './text-types';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html, read 2026-11-30. */
const KEY_BYTES = 1024;

/** The prefix of keys. It is used in ARNs and conditions, where some characters would match more than they seem to. */
export const PREFIX = text({
  pattern: /^(?!\/)(?!.*(\/\/|\.\.|\$\{))[^*?\\\p{Cc}\u0100-\u{10ffff}]+$/u,
  allowed:
    "a path such as 'office' or 'office/pc-1': no leading slash, no '//', '..', '*', '?', backslash or policy variable, and no characters that " +
    'policies cannot contain (beyond U+00FF)',
  todo: 'Omit it for the whole bucket.',
  standIn: 'x',
  more: (what, got) =>
    Buffer.byteLength(got) < KEY_BYTES
      ? []
      : [problem(what, got, `fewer than ${KEY_BYTES} bytes`, 'No key of S3 is longer, with the prefix. Choose a shorter one.')],
});

/** Without a trailing slash, which is added wherever the prefix is used. */
export function normalPrefix<T extends string | undefined>(prefix: T): T {
  return (typeof prefix === 'string' && !Token.isUnresolved(prefix) ? prefix.replace(/\/$/, '') : prefix) as T;
}

/** Whether some keys are below both prefixes. Without one, all keys are. */
export const overlap = (one = '', other = ''): boolean => isBelow(one, other) || isBelow(other, one);

const isBelow = (key: string, prefix: string): boolean => prefix === '' || key === prefix || key.startsWith(`${prefix}/`);
