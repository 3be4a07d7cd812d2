import { problem } from './errors';
import { isLookedUpLater } from './looked-up';
import { type Place, type PropType, propType } from './prop-types';
import { textReachProblems } from './reachable';
import { checkFinal, pathIn, valuesOfParameter } from './resolved-later';
import { isUnresolved, joined, withoutLater, withoutTokens } from './tokens-in-text';

interface TextRules {
  readonly pattern: RegExp;
  readonly allowed: string;
  readonly todo: string;
  /** Replaces a token while the rest of the text is checked. Without it, the rest must only be valid in a policy. */
  readonly standIn?: string;
  /** Whether AWS compares it as a whole: a dynamic reference does not hide what its letters do. */
  readonly compared?: boolean;
  /** Why the value must be known at synth, if it must. */
  readonly literal?: string;
  /** Further checks of a value that matches the pattern. */
  readonly more?: (what: string, got: string, place: Place) => string[];
  /** Checks what a token stands for: at synth, or as a value of a parameter. Without it, that value is checked like a literal. */
  readonly ofToken?: (what: string, value: string, got: string) => string[];
  /** Checks how the text begins and ends, which may be known although the middle is not. */
  readonly ends?: (what: string, got: string) => string[];
}

/** The result of a template literal, or another language's, with a missing value. */
export const LEFTOVER = /(^|[^A-Za-z\d])(undefined|null|NaN)($|[^A-Za-z\d])|(^|[/:=])None($|[/:=])|\[object \w+\]/;

/** Characters that match more in a policy than they seem to, and those that IAM refuses. */
export const UNFIT = /[*?]|\$\{|\p{Cc}|[^\0-\u00ff]/u;

/** A string. All of them end up in policies, ARNs, names or outputs. */
export function text(rules: TextRules): PropType<string> {
  const { allowed, todo } = rules;
  return propType<string>(
    (got) => typeof got === 'string',
    `${allowed}, as a string`,
    todo,
    (what, got, place) => {
      if (isLookedUpLater(got)) return [];
      checkAgain(place, what, got, rules);
      return problemsOf(what, got, rules, place);
    },
  );
}

function problemsOf(what: string, got: string, rules: TextRules, place: Place): string[] {
  const { allowed, ends = () => [], more = () => [] } = rules;
  const wrong = wrongText(got, rules);
  return wrong === undefined
    ? [...more(what, got, place), ...ends(what, got), ...textReachProblems(what, got, allowed, place)]
    : [problem(what, got, allowed, wrong)];
}

/** What to do about it; undefined if nothing is wrong. */
function wrongText(got: string, { compared, literal, pattern, standIn, todo }: TextRules): string | undefined {
  if (isUnresolved(got) && literal) {
    return literal;
  }
  const known = (compared ? withoutLater : withoutTokens)(got, standIn ?? 'x');
  if (LEFTOVER.test(known)) {
    return 'A missing value was interpolated into this string.';
  }
  return (known !== got && standIn === undefined ? !UNFIT.test(known) : pattern.test(known)) ? undefined : todo;
}

/** Checks again when the tokens of a text have their values, which synth may know: a lookup, a Lazy value. */
function checkAgain(place: Place, name: string, got: string, rules: TextRules): void {
  const what = pathIn(place, name);
  const { ends = () => [], ofToken } = rules;
  const ofValue = ofToken ?? ((one, value) => problemsOf(one, value, rules, place));
  checkFinal(place, name, [got], rules.allowed, (final) => {
    if (typeof final !== 'string') {
      return [...ends(what, joined(final)), ...valuesOfParameter(what, got).flatMap(([one, value]) => ofValue(one, value, got))];
    }
    const wrong = isLookedUpLater(final) ? [] : problemsOf(what, final, rules, place);
    return wrong.length > 0 || isLookedUpLater(final) ? wrong : (ofToken?.(what, final, got) ?? []);
  });
}

export const ANOTHER = 'Choose another name, or omit it for a generated one.';

/** The name of a user or role. */
export const IAM_NAME = text({
  pattern: /^[\w+=,.@-]{1,64}$/,
  allowed: '1 to 64 of letters, digits and _+=,.@-',
  todo: ANOTHER,
  standIn: 'x',
});

/** The name of a group or managed policy. */
export const LONG_IAM_NAME = text({
  pattern: /^[\w+=,.@-]{1,128}$/,
  allowed: '1 to 128 of letters, digits and _+=,.@-',
  todo: ANOTHER,
  standIn: 'x',
});

export const SECRET_NAME = text({
  pattern: /^[\w/+=.@-]{1,512}$/,
  allowed: '1 to 512 of letters, digits and /_+=.@-',
  todo: ANOTHER,
  standIn: 'x',
});

export const REGION = text({
  pattern: /^[a-z]{2,4}(-[a-z]+)+-\d+$/,
  allowed: 'a region, such as eu-west-1',
  todo: 'Omit it for the region of the stack.',
});
