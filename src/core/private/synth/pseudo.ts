import { type Stack, Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Json } from '../policy/request';

/** The value of a pseudo parameter, as far as its stack knows it. */
export function pseudo({ account, region, stackName }: Stack, intrinsic: Json): string | undefined {
  const { Ref } = intrinsic as { Ref?: string };
  const values: Record<string, string | undefined> = {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': Token.isUnresolved(region) ? undefined : RegionInfo.get(region).partition,
    'AWS::StackName': stackName,
  };
  const value = values[Ref ?? ''];
  return value === undefined || Token.isUnresolved(value) ? undefined : value;
}
