import { GENERATED } from '../model/names';
import { isDrawn } from '../policy/drawn';
import { isToken, symbols } from '../policy/text';
import { knownIn } from './known-names';
import { oncePerStack } from './once';
import { type KnownLengths, type Lengths, lengthsOf } from './policy-size';

/**
 * A name that CloudFormation generates from those of stack and resource, with 12 or 13 random characters, and shortens to what the type takes
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html; the numbers are observed).
 */
const SHORTENED: Lengths = [24, 63];

/** What is known in a stack of the length of names and ARNs: partition, account, region, names given and generated. */
export const lengthsIn = oncePerStack((app, stack): KnownLengths => {
  const known = knownIn(app, stack);
  const lengths = new Map<string, Lengths>();
  return (intrinsic) => {
    const text = known(intrinsic);
    if (typeof text !== 'string') {
      return undefined;
    }
    const found = lengths.get(text) ?? lengthsOfText(text);
    lengths.set(text, found);
    return found;
  };
});

/** The longest that an intrinsic can be, by its JSON. */
export const longestIn = oncePerStack((app, stack): ((json: string) => number) => {
  const known = lengthsIn(app, stack);
  const longest = new Map<string, number>();
  return (json) => {
    const intrinsic: object = longest.has(json) ? {} : JSON.parse(json);
    const most = longest.get(json) ?? (known(intrinsic) ?? lengthsOf(intrinsic))[1];
    longest.set(json, most);
    return most;
  };
});

function lengthsOfText(text: string): Lengths {
  const all = symbols(text);
  const start = Math.max(all.lastIndexOf(':'), all.lastIndexOf('/')) + 1;
  const [before, name] = [sum(all.slice(0, start)), all.slice(start)];
  const generated = name.join('');
  if (!generated.endsWith(GENERATED)) {
    return plus(before, sum(name));
  }
  const isKnown = generated.length < SHORTENED[1] && generated.indexOf(GENERATED) === generated.lastIndexOf(GENERATED); // not in a nested stack
  return plus(before, isKnown ? [generated.length, generated.length + 1] : SHORTENED);
}

const plus = (one: Lengths, other: Lengths): Lengths => [one[0] + other[0], one[1] + other[1]];

const sum = (all: readonly string[]): Lengths =>
  all.map((one): Lengths => (isToken(one) && !isDrawn(one) ? lengthsOf(JSON.parse(one.slice(1, -1))) : [1, 1])).reduce(plus, [0, 0]);
