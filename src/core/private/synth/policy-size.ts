/** The longest value of something unknown at synth: a pseudo parameter, the ARN of a bucket or key (in aws-us-gov), a name, an EC2 id. */
const LONGEST = {
  pseudo: { 'AWS::AccountId': 12, 'AWS::Partition': 10, 'AWS::Region': 14, 'AWS::URLSuffix': 16 } as Record<string, number>,
  arn: 'arn:aws-us-gov:kms:ap-northeast-1:111122223333:key/11111111-2222-3333-4444-555555555555'.length,
  reference: 64,
  ec2Id: 'subnet-0123456789abcdef0'.length,
};

/** The shortest values. */
const SHORTEST: typeof LONGEST = { pseudo: {}, arn: 0, reference: 0, ec2Id: 0 };

const EC2_ID_FOLLOWS = /:(subnet|security-group)\/$/;

/**
 * The length of a resolved policy with the longest possible value for everything that is known only at deployment. IAM does not count
 * whitespace; STS counts it in a session policy.
 */
export function worstCase(value: unknown, blanks = false): number {
  return lengthOf(value, LONGEST, blanks);
}

/** The least that IAM can count. */
export function bestCase(value: unknown): number {
  return lengthOf(value, SHORTEST, false);
}

function lengthOf(value: unknown, lengths: typeof LONGEST, blanks: boolean): number {
  const sizeOf = (inner: unknown) => lengthOf(inner, lengths, blanks);
  if (Array.isArray(value)) {
    return 2 + value.reduce((sum: number, item) => sum + sizeOf(item) + 1, 0);
  }
  if (typeof value !== 'object' || value === null) {
    const text = JSON.stringify(value ?? null);
    return (blanks ? text : text.replace(/\s/g, '')).length;
  }
  const [[key, inner] = ['', undefined], ...rest] = Object.entries(value);
  if (rest.length === 0 && key === 'Fn::Join' && Array.isArray(inner[1])) {
    const parts: unknown[] = inner[1];
    const isId = (index: number) => typeof parts[index] === 'object' && EC2_ID_FOLLOWS.test(String(parts[index - 1]));
    return parts.reduce((sum: number, item, index) => sum + (isId(index) ? lengths.ec2Id : sizeOf(item)), 0);
  }
  if (rest.length === 0 && (key === 'Ref' || key.startsWith('Fn::'))) {
    return key === 'Ref' ? (lengths.pseudo[String(inner)] ?? lengths.reference) : lengths.arn;
  }
  return 2 + Object.entries(value).reduce((sum, [name, item]) => sum + name.length + 4 + sizeOf(item), 0);
}
