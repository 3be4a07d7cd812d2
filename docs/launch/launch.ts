import type { Stack } from 'aws-cdk-lib';
import type { Parameter } from './parameter';

/** The values of parameters: references to them, or a value each. */
export interface Values {
  text(parameter: Parameter): string;
  number(parameter: Parameter): number;
}

/** A template of a vendor, made by its construct with the options that are usual. */
export interface Launch {
  /** What it creates, for the page: after "Creates". */
  readonly creates: string;
  /** What to do after the deployment, beside entering the outputs; and what the template cannot do. */
  readonly next?: string;
  readonly parameters: readonly Parameter[];
  readonly make: (stack: Stack, values: Values) => void;
  /** What has to exist before: for the tests, and for a demonstration. In a stack of its own, with names instead of parameters. */
  readonly before?: (stack: Stack, values: Values) => void;
  /** The case of the vendor whose requests are made to it. */
  readonly like: string;
  /** The example whose workflow the vendor goes through with what was deployed. */
  readonly worksLike?: string;
  /** Which requests that the case allows this template denies. */
  readonly denies?: (asked: { readonly action?: string; readonly why: string }) => boolean;
}

/** A bucket's name that is free, and that is another one in each account and region. */
export const bucketName = (stack: Stack, prefix: string): string => `${prefix}-${stack.account}-${stack.region}`;
