import type { Stack } from 'aws-cdk-lib';
import { partsOf } from '../policy/document';
import type { FinalApp } from './final-app';
import { Targets } from './targets';

/** The addresses in a prefix list of the app, also those that it may hold: undefined for another list. */
export function rangesOf(app: FinalApp, stack: Stack, list: unknown): unknown[] | undefined {
  const final = Targets.of(app).resource(stack, list);
  return final?.Type === 'AWS::EC2::PrefixList'
    ? partsOf(final.Properties.Entries).map(({ value }) => (value as { Cidr?: unknown })?.Cidr ?? value)
    : undefined;
}
