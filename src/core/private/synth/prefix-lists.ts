import type { Stack } from 'aws-cdk-lib';
import { partsOf } from '../policy/document';
import type { Json } from '../policy/request';
import { hasToken, plain, textOf } from '../policy/text';
import type { FinalApp } from './final-app';
import { knownIn } from './known-names';
import { Targets } from './targets';

/** The addresses in a prefix list of the app, also those that it may hold: undefined for another list. */
export function rangesOf(app: FinalApp, stack: Stack, list: unknown): unknown[] | undefined {
  const final = Targets.of(app).resource(stack, list);
  return final?.Type === 'AWS::EC2::PrefixList'
    ? partsOf(final.Properties.Entries).map(({ value }) => (value as { Cidr?: unknown })?.Cidr ?? value)
    : undefined;
}

/** A range of addresses as a text, also that of a VPC or subnet of the app: undefined if only the deployment knows it. */
export function rangeIn(app: FinalApp, stack: Stack, range: unknown): string | undefined {
  const text = textOf(plain(range as Json, knownIn(app, stack)));
  return hasToken(text) ? undefined : text;
}
