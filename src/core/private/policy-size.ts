const PSEUDO_PARAMETERS: Record<string, number> = { 'AWS::AccountId': 12, 'AWS::Partition': 10, 'AWS::Region': 14, 'AWS::URLSuffix': 16 };

/** Longest value of what else is not known at synth: a bucket's or key's ARN (in aws-us-gov), a name. */
const LONGEST = { arn: 'arn:aws-us-gov:kms:ap-northeast-1:111122223333:key/11111111-2222-3333-4444-555555555555'.length, reference: 64 };

/**
 * The length of a resolved policy with the longest name for whatever only the deployment knows. IAM does not count blanks; STS does, in the
 * text of a session policy.
 */
export function worstCase(value: unknown, blanks = false): number {
  const sizeOf = (inner: unknown) => worstCase(inner, blanks);
  if (Array.isArray(value)) {
    return 2 + value.reduce((sum: number, item) => sum + sizeOf(item) + 1, 0);
  }
  if (typeof value !== 'object' || value === null) {
    const text = JSON.stringify(value ?? null);
    return (blanks ? text : text.replace(/\s/g, '')).length;
  }
  const [[key, inner] = ['', undefined], ...rest] = Object.entries(value);
  if (rest.length === 0 && key === 'Fn::Join' && Array.isArray(inner[1])) {
    return inner[1].reduce((sum: number, item) => sum + sizeOf(item), 0);
  }
  if (rest.length === 0 && (key === 'Ref' || key.startsWith('Fn::'))) {
    return key === 'Ref' ? (PSEUDO_PARAMETERS[String(inner)] ?? LONGEST.reference) : LONGEST.arn;
  }
  return 2 + Object.entries(value).reduce((sum, [name, item]) => sum + name.length + 4 + sizeOf(item), 0);
}
