import type { Stack } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Json } from '../policy/request';
import { token } from '../policy/text';
import { isUnresolved } from '../validation/tokens-in-text';

/** Pseudo parameters that mean the same in all stacks that do not know them. */
export const SHARED = ['AWS::AccountId', 'AWS::Partition', 'AWS::Region', 'AWS::URLSuffix'];

const TOKENS = SHARED.map((Ref) => token({ Ref }));
export const isShared = (symbol: string): boolean => TOKENS.includes(symbol);

/** The value of a pseudo parameter, as far as its stack knows it. */
export function pseudo({ account, region, stackName }: Stack, intrinsic: Json): string | undefined {
  const { Ref } = intrinsic as { Ref?: string };
  const { domainSuffix, partition } = isUnresolved(region) ? ({} as Partial<RegionInfo>) : RegionInfo.get(region);
  const values: Record<string, string | undefined> = {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': partition,
    'AWS::URLSuffix': domainSuffix,
    'AWS::StackName': stackName,
  };
  const value = values[Ref ?? ''];
  return value === undefined || isUnresolved(value) ? undefined : value;
}
