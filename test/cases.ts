import type { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { found } from './found';

/** What every construct of a vendor has. */
export type Made = Construct & { readonly policy: iam.ManagedPolicy; readonly secret?: secretsmanager.ISecret };

/** Every option that changes the template, each in a stack of its own. */
export type Cases<T extends Made = Made> = Record<string, (stack: Stack) => T>;

/** Something right of a type of the public API that only this vendor has, by the name of the type or of the parameter. */
export type Samples = Record<string, (stack: Stack) => unknown>;

/** Uses what a factory of the vendor returns, by the name of its type, with an id: some values can only be checked there. */
export type Uses = Record<string, (scope: Construct, made: never, id: string) => unknown>;

/** By vendor: templates, the matrix, cdk-nag and the feature flags run over all of them. */
export const CASES = found<Cases>('cases', 'CASES');

/** The same as rows of a table. */
export const ALL_CASES = Object.entries(CASES).flatMap(([vendor, cases]) =>
  Object.entries(cases).map(([name, make]) => [`${vendor}/${name}`, make] as const),
);
