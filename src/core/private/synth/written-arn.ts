import type { FinalResource } from './final-resource';

/** The ARN of a resource, as `write` writes what its stack knows: it begins like those in `NAMES`. */
export function arnOf({ Properties }: FinalResource, arn: string, name: string, write: (value: unknown) => string): string {
  const [partition, account, region] = ['AWS::Partition', 'AWS::AccountId', 'AWS::Region'].map((Ref) => write({ Ref }));
  const path = arn.startsWith('iam') ? write(Properties.Path ?? '').replace(/^\//, '') : '';
  return `arn:${partition}:${arn.replace('ACCOUNT', account).replace('REGION', region)}${path}${name}`;
}
