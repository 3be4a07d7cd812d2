import type { Stack } from 'aws-cdk-lib';
import { NAMES } from '../model/names';
import { symbols, token } from '../policy/text';
import type { FinalApp } from './final-app';
import type { FinalResource } from './final-resource';
import { SECRET } from './meanings';
import { SHARED } from './pseudo';
import type { Target } from './targets';
import { arnOf } from './written-arn';

// How resources of the app stand in a text of `textIn`: whatever attribute a name or ARN is made from, it is the same text.

/** Writes values of a stack. */
type WriteIn = (stack: Stack) => (value: unknown) => string;

/** Which attributes are the ARN, and how it begins, of types that have another one than `Arn`, or that no policy names. */
const ARNS: Readonly<Record<string, readonly [attribute: RegExp, arn: string]>> = {
  'AWS::IAM::ManagedPolicy': [/^(PolicyArn|Ref)$/, 'iam::ACCOUNT:policy/'],
  'AWS::KMS::ReplicaKey': [/^Arn$/, 'kms:REGION:ACCOUNT:key/'],
  [SECRET]: [/^(Id|Ref)$/, 'secretsmanager:REGION:ACCOUNT:secret:'],
};

const ofType = (type: string): (typeof ARNS)[string] | undefined => ARNS[type] ?? (NAMES[type] && [/^Arn$/, NAMES[type][1]]);

/** What only the deployment knows, without punctuation. */
export const mark = (what: string): string => token(0).replace('0', encodeURIComponent(what).replaceAll('.', '%2E'));

const [NAME, RANDOM, SUFFIX] = ['Ref', 'Random', 'Suffix'];

/** What a reference writes: an ARN that ends with the mark of a name, or a mark. */
export function marked(app: FinalApp, { attribute, element }: Target, writeIn: WriteIn): string {
  const final = app.find(element);
  const [at, arn] = ofType(final?.Type ?? '') ?? [];
  if (final && arn !== undefined && at?.test(attribute)) {
    return arnOf(final, arn, endsOf(final, writeIn)[0], writeIn(element.stack));
  }
  return mark(`${element.node.path} ${attribute === 'KeyId' && arn !== undefined ? NAME : attribute}`);
}

/**
 * How its ARN ends, and then the name alone, if that is less. Of a secret, CloudFormation generates a name of two words, and its ARN has a suffix:
 * `Secret.secretName` takes these apart.
 */
function endsOf({ construct: { node, stack }, Properties: { Name }, Type }: FinalResource, writeIn: WriteIn): string[] {
  const [id, random, suffix] = [NAME, RANDOM, SUFFIX].map((part) => mark(`${node.path} ${part}`));
  const nameOf = () => (Name === undefined ? `${id}-${random}` : writeIn(stack)(Name));
  return Type === SECRET ? [nameOf()].flatMap((name) => [`${name}-${suffix}`, name]) : [id];
}

/** The resource whose name a text is, by its marks. */
export function namedByMarks(app: FinalApp, text: string, writeIn: WriteIn): FinalResource | undefined {
  const final = resourceOf(app, symbols(text).pop());
  return final && endsOf(final, writeIn).includes(text) ? final : undefined;
}

/** The resource that a mark in a name is of. */
function resourceOf(app: FinalApp, symbol = ''): FinalResource | undefined {
  const [, path = '', part] = /^\uE000(.*)%20(\w+)\uE001$/.exec(symbol) ?? [];
  const final = [NAME, RANDOM, SUFFIX].includes(part) ? app.at(decodeURIComponent(path)) : undefined;
  return final && ofType(final.Type) ? final : undefined;
}

const OF_ARN = SHARED.map(mark);

/** Whether a mark holds no separator: names have few signs (.../IAM/latest/UserGuide/reference_iam-quotas.html), the words of a secret none. */
export const isWhole =
  (app: FinalApp) =>
  (symbol: string, separator: string): boolean => {
    const type = resourceOf(app, symbol)?.Type;
    return type === SECRET
      ? /[^a-z0-9]/i.test(separator)
      : /[^\w+=,.@-]/.test(separator) && (type !== undefined || OF_ARN.includes(symbol));
  };
