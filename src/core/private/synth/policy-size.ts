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
export const worstCase = (value: unknown, blanks = false, known?: KnownLengths): number => sizeOf(value, { end: MOST, blanks, known });

/** The least that IAM can count. */
export const bestCase = (value: unknown, known?: KnownLengths): number => sizeOf(value, { end: LEAST, blanks: false, known });

const SIMPLE = /\{"(?:Ref":"[^"\\]*"|Fn::GetAtt":\["[^"\\]*","[^"\\]*"\])\}/g;
/** Other intrinsics, and where an id of EC2 follows. */
const UNUSUAL = /"(?:Ref|Fn::(?!Join"))|:(?:subnet|security-group)\/"/;

/** No less than `worstCase`, and quicker: from the JSON, with what the same intrinsic was before. Infinite if there are others than the usual. */
export function upperBound(value: unknown, most: (intrinsic: string) => number): number {
  const json = JSON.stringify(value);
  const rest = json.replace(SIMPLE, '');
  let sum = rest.length + rest.split(/[[{]/).length; // `worstCase` counts a comma after the last item
  for (const one of json.match(SIMPLE) ?? []) {
    sum += most(one);
  }
  return UNUSUAL.test(rest) ? Number.POSITIVE_INFINITY : sum;
}

interface Counting {
  readonly end: 0 | 1;
  readonly blanks: boolean;
  readonly known?: KnownLengths;
}

// Of each value of each policy: without closures, which V8 would compile for longer than they run.
function sizeOf(value: unknown, how: Counting): number {
  if (typeof value === 'string') {
    return PLAIN.test(value) ? value.length + 2 : sizeOfJson(value, how);
  }
  if (typeof value !== 'object' || value === null) {
    return sizeOfJson(value, how);
  }
  return Array.isArray(value) ? 2 + value.length + sizeOfParts(value, how, false) : sizeOfStructure(value as Record<string, unknown>, how);
}

const sizeOfJson = (value: unknown, { blanks }: Counting): number => {
  const text = JSON.stringify(value ?? null);
  return (blanks ? text : text.replace(/\s/g, '')).length;
};

function sizeOfParts(parts: readonly unknown[], how: Counting, isText: boolean): number {
  let sum = 0;
  for (let index = 0; index < parts.length; index++) {
    const isId = isText && typeof parts[index] === 'object' && EC2_ID_FOLLOWS.test(String(parts[index - 1]));
    sum += isId ? EC2_ID[how.end] : sizeOf(parts[index], how);
  }
  return sum;
}

function sizeOfStructure(structure: Record<string, unknown>, how: Counting): number {
  const names = Object.keys(structure);
  if (names.length === 1 && (names[0] === 'Ref' || names[0].startsWith('Fn::'))) {
    return sizeOfIntrinsic(structure, names[0], how);
  }
  let sum = 2;
  for (let index = 0; index < names.length; index++) {
    sum += names[index].length + 4 + sizeOf(structure[names[index]], how);
  }
  return sum;
}

function sizeOfIntrinsic(value: Record<string, unknown>, key: string, how: Counting): number {
  const parts: unknown = key === 'Fn::Join' && (value[key] as unknown[])[1];
  return Array.isArray(parts) ? sizeOfParts(parts, how, true) : (how.known?.(value) ?? lengthsOf(value))[how.end];
}
