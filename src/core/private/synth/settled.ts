import type { Json } from '../policy/request';
import { plain, textOf } from '../policy/text';
import type { Choose } from './every-case';

/** What the deployment may decide. */
export interface Deciding {
  readonly choose: Choose;
  /** The values that the parameter behind an intrinsic allows, if it says so. */
  allowed(intrinsic: object): readonly unknown[] | undefined;
  /** To be called for a structure that nobody can guess. */
  unknown(): void;
}

const EITHER = [true, false];

/** What rules compare with literals. If the deployment decides it, it may be any of these; other values are like the last one. */
const WORDS: Readonly<Record<string, readonly unknown[]>> = {
  AccessControl: ['PublicRead', 'LogDeliveryWrite', 'Private'],
  BlockPublicAcls: EITHER,
  Enabled: EITHER,
  EncryptionType: ['NONE', 'SSE-C'],
  ExpiredObjectDeleteMarker: EITHER,
  IgnorePublicAcls: EITHER,
  ObjectLockEnabled: EITHER,
  Origin: ['EXTERNAL', 'AWS_KMS'],
  ObjectOwnership: ['ObjectWriter', 'BucketOwnerEnforced'],
  SSEAlgorithm: ['aws:kms', 'AES256'],
  Status: ['Enabled', 'Disabled'],
  StorageClass: ['GLACIER', 'STANDARD_IA'],
};

const STRUCTURE = /(Configuration|Rule|Transition|Type|Retention)s?$|(Controls|Encryption|ByDefault)$/;

/** Whether nothing in a setting is for the deployment to decide, or a text that means true or false. */
export const isSettled = (value: unknown): boolean => !/"(Ref|true|false)"|"Fn::/.test(JSON.stringify(value) ?? '');

/** A setting of a bucket or key as one deployment may have it: without `Fn::If`, and with words in the place of parameters. */
export function settled(value: unknown, name: string, deciding: Deciding): unknown {
  if (Array.isArray(value)) {
    return value.map((one) => settled(one, name, deciding)).filter((one) => one !== undefined);
  }
  if (typeof value !== 'object' || value === null) {
    return WORDS[name] === EITHER && /^(true|false)$/.test(String(value)) ? String(value) === 'true' : value;
  }
  const [key = '', ...more] = Object.keys(value);
  if (more.length === 0 && /^(Ref|Fn::\w+)$/.test(key)) {
    return ofIntrinsic(value as Record<string, unknown>, key, name, deciding);
  }
  const entries = Object.entries(value).map(([inner, one]) => {
    if (inner.startsWith('Fn::')) {
      deciding.unknown(); // a macro, or a loop
    }
    return [inner, settled(one, inner, deciding)];
  });
  return Object.fromEntries(entries.filter(([, one]) => one !== undefined));
}

function ofIntrinsic(value: Record<string, unknown>, key: string, name: string, deciding: Deciding): unknown {
  const { [key]: argument } = value;
  const question = `${name} ${JSON.stringify(value)}`;
  if (argument === 'AWS::NoValue') {
    return undefined;
  }
  if (key === 'Fn::If' && Array.isArray(argument)) {
    const [condition, ...branches] = argument;
    return settled(deciding.choose(String(condition), branches), name, deciding);
  }
  if (name in WORDS) {
    return settled(deciding.choose(question, deciding.allowed(value) ?? WORDS[name]), name, deciding);
  }
  if (name === 'Prefix') {
    const text = textOf(plain(value as Json));
    const [known] = text.split('\uE000'); // what follows may be nothing
    return known === text ? text : deciding.choose(question, [text, known]);
  }
  if (STRUCTURE.test(name) || key === 'Fn::Transform') {
    deciding.unknown();
  }
  return value;
}
