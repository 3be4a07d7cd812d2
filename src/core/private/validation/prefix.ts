import { problem } from './errors';
import { text } from './text-types';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html, read 2026-11-30. */
const KEY_BYTES = 1024;

/** The prefix of keys. It is used in ARNs and conditions, where some characters would match more than they seem to. */
const RULES = {
  pattern: /^(?!\/)(?!.*(\/\/|\.\.|\$\{))[^*?\\\p{Cc}\u0100-\u{10ffff}]+$/u,
  allowed:
    "a path such as 'office' or 'office/pc-1': no leading slash, no '//', '..', '*', '?', backslash or policy variable, and no characters that " +
    'policies cannot contain (beyond U+00FF)',
};

export const prefixType = (todo: string) =>
  text({
    ...RULES,
    todo,
    standIn: 'x',
    ofToken: (what, value, got) => {
      const isDouble = value.endsWith('/') && !got.endsWith('/');
      return RULES.pattern.test(value) && !isDouble
        ? []
        : [problem(what, value, `${RULES.allowed}; no slash at its end`, 'The library adds that slash. Change the value.')];
    },
    more: (what, got) =>
      Buffer.byteLength(got) < KEY_BYTES
        ? []
        : [problem(what, got, `fewer than ${KEY_BYTES} bytes`, 'No key of S3 is longer, with the prefix. Choose a shorter one.')],
  });

export const PREFIX = prefixType('Omit it for the whole bucket.');

/** Without a trailing slash, which is added wherever the prefix is used; also if there are tokens before it. */
export function normalPrefix<T extends string | undefined>(prefix: T): T {
  return (typeof prefix === 'string' ? prefix.replace(/\/$/, '') : prefix) as T;
}

/** Whether some keys are below both prefixes. Without one, all keys are. */
export const overlap = (one = '', other = ''): boolean => isBelow(one, other) || isBelow(other, one);

const isBelow = (key: string, prefix: string): boolean => prefix === '' || key === prefix || key.startsWith(`${prefix}/`);
