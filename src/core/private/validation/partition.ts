import { Stack } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { IConstruct } from 'constructs';
import { finding } from './errors';
import type { Place } from './prop-types';
import { show } from './shown-value';
import { isUnresolved } from './tokens-in-text';

/** The partition of a construct's stack, if its region is known. Two partitions can have buckets of the same name. */
export function partitionOf(scope: IConstruct): string | undefined {
  return partitionIn(Stack.of(scope).region); // the partition of a stack is a token, even if its region is known
}

const partitionIn = (region: string): string | undefined => (isUnresolved(region) ? undefined : RegionInfo.get(region).partition);

/** Rejects an ARN, or a region, of another partition: no policy reaches there, and the account of the same number is somebody else's. */
export function partitionProblems(what: string, arn: unknown, { scope }: Place, region?: string): string[] {
  const own = scope && partitionOf(scope);
  const [, named = undefined] = /^arn:([a-z-]+):/.exec(String(arn)) ?? [];
  const [got, given] = named === undefined ? [region && partitionIn(region), `one in ${region}`] : [named, show(arn)];
  const todo = 'Partitions share nothing: choose one of the partition of the stack, or correct the ARN.';
  return own && got && got !== own
    ? [finding(what, given, `one of the partition '${own}', which the region of the stack is in`, todo)]
    : [];
}
