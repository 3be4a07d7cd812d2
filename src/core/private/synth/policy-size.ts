/** The shortest and the longest value of something known only at deployment. */
export type Lengths = readonly [least: number, most: number];

/** The lengths of an intrinsic, as far as they are known. */
export type KnownLengths = (intrinsic: object) => Lengths | undefined;

// The regions and partitions of the region information of the CDK.
const PSEUDO: Record<string, Lengths> = {
  'AWS::AccountId': [12, 12],
  'AWS::Partition': ['aws'.length, 'aws-us-gov'.length],
  'AWS::Region': ['eu-west-1'.length, 'ap-northeast-1'.length],
  'AWS::URLSuffix': ['c2s.ic.gov'.length, 'amazonaws.com.cn'.length],
};
/** Of a bucket or a key, a name, and an id of EC2. */
const ARN: Lengths = [0, 'arn:aws-us-gov:kms:ap-northeast-1:111122223333:key/11111111-2222-3333-4444-555555555555'.length];
const REFERENCE: Lengths = [0, 64];
/** Of a key. That of a role is shorter. */
const ID: Lengths = [0, '11111111-2222-3333-4444-555555555555'.length];
const EC2_ID: Lengths = [0, 'subnet-0123456789abcdef0'.length];

const EC2_ID_FOLLOWS = /:(subnet|security-group)\/$/;

/** A text that JSON writes as it is, without whitespace. */
const PLAIN = /^[\w:*/.@=+,${}[\]()-]*$/;

const LEAST = 0;
const MOST = 1;

/** By its kind only. */
export function lengthsOf(intrinsic: object | null): Lengths {
  const { Id, Ref } = Object(intrinsic) as { Id?: unknown; Ref?: unknown };
  return Id !== undefined ? ID : Ref === undefined ? ARN : (PSEUDO[String(Ref)] ?? REFERENCE);
}

/**
 * The length of a resolved policy with the longest possible value for everything that is known only at deployment. IAM does not count
 * whitespace; STS counts it in a session policy.
 */
export function worstCase(value: unknown, blanks = false, known?: KnownLengths): number {
  return sizes(MOST, blanks, known)(value);
}

/** The least that IAM can count. */
export function bestCase(value: unknown, known?: KnownLengths): number {
  return sizes(LEAST, false, known)(value);
}

function sizes(end: 0 | 1, blanks: boolean, known?: KnownLengths): (value: unknown) => number {
  const ofText = (text: string) => (blanks ? text : text.replace(/\s/g, '')).length;
  const ofParts = (parts: readonly unknown[]) => {
    const isId = (index: number) => typeof parts[index] === 'object' && EC2_ID_FOLLOWS.test(String(parts[index - 1]));
    return parts.reduce((sum: number, item, index) => sum + (isId(index) ? EC2_ID[end] : sizeOf(item)), 0);
  };
  const sizeOf = (value: unknown): number => {
    if (typeof value === 'string' && PLAIN.test(value)) {
      return value.length + 2;
    }
    if (typeof value !== 'object' || value === null) {
      return ofText(JSON.stringify(value ?? null));
    }
    if (Array.isArray(value)) {
      return 2 + value.reduce((sum: number, item) => sum + sizeOf(item) + 1, 0);
    }
    const structure = value as Record<string, unknown>;
    const names = Object.keys(structure);
    const key = names.length === 1 ? names[0] : '';
    if (key === 'Fn::Join' && Array.isArray((structure[key] as unknown[])[1])) {
      return ofParts((structure[key] as [string, unknown[]])[1]);
    }
    if (key === 'Ref' || key.startsWith('Fn::')) {
      return (known?.(value) ?? lengthsOf(value))[end];
    }
    return names.reduce((sum, name) => sum + name.length + 4 + sizeOf(structure[name]), 2);
  };
  return sizeOf;
}
