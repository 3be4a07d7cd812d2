import type { Construct } from 'constructs';
import { warn } from './warnings';

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Words that people write where a value is still missing. */
const PLACEHOLDERS = set(
  'change changeme changeit dummy example examples fixme foo foobar insert my placeholder replace replaceme sample tbd test testing tests todo your',
);

/** Words that name the value: together with one of the above, they are a placeholder too. */
const NAMES = set(
  'a account aws customer enter ext external extid externalid from goes here id identifier it key me paste provider put role string the value vendor with',
);

/** Text that people type to get past a required field. */
const TYPED = set('abc abcd abc123 asdf asdfgh none null qwerty string 12345 123456 1234567 12345678 123456789 1234567890');

/** Anyone who guesses the external id can reach the role through the vendor. Of several, the deployment decides. */
export function warnAboutPlaceholder(scope: Construct, externalIds: readonly string[]): void {
  const externalId = externalIds.find(isPlaceholder);
  if (externalId !== undefined) {
    const text =
      `externalId '${externalId}' is a placeholder: any other customer of the vendor could guess it and reach your account through the vendor. ` +
      "Copy your external id from the vendor's console.";
    warn(scope, 'cdk-vendor-access:core.placeholderExternalId', text);
  }
}

/**
 * Whether an external id is certainly a placeholder: all of its words are such words, or only say that it is an external id, or it repeats one
 * letter. A real id contains other words or longer numbers.
 */
export function isPlaceholder(externalId: string): boolean {
  const words = externalId
    .replace(/^.*ext(ernal)?-?id:/i, '')
    .replace(/([a-z])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$&-')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
  return (
    (words.length === 1 && TYPED.has(words[0])) ||
    /^(([a-z0])\2+|(\d)\3{3,})$/.test(words.join('')) ||
    (words.length > 1 && words.every((word) => /^(.)\1{3,}$/.test(word))) ||
    saysNothing(words.map((word) => word.replace(/\d{1,3}$/, '')).filter((word) => word !== ''))
  );
}

function saysNothing(words: readonly string[]): boolean {
  const isName = /(^|-)ext(ernal)?-?id(-|$)/.test(words.join('-'));
  return (isName || words.some((word) => PLACEHOLDERS.has(word))) && words.every((word) => PLACEHOLDERS.has(word) || NAMES.has(word));
}
