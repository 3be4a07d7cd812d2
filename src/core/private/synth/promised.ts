import type { CfnResource } from 'aws-cdk-lib';
import { pathOf } from '../validation/shown-value';
import type { PromiseRule } from './promise-rule';

/**
 * What a construct requested, by the path of the property: it must be deployed even if a property injector changed it before the resource
 * was created. `undefined` means nothing. A function is called at the end, for values that can grow.
 */
export interface Asked {
  readonly [path: string]: unknown;
}

/** A complete resource as a construct promises it. */
export interface Promised {
  readonly l1: CfnResource;
  /** What it rendered when it was promised. */
  readonly values: object;
  readonly type: string;
  readonly asked: Asked;
  /** Rules in addition to the common ones, which they precede. */
  readonly rules: readonly PromiseRule[];
  /** How to get the rejected setting intentionally; by default, the advice for its type. */
  readonly onPurpose?: string;
}

export const nameOf = ({ l1, type }: Promised): string => `${type} '${pathOf(l1)}'`;
