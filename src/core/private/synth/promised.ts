import type { CfnResource } from 'aws-cdk-lib';
import type { FinalResource } from './final-resource';
import type { PromiseRule } from './promise-rules';

/**
 * What a construct asked for, by the path of the property: it must be deployed even if a property injector has changed it before the resource
 * was made. `undefined`: nothing. A function is called in the end, for what may grow.
 */
export interface Asked {
  readonly [path: string]: unknown;
}

/** A resource of a construct as it is promised: whole. */
export interface Promised {
  readonly l1: CfnResource;
  readonly kept: FinalResource;
  readonly asked: Asked;
  /** Beside those of all, and before them. */
  readonly rules: readonly PromiseRule[];
  /** How to get on purpose what an error refuses; default: by the type. */
  readonly onPurpose?: string;
}

export const nameOf = ({ kept, l1 }: Promised): string => `${kept.Type} '${l1.node.path.replace(/\/Resource$/, '')}'`;
